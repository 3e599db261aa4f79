// Reading between districts in the real window: what one office sees of another one's records, and how that is ended.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import { officeName, officePassword } from '#scripts/sample-district/one-room-school.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { movedPupil } from '#tests/unit/sync/support/moved-pupil.ts';
import { type OfficesAndState, officesAndState } from '#tests/unit/sync/support/office-host.ts';

const pictures = join(projectRoot, 'out/test/screens');
let all: OfficesAndState;
let running: RunningApp | undefined;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  all = await officesAndState();
  const { left, came } = await movedPupil(all);
  await left.call('moves.fetch');
  await came.call('moves.fetch');
  const [move] = await left.call('moves.list');
  await left.call('grants.begin', { moveId: move?.id, part: 'permanent' });
  for (const office of [left, came]) await office.call('sync.run');
  // The windows open these files: one program at a time holds one.
  for (const office of [left, came]) await office.host.close();
}, 120_000);
afterEach(() => running?.close());
afterAll(() => all?.end());

/** The window of the nth office, at Moves between districts. */
async function movesOf(office: number): Promise<Page> {
  running = await launch({ districtFile: join(all.folder, `office-${office}.hiline`) });
  const { page } = running;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByLabel('Your name', { exact: true }).selectOption(officeName);
  await page.getByLabel('Password').fill(officePassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'To do' }).waitFor();
  await page.evaluate(() => {
    window.location.hash = '#/moves';
  });
  await page.getByRole('heading', { name: 'Reading between districts' }).waitFor();
  return page;
}

const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });

test('the office the pupil came to reads the permanent record, and can change nothing in it', async () => {
  const page = await movesOf(1);
  const grant = page.getByRole('region', { name: /read from District 0701/ });
  await grant.getByText(/You can read the permanent record that District 0701 \(0701\) keeps/).waitFor();
  await picture(page, 'grants-received');
  await grant.getByRole('button', { name: 'Read the permanent record' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('region', { name: 'Enrollment', exact: true }).waitFor();
  expect(await dialog.getByText('Fennimore').count()).toBeGreaterThan(0);
  expect(await dialog.getByRole('textbox').count()).toBe(0);
  await picture(page, 'grants-records');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await axeFindings(page)).toEqual([]);
});

test('the office that has the records sees who reads them, and ends it by keyboard, with a reason', async () => {
  const page = await movesOf(0);
  const grant = page.getByRole('region', { name: /read by District 0702/ });
  await grant.getByText(/can read the permanent record that you keep, since/).waitFor();
  await picture(page, 'grants-given');
  await grant.getByRole('button', { name: 'End the reading' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Why/).fill('She went on to Helena.');
  await picture(page, 'grants-end');
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByLabel(/^Why/).press('Enter');
  await grant.getByText(/Ended .* by Sam Office: She went on to Helena\. Nothing was deleted\./).waitFor();
  expect(await grant.getByRole('button').count()).toBe(0);
  await picture(page, 'grants-ended');
  expect(await axeFindings(page)).toEqual([]);
});
