// Courses and classes in the real window, by keyboard: state facts of a course, a class, who teaches it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningApp } from '#scripts/launch-desktop.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { practiceWindow } from '#tests/e2e/support/practice-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-classes-'));
let running: RunningApp;
let page: Page;

beforeAll(async () => {
  running = await practiceWindow(folder);
  page = running.page;
  await page.evaluate(() => {
    window.location.hash = '#/classes';
  });
  await page.getByRole('heading', { name: 'Courses and classes', level: 1 }).waitFor();
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const dialog = () => page.getByRole('dialog');
const clean = async () => expect(await axeFindings(page)).toEqual([]);

test('a course gets its state facts, each mistake told, and keeps what was typed', async () => {
  await page.getByRole('button', { name: 'Add a course' }).focus();
  await page.keyboard.press('Enter');
  await dialog().getByLabel('Course number').fill('WELD1');
  await dialog().getByLabel('Course', { exact: true }).fill('Welding');
  await dialog().getByLabel('SCED subject area').fill('13');
  await page.keyboard.press('Enter');
  await dialog().getByRole('alert').filter({ hasText: 'enter both or neither' }).waitFor();
  expect(await dialog().getByLabel('SCED subject area').inputValue()).toBe('13');
  await dialog().getByLabel('SCED course identifier').fill('207');
  await dialog().getByLabel('Carnegie unit credit').fill('0.5');
  await clean();
  await page.keyboard.press('Enter');
  await dialog().waitFor({ state: 'detached' });
  await page.getByRole('row').filter({ hasText: 'WELD1' }).getByText('13207').waitFor();
});

test('a class of it is made, with a teacher from a day on', async () => {
  await page.getByRole('button', { name: 'Add a room or class' }).focus();
  await page.keyboard.press('Enter');
  await dialog().getByLabel('Section number').fill('W-1');
  await dialog().getByLabel('Name').fill('Welding 1');
  await dialog().getByLabel('Course', { exact: true }).selectOption({ label: 'WELD1 Welding' });
  await dialog().getByLabel('Block').selectOption({ index: 1 });
  await clean();
  await dialog().getByLabel('Section number').focus();
  await page.keyboard.press('Enter');
  await dialog().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Staff of Welding 1' }).focus();
  await page.keyboard.press('Enter');
  await dialog().getByLabel('Who').selectOption({ index: 1 });
  await dialog().getByLabel('From').fill('2026-08-26');
  await clean();
  await page.keyboard.press('Enter');
  await page
    .getByText(/teacher of record, from Wed Aug 26, 2026/)
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
  await clean();
});

test('pupils are put in by name and by grade, taken out on a day, and that is taken back, all by keyboard', async () => {
  await page.getByRole('link', { name: '0 pupils of Welding 1' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Pupils of a class', level: 1 }).waitFor();
  await page.getByText('Nobody yet. Put pupils in below.').waitFor();
  const ticked = (n: number) => page.getByText(new RegExp(`not in it, ${n} ticked`)).waitFor();
  const first = await page
    .getByRole('group')
    .getByRole('checkbox')
    .first()
    .evaluate((box) => box.parentElement?.textContent ?? '');
  await page.getByLabel('Name begins with').fill(first.trim().slice(0, 3));
  await page.keyboard.press('Enter');
  await ticked(1);
  expect(await page.getByLabel('Name begins with').inputValue()).toBe('');
  await page.getByLabel('Grade', { exact: true }).selectOption({ index: 1 });
  await page
    .getByRole('button', { name: /^Tick all/ })
    .last()
    .focus();
  await page.keyboard.press('Enter');
  await clean();
  const put = page.getByRole('button', { name: /^Put \d+ pupils? in$/ });
  const many = Number(/\d+/.exec((await put.textContent()) ?? '')?.[0]);
  expect(many).toBeGreaterThan(1);
  await put.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `Who sits in Welding 1 (${many})` }).waitFor();
  await ticked(0);
  expect(await page.getByRole('button', { name: /^Tick all [1-9]/ }).count()).toBe(2);
  await page
    .getByRole('checkbox', { name: /^Choose / })
    .first()
    .focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Take 1 pupil out' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Take back 1 pupil out of Welding 1/ }).waitFor();
  await clean();
  await page.getByRole('button', { name: /^Take back 1 pupil out of Welding 1/ }).focus();
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: /^Take back 1 pupil out of Welding 1/ })
    .waitFor({ state: 'detached' });
  await page
    .getByRole('button', { name: /^Dates of / })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await dialog().getByLabel('To').fill('2020-01-01');
  await page.keyboard.press('Enter');
  await dialog().getByRole('alert').filter({ hasText: 'The last day is before the first.' }).waitFor();
  await clean();
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('no screen complained', () => {
  expect(running.complaints).toEqual([]);
});
