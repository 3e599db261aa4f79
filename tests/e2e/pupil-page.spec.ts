// A pupil's page and the check of a state file, in the real window: every phone number has its place, where the pupil sits
// is told, and a code no list has is a line of the check that can be confirmed there.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import { callIn } from '#scripts/touring/window.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { openPracticeDistrict } from '#tests/e2e/support/practice-district.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-pupil-page-'));
const pictures = join(projectRoot, 'out/test/pupil-page');
const NUMBERS = ['4065550101', '4065550102', '4065550103', '4065550104'];
let running: RunningApp;
let page: Page;
let pupil: { id: string; studentId: string };

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const districtFile = join(folder, 'practice.hiline');
  await openPracticeDistrict(districtFile, async (host) => {
    const call = (name: string, input: object) => host.call(name as never, input, 'headless');
    pupil = host.district.open?.file.reader.rows<typeof pupil>(
      `SELECT e.id, e.studentId FROM enrollment e JOIN calendar c ON c.id = e.calendarId
        JOIN schoolYear y ON y.id = c.schoolYearId JOIN identifier i ON i.personId = e.studentId AND i.system = 'state'
        WHERE y.endYear = 2027 AND e.grade = '10' AND e.endDate IS NULL AND e.serviceType = 'P' ORDER BY e.id LIMIT 1`,
    )[0] as typeof pupil;
    await call('people.change-phones', {
      personId: pupil.studentId,
      phones: NUMBERS.map((number) => ({ number })),
    });
    const line = `EN\t9990\t9991\t101\t001007355\t2032\tHuckleby\tAda\t08/25/2025\t01\t06/05/2026\t999\t03\tP\tN\t\t\t\t\t2026`;
    const sd = 'SD\t9990\t001007355\t2032\tHuckleby\tAda\t\t\tF\t11/06/2015\tN\tWH';
    for (const [format, record] of [
      ['aim-sd', sd],
      ['aim-en', line],
    ] as const) {
      const path = join(folder, `${format}.tsv`);
      writeFileSync(path, `HD\t11/24/2026\t08:00:00\tMT9.1\r\n${record}\r\n`);
      await call('imports.apply', { format, path });
    }
  });
  running = await launch({ districtFile });
  page = running.page;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByLabel('Password').fill('practice');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'To do' }).waitFor();
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (address: string): Promise<void> => {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#${address}`);
};
const picture = async (name: string): Promise<void> => {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  expect(await axeFindings(page), name).toEqual([]);
};

test('a fourth number has its place in the form and is there after saving', async () => {
  await open(`/people/${pupil.studentId}`);
  const address = page.getByRole('button', { name: 'Fix a mistake in address or phones' });
  await address.waitFor();
  await picture('page');
  await address.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('Phone 4').inputValue()).toContain('0104');
  expect(await dialog.getByLabel('Phone 5').inputValue()).toBe('');
  await dialog.getByLabel('Street').fill('1 Main St');
  await picture('address');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const { phones } = await callIn<{ phones: { number: string }[] }>(page, 'people.page', {
    personId: pupil.studentId,
  });
  expect(phones.map(({ number }) => number)).toEqual(NUMBERS);
});

test('a wrong number is told at its field, with the cursor in it, and nothing is saved of the form', async () => {
  await open(`/people/${pupil.studentId}`);
  await page.getByRole('button', { name: 'Fix a mistake in address or phones' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Street').fill('2 Elsewhere');
  await dialog.getByLabel('Phone 2').fill('');
  const wrong = dialog.getByLabel('Phone 3');
  await wrong.fill('555');
  await page.keyboard.press('Enter');
  await dialog.locator('.field').getByText('Too few digits.').waitFor();
  expect(await wrong.evaluate((input) => [input === document.activeElement, input.ariaInvalid])).toEqual([
    true,
    'true',
  ]);
  await picture('wrong-number');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(
    await callIn(page, 'people.page', { personId: pupil.studentId }),
    'nothing of the form was kept',
  ).toMatchObject({ address: { street: '1 Main St' }, phones: NUMBERS.map((number) => ({ number })) });
});

test('a code no list has is a line of the check, and goes once it is confirmed', async () => {
  await open('/collections/files?year=2026');
  const check = page.getByRole('button', { name: 'Check Student Enrollment' });
  await check.waitFor();
  await check.focus();
  await page.keyboard.press('Enter');
  const told = page.getByText(/the list of codes this program knows does not have it/);
  await told.waitFor();
  await told.scrollIntoViewIfNeeded();
  await picture('unknown-code');
  const form = page.locator('form').filter({ hasText: 'The lists of codes this program knows' });
  await form.getByRole('button', { name: 'Confirm these codes' }).focus();
  await page.keyboard.press('Enter');
  await told.waitFor({ state: 'detached' });
});
