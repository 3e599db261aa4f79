import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '#domain/system/civil-date.ts';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { makeOneRoomSchool, officePassword } from '#scripts/sample-district/one-room-school.ts';
import { takeAttendanceOf60 } from '#scripts/touring/keyboard.ts';

let running: RunningApp;
let page: Page;
const folder = mkdtempSync(join(tmpdir(), 'hi-line-attendance-'));

beforeAll(async () => {
  const districtFile = join(folder, 'school.hiline');
  await makeOneRoomSchool(districtFile, 60);
  running = await launch({ districtFile });
  page = running.page;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByLabel('Password').fill(officePassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'To do' }).waitFor();
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const row = (n: number) => page.locator(`[data-row="${n - 1}"][data-column="0"]`);
const dayAfter = (date: string): string => addDays(date, 1);
const axe = async (): Promise<unknown[]> => {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map((violation) => ({
    id: violation.id,
    nodes: violation.nodes.map((node) => node.html).slice(0, 3),
  }));
};

test('Today fits one screen and passes axe', async () => {
  expect(await axe()).toEqual([]);
  const overflow = await page.evaluate(() => {
    const main = document.getElementById('main');
    return main ? main.scrollHeight - main.clientHeight : 1;
  });
  expect(overflow).toBeLessThanOrEqual(0);
});

test('60 pupils, five scattered absences, keyboard alone: thirty keystrokes at most', async () => {
  const keystrokes = await takeAttendanceOf60(page, [5, 16, 31, 45, 59]);
  expect(keystrokes).toBeLessThanOrEqual(30);
  for (const n of [5, 16, 31, 45, 59]) expect(await row(n).textContent()).toBe('A');
  expect(await page.locator('td[data-column="0"]').filter({ hasText: 'A' }).count()).toBe(5);
});

test('the sheet passes axe and tells each cell in words', async () => {
  expect(await axe()).toEqual([]);
  expect(await row(5).getAttribute('aria-label')).toBe(
    'Pupil-005, Ash, whole day: Absent, reason not yet known',
  );
});

test('undo and redo take steps back and forth, for the whole session', async () => {
  await row(5).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => row(59).textContent()).toBe('');
  await page.keyboard.press('Control+y');
  await expect.poll(() => row(59).textContent()).toBe('A');
});

test('late asks for the clock time, with now filled in; Enter is enough', async () => {
  await row(2).focus();
  await page.keyboard.press('t');
  const time = page.getByLabel('Clock time');
  await time.waitFor();
  expect(await time.inputValue()).toMatch(/^\d\d:\d\d$/);
  await time.fill('09:30');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('[data-row="1"][data-column="1"]').textContent()).toBe('T 09:30');
  await expect.poll(() => page.locator('tr').nth(2).textContent()).toContain('60 of 360 min');
});

test('the call-in pad takes a call from anywhere', async () => {
  await page.keyboard.press('F2');
  await page.getByRole('combobox', { name: 'Pupil' }).fill('Pupil-012');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('listitem').filter({ hasText: 'Pupil-012, Ash: AE' }).waitFor();
  expect(await axe()).toEqual([]);
  await page.keyboard.press('Escape');
  // The sheet underneath shows it, and its undo takes it back.
  await expect.poll(() => row(12).textContent()).toBe('AE');
  await row(12).focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => row(12).textContent()).toBe('');
});

test('fill down gives everybody below the time of the late bus; one undo takes it all back', async () => {
  const morning = (n: number) => page.locator(`[data-row="${n - 1}"][data-column="1"]`).textContent();
  await page.locator('[data-row="1"][data-column="1"]').focus();
  await page.keyboard.press('Control+d');
  await expect.poll(() => morning(60)).toBe('T 09:30');
  expect(await morning(1)).toBe('');
  await page.keyboard.press('Control+z');
  await expect.poll(() => morning(60)).toBe('');
  expect(await morning(2)).toBe('T 09:30');
});

test('a group is marked today and on coming days in one action, and one undo takes it back', async () => {
  await page.getByRole('button', { name: 'Mark a group' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Group').selectOption('new');
  await dialog.getByLabel('Name of the list').fill('Track team');
  for (const name of ['Pupil-003, Ash', 'Pupil-004, Ash']) await dialog.getByLabel(name).check();
  await dialog.getByRole('button', { name: 'Save the list' }).click();
  const day = await dialog.getByLabel('Day', { exact: true }).inputValue();
  await dialog.getByLabel('Through').fill(dayAfter(day));
  await dialog.getByRole('button', { name: 'Mark them' }).click();
  await dialog.getByRole('status').filter({ hasText: 'Track team: SA, 2 school days' }).waitFor();
  await expect.poll(() => row(3).textContent()).toBe('SA');
  expect(await axe()).toEqual([]);
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => row(3).textContent()).toBe('');
  await dialog.getByRole('button', { name: 'Done' }).click();
});

test('Ctrl and an arrow go from school day to school day', async () => {
  const date = page.getByLabel('Date', { exact: true });
  const today = await date.inputValue();
  await row(1).focus();
  await page.keyboard.press('Control+ArrowRight');
  await expect.poll(() => date.inputValue()).toBe(dayAfter(today));
  await page.keyboard.press('Control+ArrowLeft');
  await expect.poll(() => date.inputValue()).toBe(today);
  await expect.poll(() => row(5).textContent()).toBe('A');
});

test('one pupil, many days: the letter of the grid is understood, and a wrong one is told at its box', async () => {
  await page.getByRole('button', { name: 'One pupil, many days' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill('Pupil-007');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  const boxes = dialog.locator('input[data-block="AM"]');
  await boxes.last().fill('x');
  await page.keyboard.press('Enter');
  await expect.poll(() => boxes.last().inputValue()).toBe('AE');
  await boxes.first().fill('qq');
  await page.keyboard.press('Enter');
  await dialog.getByText('"QQ" is not an attendance code').waitFor();
  expect(await axe()).toEqual([]);
  await dialog.getByRole('button', { name: 'Done' }).click();
});

test('a closed day is locked and opens again with a reason', async () => {
  await page.getByRole('button', { name: 'Close the day' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the day' }).click();
  await page.getByLabel('Why is it opened again?').fill('A late bus');
  await page.getByRole('button', { name: 'Reopen the day' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the day' }).waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
});

test('no page complained', () => {
  expect(running.complaints).toEqual([]);
});

test('a day that was chosen before there was any room shows the room as soon as there is one', async () => {
  await page.evaluate(() => {
    window.location.hash = '#/attendance?room=';
  });
  await page.getByRole('grid').waitFor();
});
