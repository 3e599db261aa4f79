// A fall count from validation to the state's receipt, in the real window and with the real state server: certify,
// change, certify again; every screen of it clean for WCAG 2.2 AA.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningApp } from '#scripts/launch-desktop.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import { type StateEnd, startStateEnd } from '#scripts/touring/state-end.ts';
import { answerSaveDialog, callIn } from '#scripts/touring/window.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { practiceWindow } from '#tests/e2e/support/practice-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-collections-'));
const pictures = join(projectRoot, 'out/test/collections');
let running: RunningApp;
let page: Page;
let state: StateEnd;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  state = await startStateEnd(folder);
  running = await practiceWindow(folder);
  page = running.page;
});
afterAll(async () => {
  await running.close();
  await state.stop();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (address: string, heading: string): Promise<void> => {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#${address}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
};
const picture = async (name: string): Promise<void> => {
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  expect(await axeFindings(page), name).toEqual([]);
};
const sendNow = async (): Promise<void> => {
  await open('/state', 'State');
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByText('The state has everything.').first().waitFor({ timeout: 60_000 });
};
const fallCard = () =>
  page.getByRole('region', { name: 'Fall student count (ANB)' }).filter({ hasText: 'Elementary' });

async function certify(): Promise<void> {
  await fallCard()
    .getByRole('button', { name: /^Certify/ })
    .click();
  await page.getByLabel('Type your name').fill('Sam Clerk');
  await page.getByLabel('Your Hi-Line password').fill('practice');
  await picture('certify');
  await page.getByRole('dialog').getByRole('button', { name: 'Certify', exact: true }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('what must be fixed stands with why and how, and leads to the field', async () => {
  await open('/collections/validate?collection=fall-count', 'Validate');
  await page.getByText('1 must be fixed').waitFor();
  await picture('validate');
  await page.getByRole('link', { name: 'Fleabane, Tomás' }).first().click();
  await page.getByRole('heading', { level: 1, name: /Fleabane/ }).waitFor();
});

test('a "check this" is let stand with a reason', async () => {
  await open('/collections/validate?collection=fall-count', 'Validate');
  const before = await callIn<{ check: number }>(page, 'collections.validate', { collection: 'fall-count' });
  await page.getByRole('button', { name: 'Accept' }).first().click();
  await page.getByLabel('Why it is right as it is').fill('Half-day kindergarten');
  await page.keyboard.press('Enter');
  await page.getByText('Accepted: Half-day kindergarten.').waitFor();
  const after = await callIn<{ check: number; accepted: number }>(page, 'collections.validate', {
    collection: 'fall-count',
  });
  expect([after.check, after.accepted]).toEqual([before.check - 1, 1]);
});

test('the missing State ID comes from the state, and the count is certified and received', async () => {
  await open('/state', 'State');
  await page.getByRole('button', { name: 'Connect to the state' }).click();
  await page.getByLabel('Address of the state').fill(state.url);
  await page.getByLabel('One-time code').fill(await state.deviceCode());
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await sendNow();
  const { pending } = await callIn<{ pending: { personId: string }[] }>(page, 'state-numbers.list', {});
  const personIds = pending.map(({ personId }) => personId);
  await callIn(page, 'state-numbers.look-up', { personIds });
  await callIn(page, 'state-numbers.assign', { personIds });

  await open('/collections', 'Collections');
  await page.getByRole('button', { name: 'Certifiers' }).click();
  await page.getByLabel('Name').fill('Sam Clerk');
  await page.getByLabel('Title').fill('Clerk');
  await page.keyboard.press('Enter');
  await page.getByText('Sam Clerk: Student enrollment and programs').waitFor();
  await picture('certifiers');
  await page.keyboard.press('Escape');
  await fallCard().getByText('Validated').waitFor();
  await picture('board');
  await certify();
  await fallCard().getByText('Ready, waits to be sent').waitFor();
  await sendNow();
  await open('/collections', 'Collections');
  await page.getByLabel('Show').selectOption('all');
  await fallCard()
    .getByText(/Receipt [0-9A-Z]/)
    .waitFor();
});

test('the state sees who has certified, and asks for it again; the card says so', async () => {
  await state.askToCertifyAgain('Two pupils are missing');
  await sendNow();
  await open('/collections', 'Collections');
  await page.getByLabel('Show').selectOption('all');
  await fallCard().getByText('The state asks to certify again: Two pupils are missing').waitFor();
});

test('a later change is shown against the certified rows, and certified again', async () => {
  await open('/collections/counts?show=fall', 'Counts');
  await page.getByLabel('Pupils', { exact: true }).selectOption('all');
  await page
    .getByRole('button', { name: /^Decide about/ })
    .first()
    .click();
  await page.getByLabel('Aggregate hours of the year').fill('500');
  await picture('decide');
  await page.keyboard.press('Enter');
  await page.getByText('entered').first().waitFor();
  await picture('count');
  await open('/collections', 'Collections');
  await page.getByLabel('Show').selectOption('now');
  await fallCard().getByRole('button', { name: 'See what changed' }).click();
  await page.getByText(/Aggregate hours: .* → 500.00/).waitFor();
  await picture('changes');
  await page.keyboard.press('Escape');
  await certify();
  await fallCard().getByText('Changed since certified').waitFor({ state: 'detached' });
});

test('ANB, hours and a forecast read well', async () => {
  await open('/collections/counts?show=anb', 'Counts');
  await page.getByText('ADA for finance').waitFor();
  await page.getByLabel('Pupil', { exact: true }).fill('Al-Jun');
  await page
    .getByRole('button', { name: /Al-Juniperi/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('Without them').waitFor();
  await picture('anb');
  await open('/collections/counts?show=hours', 'Counts');
  await page.getByText('Grades 4–12').first().waitFor();
  await picture('hours');
});

test('a state file is checked, its codes confirmed, and written', async () => {
  await open('/collections/files', 'State files');
  await page.getByRole('button', { name: 'Check Student Demographic' }).click();
  await page.getByRole('button', { name: 'Confirm these codes' }).waitFor();
  await picture('codes');
  await page.getByRole('button', { name: 'Confirm these codes' }).click();
  await page.getByText('64 records right, 0 with a problem.').waitFor();
  const target = join(folder, 'sd.tsv');
  await answerSaveDialog(running.app, target);
  await page.getByRole('button', { name: 'Write the file…' }).click();
  await page.getByText('Written: 64 records').waitFor();
  await picture('files');
  expect(readFileSync(target, 'utf8').split('\r\n')).toHaveLength(66);
});

test('a file is locked for its way, lies on the list with its last day, and is deleted by keyboard', async () => {
  const target = join(folder, 'sd.zip');
  await answerSaveDialog(running.app, target);
  await page.getByLabel('Lock it with a password').fill('tea kettle');
  await page.getByRole('button', { name: 'Write the file…' }).click();
  await page.getByText('At least 12 characters').last().waitFor();
  await page.getByLabel('Lock it with a password').fill('tea kettle blue');
  await page.getByRole('button', { name: 'Write the file…' }).click();
  await page.getByRole('rowheader', { name: /^sd\.zip/ }).waitFor();
  expect(readFileSync(target).subarray(0, 2).toString()).toBe('PK');
  await picture('handed-over');
  await page.getByRole('button', { name: 'Delete now sd.zip' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('rowheader', { name: /^sd\.zip/ }).waitFor({ state: 'detached' });
  expect(existsSync(target)).toBe(false);
});

test('nobody complained along the way', () => {
  expect(running.complaints).toEqual([]);
});
