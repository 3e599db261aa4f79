// Program work in the real window, by keyboard: what is due, steps, exits, non-public pupils, immunization forms.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningApp } from '#scripts/launch-desktop.ts';
import { callIn } from '#scripts/touring/window.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { practiceWindow } from '#tests/e2e/support/practice-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-programs-'));
let running: RunningApp;
let page: Page;
let today = '';

beforeAll(async () => {
  running = await practiceWindow(folder);
  page = running.page;
  today = (await callIn<{ today: string }>(page, 'district.status', {})).today;
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = (hash: string) =>
  page.evaluate((to) => {
    window.location.hash = to;
  }, hash);
const clean = async () => expect(await axeFindings(page)).toEqual([]);
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('name'));

test('what is due opens where it is done, with the day focused, and is done with', async () => {
  const [pupil] = await callIn<{ studentId: string; name: string }[]>(page, 'people.roster', { date: today });
  await callIn(page, 'programs.save', {
    studentId: pupil?.studentId,
    program: 'EL',
    detail: 'EL',
    startDate: today,
  });
  await open('#/programs/due');
  const row = page.getByRole('row').filter({ hasText: 'Send the parents the yearly letter' });
  await row.filter({ hasText: pupil?.name ?? '' }).waitFor();
  await clean();
  const link = row.getByRole('link', { name: pupil?.name ?? '' });
  await link.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { name: 'English learner: what was done' }).waitFor();
  await expect.poll(focused).toBe('doneOn');
  expect(await dialog.getByLabel('Step').inputValue()).toBe('LETTER');
  await clean();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Letter to the parents sent/ }).waitFor();
  await clean();
  await open('#/programs/due');
  await page.getByRole('heading', { name: 'Program work that is due' }).waitFor();
  await page.getByRole('status').filter({ hasText: /due/ }).first().waitFor();
  // The list of the visit before is shown until it is read again.
  await expect.poll(() => row.filter({ hasText: pupil?.name ?? '' }).count()).toBe(0);
});

test('a finding about a program opens its record with the wrong field focused', async () => {
  const [pupil] = await callIn<{ studentId: string }[]>(page, 'people.roster', { date: today });
  const { id } = await callIn<{ id: string }>(page, 'programs.save', {
    studentId: pupil?.studentId,
    program: 'FOS',
    startDate: today,
  });
  await open(`#/people/${pupil?.studentId}?fix=programRecord.program&record=${id}`);
  await page.getByRole('dialog').getByRole('heading', { name: 'Change a program record' }).waitFor();
  await expect.poll(focused).toBe('program');
  await page.keyboard.press('Escape');
});

test('steps of several pupils are noted on one day and taken back as one, by keyboard', async () => {
  await open('#/programs/due');
  const boxes = page.getByRole('checkbox', { name: /^Choose / });
  // The list of an earlier visit is shown until it is read again.
  const all = (await callIn<{ step: string | null }[]>(page, 'programs.due', {})).filter(
    ({ step }) => step !== null,
  ).length;
  await expect.poll(() => boxes.count()).toBe(all);
  await page.getByRole('button', { name: /^Tick the [1-9]\d* overdue$/ }).focus();
  await page.keyboard.press('Enter');
  await clean();
  await page.getByRole('button', { name: /^Note [1-9]\d* steps? as done$/ }).focus();
  await page.keyboard.press('Enter');
  const back = page.getByRole('button', { name: /^Take back \d+ steps? noted/ });
  await back.waitFor();
  await clean();
  await back.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => boxes.count()).toBe(all);
});

test('notices about rights are noted on the pupil’s tab, a day to come is refused at once', async () => {
  const plans = await callIn<{ studentId: string; status: string }[]>(page, 'special-education.list', {});
  const pupil = plans.find(({ status }) => status === 'locked')?.studentId ?? '';
  await open(`#/people/${pupil}?fix=rightsNotice.toldOn`);
  await expect.poll(focused).toBe('toldOn');
  await page.getByLabel('Told that the rights will pass').fill('2098-01-01');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'That day is still to come.' }).waitFor();
  await clean();
  await page.getByLabel('Told that the rights will pass').fill(today);
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Saved on this computer' }).waitFor();
});

test('the list prints', async () => {
  await open('#/programs/due');
  await page.getByRole('link', { name: 'Print' }).first().click();
  await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor();
  await page
    .getByTestId('pages')
    .filter({ hasText: /^\d+ page/ })
    .waitFor({ timeout: 30_000 });
});

test('an exit from special education is entered, says what it lacks, and is taken away', async () => {
  const plans = await callIn<{ studentId: string; status: string }[]>(page, 'special-education.list', {});
  const pupil = plans.find(({ status }) => status === 'locked')?.studentId ?? '';
  await open(`#/people/${pupil}?fix=specialEducationExit.exitedOn`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').selectOption('TRAN');
  await expect.poll(() => dialog.getByLabel('Last day in special education').inputValue()).toBe(today);
  await clean();
  await dialog.getByLabel('Found no longer eligible on').fill(today);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('cell', { name: 'Enter when the parents were given prior written notice.' }).waitFor();
  await clean();
  await open('#/iep');
  await page.getByRole('heading', { name: /^Exits / }).waitFor();
  await clean();
  await page.getByRole('button', { name: /^Change the exit/ }).click();
  await dialog.getByRole('button', { name: 'Entered by mistake: take it away' }).click();
  await page.getByText('Nobody has left special education this school year.').waitFor();
});

test('a non-public pupil is entered by keyboard and counted', async () => {
  await open('#/non-public');
  await page.getByRole('button', { name: 'Add a pupil' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Last name').fill('Thistle');
  await dialog.getByLabel('First name').fill('Ro');
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').filter({ hasText: 'Name the private school' }).waitFor();
  await dialog.getByLabel('Name of that school').fill('Hilltop Academy');
  await dialog.getByLabel('Title I services').focus();
  await page.keyboard.press('Space');
  await clean();
  await dialog.getByLabel('Last name').focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('1 child served.').waitFor();
  await clean();
});

test('an immunization form is noted, and only whether it is on file', async () => {
  const [pupil] = await callIn<{ studentId: string }[]>(page, 'people.roster', { date: today });
  await open(`#/people/${pupil?.studentId}?fix=immunizationPaper.standing`);
  await page.getByRole('button', { name: 'Enter the immunization record' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Standing').selectOption('CONDITIONAL');
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Where the paper is').fill('Drawer 2');
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').filter({ hasText: 'needs its day' }).waitFor();
  await dialog.getByLabel('Until').fill(today);
  await clean();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/conditional attendance until a day, until .*Drawer 2/).waitFor();
  await clean();
});

test('no screen complained', () => {
  expect(running.complaints).toEqual([]);
});
