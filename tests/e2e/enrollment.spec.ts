// A transfer in the real window, and the grading scale of a class.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningApp } from '#scripts/launch-desktop.ts';
import { callIn, openScreen } from '#scripts/touring/window.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { practiceWindow } from '#tests/e2e/support/practice-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-enrollment-'));
let running: RunningApp;
let page: Page;

beforeAll(async () => {
  running = await practiceWindow(folder);
  page = running.page;
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a change of grade ends one enrollment and begins the next, with a room', async () => {
  const [pupil] = await callIn<{ personId: string }[]>(page, 'people.find', { text: 'Huckleby Ada' });
  await page.evaluate((id) => {
    window.location.hash = `#/people/${id}`;
  }, pupil?.personId);
  await page.getByRole('tab', { name: /Enrollment/ }).click();
  await page.getByRole('button', { name: 'Transfer' }).click();
  const dialog = page.getByRole('dialog', { name: 'Transfer' });
  await dialog.getByLabel('Last day as it is now').fill('2026-11-20');
  expect(await dialog.getByLabel('First day as it will be').inputValue()).toBe('2026-11-21');
  await dialog.getByLabel('First day as it will be').fill('2026-11-23');
  await dialog.getByLabel('Grade').selectOption('06');
  await dialog.getByLabel('Room').selectOption({ index: 1 });
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Transfer' }).click();
  await page.getByRole('cell', { name: 'Mon Nov 23, 2026' }).waitFor();
  await page.getByRole('cell', { name: 'Fri Nov 20, 2026' }).waitFor();
  expect(await page.getByRole('button', { name: 'Withdraw' }).count()).toBe(1);
});

test('a class gets another scale, and its marks are read by it', async () => {
  await openScreen(page, 'Marks');
  const scale = page.getByLabel('Grading scale of the class');
  await scale.selectOption({ label: 'Pass or fail' });
  await page.getByText(/^Marks: P/).waitFor();
  const cell = page.locator('input[data-column="mark"]').first();
  await cell.fill('nonsense');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').first().waitFor();
  expect(await cell.inputValue()).toBe('nonsense');
  expect(await axeFindings(page)).toEqual([]);
});

test('no screen complained', () => {
  expect(running.complaints).toEqual([]);
});
