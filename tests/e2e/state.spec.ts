// The people's side of the sync in the real window, by keyboard: what waits and where it is mended, cards and their
// decisions, the line that breaks, and a second computer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '#domain/system/civil-date.ts';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { makeOneRoomSchool, officeName, officePassword } from '#scripts/sample-district/one-room-school.ts';
import { type StateEnd, startStateEnd } from '#scripts/touring/state-end.ts';
import { callIn, openScreen } from '#scripts/touring/window.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-state-screens-'));
let running: RunningApp;
let page: Page;
let state: StateEnd;
let pupils: { studentId: string; enrollmentId: string }[] = [];

beforeAll(async () => {
  state = await startStateEnd(folder);
  const districtFile = join(folder, 'school.hiline');
  await makeOneRoomSchool(districtFile, 4);
  running = await launch({ districtFile });
  page = running.page;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByLabel('Your name', { exact: true }).selectOption(officeName);
  await page.getByLabel('Password').fill(officePassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'To do' }).waitFor();
  await callIn(page, 'sync.connect', {
    url: state.url,
    code: await state.deviceCode(),
    deviceName: 'Office',
  });
  await callIn(page, 'sync.run', {});
  pupils = await callIn(page, 'people.roster', { date: new Date().toISOString().slice(0, 10) });
}, 240_000);
afterAll(async () => {
  await running?.close();
  await state?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Presses Tab until something of that name has the focus. */
async function tabTo(name: RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    const words = await page.evaluate(() => {
      const at = document.activeElement;
      const labelled = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : undefined;
      return at?.getAttribute('aria-label') ?? labelled ?? at?.textContent ?? '';
    });
    if (name.test(words.trim())) return;
  }
  throw new Error(`${name} cannot be reached by Tab.`);
}

const details = (birthDate: string): object => ({
  lastName: 'Fennimore',
  firstName: 'Ash',
  middleName: null,
  suffix: null,
  usualName: null,
  birthDate,
  gender: null,
});

/** A pupil's enrollment as a form would show it. */
const stayOf = (enrollmentId = '') =>
  callIn<{ id: string; studentId: string; startDate: string }>(page, 'enrollment.stay', { enrollmentId });

/** The state ends an enrollment late in the year; here, before that is heard, its first day is corrected to a later one. */
async function changeWhatTheStateRefuses(enrollmentId = ''): Promise<{ startDate: string }> {
  const { id, studentId: _student, ...stay } = await stayOf(enrollmentId);
  const { startDate } = stay;
  const { rev } = await callIn<{ rev: number }>(page, 'sync.receipt', { type: 'enrollment', id });
  const gone = { endDate: addDays(startDate, 362), endReason: 'TR_MT', endStatus: null, dropoutReason: null };
  await state.staffChange('enrollment', id, rev, gone);
  await callIn(page, 'enrollment.fix', { enrollmentId, ...stay, startDate: addDays(startDate, 363) });
  return { startDate };
}

test('a refused change says why, and Fix puts the cursor into the field', async () => {
  const { startDate } = await changeWhatTheStateRefuses(pupils[0]?.enrollmentId);
  await openScreen(page, 'State');
  await page.getByRole('button', { name: 'Send now' }).click();
  await page
    .getByTestId('state-chip')
    .filter({ hasText: /did not accept 1 record/ })
    .waitFor();
  expect(await page.getByTestId('state-chip').getAttribute('data-look')).toBe('care');
  expect(await axeFindings(page)).toEqual([]);
  // The chip may know before the list does.
  await page.getByRole('link', { name: /^Fix / }).first().waitFor();
  await page.getByRole('heading', { level: 1 }).click();
  await tabTo(/^Fix /);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute('name') === 'endDate');
  await page.getByLabel('First day').fill(startDate);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await openScreen(page, 'State');
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByText('The state has everything.').first().waitFor();
  // The list may know before the chip does.
  await expect.poll(() => page.getByTestId('state-chip').getAttribute('data-look')).toBe('received');
});

/** The same field is changed here and at the state. */
async function collide(personId: string, there: string, here: string): Promise<void> {
  const { rev } = await callIn<{ rev: number }>(page, 'sync.receipt', { type: 'person', id: personId });
  await state.staffChange('person', personId, rev, { birthDate: there });
  await callIn(page, 'people.change-details', { personId, details: details(here) });
}

