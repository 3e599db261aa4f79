// What leaves for the state and comes back, in the real window and by keyboard: the district's number, photos, feeds,
// state tests and their scores, roles; every screen of it clean for WCAG 2.2 AA.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readJpeg } from '#domain/people/jpeg.ts';
import type { RunningApp } from '#scripts/launch-desktop.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import { answerOpenDialog, answerSaveDialog, callIn } from '#scripts/touring/window.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { practiceWindow } from '#tests/e2e/support/practice-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-files-'));
const pictures = join(projectRoot, 'out/test/files');
let running: RunningApp;
let page: Page;
let pupil: { personId: string; stateId: string };

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  running = await practiceWindow(folder);
  page = running.page;
  const { lines } = await callIn<{ lines: { studentId: string; stateId: string | null; test: string }[] }>(
    page,
    'assessments.list',
    {},
  );
  const line = lines.find(({ stateId, test: code }) => stateId !== null && code === 'ELA');
  pupil = { personId: line?.studentId ?? '', stateId: line?.stateId ?? '' };
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (address: string, heading: string | RegExp): Promise<void> => {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#${address}`);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
};
const picture = async (name: string): Promise<void> => {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  expect(await axeFindings(page), name).toEqual([]);
};

test('the district gets its number in Settings, by keyboard; zeros are refused at the field', async () => {
  await open('/settings', 'Settings');
  const card = page.getByRole('region', { name: 'The district' });
  const number = card.getByLabel('District number').first();
  await number.fill('0000');
  await page.keyboard.press('Enter');
  await card.getByText('not all zeros').first().waitFor();
  await number.fill('0712');
  await page.keyboard.press('Enter');
  await page.getByText('The district is saved').waitFor({ state: 'attached' });
  await picture('district');
  const { districts } = await callIn<{ districts: { number: string }[] }>(page, 'school.overview', {});
  expect(districts.map(({ number }) => number)).toEqual(['0712', '0712']);
});

