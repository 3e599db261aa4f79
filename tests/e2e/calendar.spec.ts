// The calendar in the real window: a snow day with everything it moves, new bells, terms for marks, names for paper.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningApp } from '#scripts/launch-desktop.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import { callIn, openScreen } from '#scripts/touring/window.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { practiceWindow } from '#tests/e2e/support/practice-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-calendar-'));
const pictures = join(projectRoot, 'out/test/screens');
let running: RunningApp;
let page: Page;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  running = await practiceWindow(folder);
  page = running.page;
  await openScreen(page, 'Calendar');
  await page.getByRole('heading', { name: 'Hours lost and made up' }).waitFor();
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const dialog = () => page.getByRole('dialog');
interface Shown {
  readonly id: string;
  readonly ledger: { minutes: number; reason: string }[];
}
const calendars = async (): Promise<Shown[]> => {
  const { calendars: all } = await callIn<{ calendars: { id: string; schoolNumber: string }[] }>(
    page,
    'school.overview',
    {},
  );
  const own = all.filter((one) => one.schoolNumber === '9991');
  return Promise.all(own.map(({ id }) => callIn<Shown>(page, 'school.calendar', { calendarId: id })));
};

test('a snow day says what it moves, closes every calendar of the school, and stands in the ledger', async () => {
  await page.getByRole('button', { name: /^Fri Nov 13, 2026: school day/ }).click();
  await dialog().getByLabel('Kind of day').selectOption('closed');
  await dialog().getByLabel('Reason').fill('Snow');
  const moves = dialog().getByRole('region', { name: 'What would move' });
  await moves.getByText(/marks? set aside/).waitFor();
  await moves.getByText(/Every number that moves/).click();
  await moves.getByRole('columnheader', { name: 'ESSA days absent' }).waitFor();
  expect(await moves.getByRole('row').count()).toBeGreaterThan(20);
  await page.screenshot({ path: join(pictures, 'calendar-day.png') });
  expect(await axeFindings(page)).toEqual([]);
  await dialog().getByRole('button', { name: 'Change the day' }).click();
  await page.getByRole('button', { name: /^Fri Nov 13, 2026: no school, Snow/ }).waitFor();
  const all = await calendars();
  expect(all.length).toBeGreaterThan(1);
  for (const { ledger } of all) {
    expect(ledger.at(-1)?.reason).toBe('Snow');
    expect(ledger.at(-1)?.minutes).toBeLessThan(0);
  }
});

test('a make-up day on a Saturday is a school day with the usual bells', async () => {
  await page.getByLabel('Another day').fill('2027-05-15');
  await page.getByRole('button', { name: 'Change that day' }).click();
  await dialog()
    .getByText(/\+\d+ instructional minutes, \+1 instruction day/)
    .first()
    .waitFor();
  await dialog().getByLabel('Reason').fill('Made up for Nov 13');
  await dialog().getByRole('button', { name: 'Change the day' }).click();
  await page.getByRole('button', { name: /^Sat May 15, 2027: school day/ }).waitFor();
});

test('new bells are made once, and a day may then be an early out', async () => {
  await page.getByLabel('Name of the bells').fill('Early out at noon');
  await page.getByLabel('Instructional minutes').first().fill('190');
  await page.getByRole('button', { name: 'Leave out' }).last().click();
  await page.getByRole('button', { name: 'Save the bells' }).click();
  await page.getByRole('rowheader', { name: 'Early out at noon' }).waitFor();
  await page.getByLabel('Name of the bells').fill('early out at noon');
  await page.getByLabel('Instructional minutes').first().fill('180');
  await page.getByLabel('Instructional minutes').last().fill('10');
  await page.getByRole('button', { name: 'Save the bells' }).click();
  await page.getByText(/There are bells called "early out at noon" already/).waitFor();
  await page.getByRole('button', { name: /^Mon Nov 9, 2026: school day/ }).click();
  await dialog().getByLabel('Also the other calendars').uncheck();
  await dialog().getByLabel('Bells').selectOption({ label: 'Early out at noon (190 min)' });
  await dialog()
    .getByText(/-\d+ instructional minutes/)
    .waitFor();
  await dialog().getByLabel('Also the other calendars').check();
  await dialog()
    .getByText(/has no bell schedule "Early out at noon"/)
    .waitFor();
  await dialog().getByRole('button', { name: 'Cancel' }).click();
});

test('a term and the names are entered where the calendar is', async () => {
  await page.getByLabel('Name of the term').fill('Summer term');
  await page.getByLabel('First day').fill('2027-06-01');
  await page.getByLabel('Last day').fill('2027-06-25');
  await page.getByRole('button', { name: 'Add the term' }).click();
  await page.getByText('Tue Jun 1, 2027 to Fri Jun 25, 2027').waitFor();
  await page.getByLabel('School 9991').fill('Larkspur Bench Elementary');
  await page.getByRole('button', { name: 'Save the school' }).click();
  await expect
    .poll(async () => {
      const { schools } = await callIn<{ schools: { name: string }[] }>(page, 'school.overview', {});
      return schools.map(({ name }) => name);
    })
    .toContain('Larkspur Bench Elementary');
  expect(await axeFindings(page)).toEqual([]);
});

test('a calendar is left out of state counts with its reason, said at the top, and taken back', async () => {
  const leaveOut = page.getByLabel('Leave this calendar out of state counts and files');
  await leaveOut.focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Save for the state' }).click();
  await page.getByRole('alert').filter({ hasText: 'Say why it is left out' }).waitFor();
  await page.getByLabel('Why left out').fill('Adult education.');
  await page.keyboard.press('Enter');
  await page.getByText('This calendar is left out of state counts and files. Adult education.').waitFor();
  await page.getByText('Leave out single grades of it').click();
  expect(await axeFindings(page)).toEqual([]);
  await leaveOut.focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Save for the state' }).click();
  await page
    .getByText('This calendar is left out of state counts and files. Adult education.')
    .waitFor({ state: 'detached' });
});

test('no screen complained', () => {
  expect(running.complaints).toEqual([]);
});