test('cards are decided by keyboard alone, several alike at once, and the decisions are listed', async () => {
  for (const { studentId } of pupils.slice(1, 4)) await collide(studentId, '2015-03-03', '2015-03-04');
  await openScreen(page, 'State');
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByText('Changed in two places (3)').first().waitFor();
  await expect.poll(() => page.getByTestId('conflict-card').count()).toBe(3);
  expect(await axeFindings(page)).toEqual([]);
  const first = page.getByTestId('conflict-card').first();
  await first.getByText('Why did this happen?').click();
  await first.getByText('Nothing is lost: both values are kept').waitFor();
  // A third value, typed in.
  await first.getByRole('radio').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.getByLabel('Birth date: the right value').fill('2015-03-05');
  await page.keyboard.press('Enter');
  await page.getByText('Changed in two places (2)').first().waitFor();
  // Put aside, and opened again.
  await tabTo(/^Keep for later$/);
  await page.keyboard.press('Enter');
  await page.getByText('kept for later').waitFor();
  await page.getByRole('button', { name: 'Open again' }).click();
  await page.getByRole('button', { name: 'Apply to all like this (2)' }).first().click();
  await page.getByText('2 cards decided.').first().waitFor();
  await page.getByRole('heading', { name: 'Decisions' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByText('The state has everything.').first().waitFor();
});

test('a decision is taken back, and everything can be compared with the state', async () => {
  await openScreen(page, 'State');
  await page
    .getByRole('button', { name: /^Take back/ })
    .first()
    .click();
  await page.getByText('Changed in two places (1)').first().waitFor();
  await page.getByRole('button', { name: 'Save the decision' }).click();
  await page.getByTestId('conflict-card').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByText('The state has everything.').first().waitFor();
  await page.getByRole('button', { name: 'Compare with the state' }).click();
  await page.getByText(/records alike; no difference/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});

test('a refused change can be let go, and the record is again what the state has', async () => {
  const enrollmentId = pupils[3]?.enrollmentId;
  const { startDate } = await changeWhatTheStateRefuses(enrollmentId);
  await callIn(page, 'sync.run', {});
  await openScreen(page, 'Today');
  await openScreen(page, 'State');
  await page.getByRole('button', { name: /^Let it go: / }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Let it go' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('Waiting to send (0)').waitFor();
  expect(await stayOf(enrollmentId)).toMatchObject({ startDate, endDate: addDays(startDate, 362) });
});

test('a card that is out of date refreshes, and nothing is decided', async () => {
  const personId = pupils[1]?.studentId ?? '';
  await collide(personId, '2014-01-01', '2014-01-02');
  await callIn(page, 'sync.run', {});
  const [card] = await callIn<{ number: number; rev: number }[]>(page, 'sync.conflicts', {});
  await expect(
    callIn(page, 'sync.resolve', { number: card?.number, rev: (card?.rev ?? 1) - 1, choices: {} }),
  ).rejects.toThrow();
  expect(await callIn<object[]>(page, 'sync.conflicts', {})).toHaveLength(1);
  await callIn(page, 'sync.resolve', {
    number: card?.number,
    rev: card?.rev,
    choices: { birthDate: 'state' },
  });
});

test('state numbers: asked for, compared with whom the state knows, and received', async () => {
  await openScreen(page, 'State');
  await page.getByRole('link', { name: 'State numbers' }).click();
  await page.getByRole('button', { name: 'Look up at the state' }).click();
  await page
    .getByText(/4 pupils looked up/)
    .first()
    .waitFor();
  expect(await axeFindings(page)).toEqual([]);
  // All four have one name here, so the state wants to know from the second on who is who.
  await page.getByRole('button', { name: /^Ask for new numbers/ }).click();
  await page
    .getByText(/number received\.|numbers received\./)
    .first()
    .waitFor();
  await page
    .getByRole('button', { name: /^Compare/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('radio').last().check();
  await dialog.getByLabel('How do you know that it is somebody else?').fill('A cousin of the same name.');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'Received' }).waitFor();
  expect(await page.getByRole('region', { name: 'Received' }).getByRole('row').count()).toBeGreaterThan(2);
  expect(await axeFindings(page)).toEqual([]);
});

test('the connection test says what is wrong in words', async () => {
  await openScreen(page, 'State');
  await page.getByRole('link', { name: 'Connection' }).click();
  await page.getByRole('button', { name: 'Test now' }).click();
  await page.getByText('Everything is in order.').first().waitFor();
  await state.stop();
  await page.getByRole('button', { name: 'Test now' }).click();
  await page
    .getByText(/nobody answers there|has announced that it is closed|The state is closed/)
    .first()
    .waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await state.start();
});

test('no screen complained', () => {
  expect(running.complaints).toEqual([]);
});