test('roles are changed in a dialog, and the last administrator stays one', async () => {
  await page.getByRole('button', { name: 'Change roles of Practice' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Administrator').uncheck();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('This is the only administrator').waitFor();
  await picture('roles');
  await page.keyboard.press('Escape');
  await page.getByLabel('Name', { exact: true }).fill('Pat');
  await page.getByLabel('First password').fill('three words here');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Change roles of Pat' }).click();
  await page.getByRole('dialog').getByLabel('Teacher').check();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('cell', { name: 'Secretary, Teacher', exact: true }).waitFor();
});

test('a photo of an opted-in pupil goes into the package as the state wants it', async () => {
  await open('/collections/photos', 'Photo repository');
  await page.getByText('0 photos would go').waitFor();
  await open(`/people/${pupil.personId}`, /./);
  await page.getByLabel(/Missing-child repository/).selectOption('IN');
  const source = join(folder, 'large.png');
  await page.screenshot({ path: source });
  await page.getByLabel('Photo (JPEG or PNG)').setInputFiles(source);
  await page.getByText(/^Taken [A-Z]/).waitFor();
  await open('/collections/photos', 'Photo repository');
  await page.getByText('1 photo would go').waitFor();
  await picture('photos');
  const target = join(folder, 'photos.zip');
  await answerSaveDialog(running.app, target);
  await page.getByRole('button', { name: 'Write the package…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Written: 1 photo').waitFor();
  const entries = unzipSync(readFileSync(target));
  expect(Object.keys(entries).sort()).toEqual([`${pupil.stateId}.jpg`, 'manifest.csv']);
  const jpeg = readJpeg(entries[`${pupil.stateId}.jpg`] ?? new Uint8Array());
  expect([jpeg?.width, jpeg?.height]).toEqual([350, 526]);
  expect(jpeg?.bare.length).toBe(entries[`${pupil.stateId}.jpg`]?.length);
});

test('a feed opens the pupils behind a total, and is written once its codes are confirmed', async () => {
  await open('/collections/feeds?feed=child-nutrition', 'Feeds');
  await page.getByRole('heading', { name: 'Child nutrition feed' }).waitFor();
  await page
    .getByRole('button', { name: /Enrolled: show the pupils/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('listitem').first().waitFor();
  await picture('feed');
  await page.keyboard.press('Escape');
  const confirm = page.getByRole('button', { name: 'Confirm these codes' });
  if (await confirm.isVisible()) await confirm.click();
  const target = join(folder, 'meals.zip');
  await answerSaveDialog(running.app, target);
  await page.getByRole('button', { name: 'Write the file…' }).click();
  await page.getByText(/^Written: \d+ lines/).waitFor();
  expect(Object.keys(unzipSync(readFileSync(target))).sort()).toEqual([
    'child-nutrition-totals.csv',
    'child-nutrition.csv',
  ]);
  await page.getByLabel('Feed', { exact: true }).selectOption('special-education');
  await page.getByRole('heading', { name: 'Special education feed' }).waitFor();
  await picture('feed-special-education');
});

test('who takes a state test is decided with a reason', async () => {
  await open('/assessments', 'State tests');
  await page.getByLabel('Test', { exact: true }).selectOption('ELA');
  await page
    .getByRole('button', { name: /^Decide about/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Takes part').selectOption('ALT');
  await page.getByRole('dialog').getByLabel('Reason').fill('The plan says so');
  await picture('decide-test');
  await page.keyboard.press('Enter');
  await page.getByText('The plan says so').first().waitFor();
  await picture('state-tests');
});

test('scores are looked at, brought in, and stand on the pupil’s page', async () => {
  const file = join(folder, 'scores.csv');
  writeFileSync(
    file,
    `state_id,test,taken_on,score,level\r\n${pupil.stateId},ELA,04/22/2026,412,Proficient\r\n`,
  );
  await answerOpenDialog(running.app, file);
  await open('/import?format=scores-csv', 'Import');
  await page.getByRole('button', { name: 'Choose the file' }).click();
  await page.getByText('Nothing has been changed yet').waitFor();
  await page.getByRole('button', { name: 'Bring in everything' }).click();
  await page.getByRole('heading', { name: 'Brought in' }).waitFor();
  await open(`/people/${pupil.personId}`, /./);
  await page.getByRole('tab', { name: 'Records' }).click();
  await page.getByText('412, Proficient').waitFor();
  await picture('scores');
});

test('the law stands beside the check, and in the dictionary', async () => {
  await open('/collections/validate', 'Validate');
  await page
    .getByText(/^By .*(MCA|OPI|ARM)/)
    .first()
    .click();
  await picture('policy-at-the-problem');
  await open('/collections/dictionary', 'Data dictionary');
  await page.getByLabel('Find an element').fill('20-9-311');
  await page.getByRole('rowheader', { name: 'ANB of a budget unit' }).waitFor();
  await picture('policy-in-the-dictionary');
});

test('a link to an enrollment, a program, a day or a class opens it with the field under the cursor', async () => {
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.tagName);
  const { enrollments } = await callIn<{ enrollments: { id: string; calendarId: string }[] }>(
    page,
    'people.page',
    { personId: pupil.personId },
  );
  await open(`/people/${pupil.personId}?fix=enrollment.startStatus&record=${enrollments[0]?.id}`, /./);
  await expect.poll(focused).toBe('startStatus');
  await page.keyboard.press('Escape');
  const programs = await callIn<{ id: string; studentId: string }[]>(page, 'programs.list', {});
  const record = programs[0];
  await open(`/people/${record?.studentId}?fix=programRecord.startDate&record=${record?.id}`, /./);
  await expect.poll(focused).toBe('startDate');
  await page.keyboard.press('Escape');
  const { days } = await callIn<{ days: { date: string; kind: string }[] }>(page, 'school.calendar', {
    calendarId: enrollments[0]?.calendarId,
  });
  const day = days.find(({ kind }) => kind === 'instruction')?.date;
  await open(`/calendar?calendar=${enrollments[0]?.calendarId}&date=${day}&fix=calendarDay.kind`, 'Calendar');
  await expect.poll(focused).toBe('calendarDay.kind');
  await page.keyboard.press('Escape');
  const { classes } = await callIn<{ classes: { id: string }[] }>(page, 'classes.list', {});
  await open(`/classes?section=${classes[0]?.id}&fix=section.name`, 'Courses and classes');
  await expect.poll(focused).toBe('name');
});

test('nobody complained along the way', () => {
  expect(running.complaints).toEqual([]);
});
