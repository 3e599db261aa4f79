// After the first days, in the real window: tick who never came, see what it changes, do it as one, take it back as one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '#electron/data-process/clock.ts';
import type { DataHost } from '#electron/data-process/data-host.ts';
import type { RunningApp } from '#scripts/launch-desktop.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { practiceWindow } from '#tests/e2e/support/practice-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-first-days-'));
let running: RunningApp;
let page: Page;

/** Absent on every school day so far, as two who were rolled forward and stayed away. */
async function twoNeverCame(host: DataHost): Promise<void> {
  const days = host.district.open?.file.reader.rows<{ enrollmentId: string; date: string }>(
    `SELECT e.id AS enrollmentId, d.date FROM enrollment e JOIN calendarDay d ON d.calendarId = e.calendarId
      WHERE d.kind = 'instruction' AND d.date >= e.startDate AND d.date <= ? AND e.id IN (
        SELECT o.id FROM enrollment o JOIN calendar c ON c.id = o.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
          WHERE y.endYear = 2027 AND o.endDate IS NULL AND o.noShow = 0 AND o.grade = '03' ORDER BY o.id LIMIT 2)`,
    systemClock.today(),
  );
  await host.call(
    'attendance.mark',
    { marks: days?.map((day) => ({ ...day, block: null, code: 'AU' })) },
    'headless',
  );
}

beforeAll(async () => {
  running = await practiceWindow(folder, twoNeverCame);
  page = running.page;
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const clean = async () => expect(await axeFindings(page)).toEqual([]);

test('two pupils are marked as one and taken back as one, by keyboard', async () => {
  await page.evaluate(() => {
    window.location.hash = '#/first-days';
  });
  await page.getByRole('heading', { name: 'Who never came', level: 1 }).waitFor();
  await page.getByLabel(/Show everybody who is enrolled/).focus();
  await page.keyboard.press('Space');
  const boxes = page.getByRole('checkbox', { name: /never came$/ });
  await boxes.first().waitFor();
  const everybody = await boxes.count();
  // Who was here cannot be ticked, and nobody is offered the whole school in one press.
  expect(await boxes.nth(2).isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: /^Tick all/ }).count()).toBe(0);
  for (const at of [0, 1]) {
    await boxes.nth(at).focus();
    await page.keyboard.press('Space');
  }
  await page.getByText(`${everybody} pupils, 2 ticked.`).waitFor();
  await clean();
  await page.getByRole('button', { name: 'See what it changes' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('2 pupils marked as never having come.').waitFor();
  await dialog.getByText(/The fall count/).waitFor();
  await clean();
  await dialog.getByRole('button', { name: 'Mark 2 pupils' }).focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => boxes.count()).toBe(everybody - 2);
  await clean();
  await page.getByRole('button', { name: /^Take back/ }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => boxes.count()).toBe(everybody);
});

test('early graduates have a view among the counts', async () => {
  await page.evaluate(() => {
    window.location.hash = '#/collections/counts?show=early';
  });
  await page
    .getByText(/Nobody graduated between the two counts|may be named/)
    .first()
    .waitFor();
  await clean();
});

test('no screen complained', () => {
  expect(running.complaints).toEqual([]);
});
