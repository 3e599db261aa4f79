// A window that nobody works at locks in its place: nothing can be read, and after the password the work goes on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { callIn } from '#scripts/touring/window.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { openPracticeDistrict } from '#tests/e2e/support/practice-district.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-lock-'));
let running: RunningApp;
let page: Page;

beforeAll(async () => {
  const districtFile = join(folder, 'practice.hiline');
  await openPracticeDistrict(districtFile);
  running = await launch({ districtFile });
  page = running.page;
  await page.getByLabel('Password').fill('practice');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'To do' }).waitFor();
  await callIn(page, 'accounts.add', {
    name: 'Kim Secretary',
    roles: ['secretary'],
    password: 'four words in here',
  });
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const lock = () => page.getByRole('dialog', { name: 'Locked' });
const unlock = async (password = 'practice'): Promise<void> => {
  await lock().getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
};
const note = () => page.getByRole('dialog', { name: 'Call-in' }).getByLabel('Note');
beforeEach(async () => {
  if ((await note().count()) > 0) return;
  await page.keyboard.press('F2');
  await note().fill('half typed');
});

test('the button locks: the screen is hidden, calls of the window are refused, a wrong password does not open', async () => {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Step away' }).click();
  await lock().waitFor();
  expect(await page.getByRole('heading', { name: 'To do' }).isVisible()).toBe(false);
  await expect(callIn(page, 'people.find', { text: 'Huckleby' })).rejects.toThrow(/locked/i);
  expect(await axeFindings(page)).toEqual([]);
  await unlock('wrong words');
  await lock()
    .getByText(/do not belong together/)
    .waitFor();
  await page.evaluate(() => {
    document.querySelector('dialog[open]')?.addEventListener('close', () => {
      document.title = 'The lock was open for a moment';
    });
  });
  for (let press = 0; press < 5; press++) await page.keyboard.press('Escape');
  expect(await lock().isVisible()).toBe(true);
  expect(await page.title()).not.toContain('The lock was open');
  await unlock();
  await page.getByRole('heading', { name: 'To do' }).waitFor();
});

test('an hour without a key locks it, and what was half typed is there again, under the cursor', async () => {
  await note().focus();
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 3_600_000;
  });
  await lock().waitFor({ timeout: 10_000 });
  expect(await note().isVisible()).toBe(false);
  await unlock();
  await lock().waitFor({ state: 'detached' });
  expect(await note().inputValue()).toBe('half typed');
  await page.keyboard.type('!');
  expect(await note().inputValue()).toBe('half typed!');
});

test('a records process that dies locks the window in its place too', async () => {
  await running.app.evaluate(({ app }) => {
    const records = app.getAppMetrics().find((one) => one.name === 'Hi-Line records');
    if (records) process.kill(records.pid, 'SIGKILL');
  });
  await lock().waitFor();
  await unlock();
  await lock().waitFor({ state: 'detached' });
  expect(await note().inputValue()).toContain('half typed');
});

test('somebody else who takes over starts on Today, with their own roles', async () => {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Step away' }).click();
  await lock().getByLabel('Your name', { exact: true }).selectOption('Kim Secretary');
  await unlock('four words in here');
  await page.getByText('Kim Secretary').waitFor();
  expect(await page.getByRole('navigation', { name: 'Screens' }).textContent()).not.toContain(
    'Special education',
  );
  await page.keyboard.press('F2');
  expect(await note().inputValue()).toBe('');
});
