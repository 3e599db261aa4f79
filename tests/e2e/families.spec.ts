// A family of three in the real window: look first, one form, stop and go on, print, open.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunningApp } from '#scripts/launch-desktop.ts';
import { callIn } from '#scripts/touring/window.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { practiceWindow } from '#tests/e2e/support/practice-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-families-'));
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

const open = (hash: string) =>
  page.evaluate((to) => {
    window.location.hash = to;
  }, hash);
const clean = async () => expect(await axeFindings(page)).toEqual([]);
const next = async (title: string) => {
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: title, exact: true, level: 2 }).waitFor();
};

test('a family of three is enrolled in one form, with the address and the adults typed once', async () => {
  await open('#/enroll');
  await page.getByLabel('Legal last name').fill('Quillfeather');
  await page.getByLabel('Legal first name').fill('Wren');
  await page.getByLabel('Birth date').fill('2018-04-02');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /add a new family/i }).click();
  await page.getByRole('heading', { name: 'Household', exact: true }).waitFor();
  await page.getByLabel('Street', { exact: true }).fill('12 Elm St');
  await page.getByLabel('City', { exact: true }).fill('Testville');
  await page.getByLabel('ZIP', { exact: true }).fill('59001');
  await clean();
  await next('Adults');
  await page.getByLabel('First name').fill('Ida');
  await page.getByLabel('Phone', { exact: true }).fill('406-555-0142');
  await page.getByLabel('Is to the children').selectOption('mother');
  await page.getByLabel('Custody or legal note').fill('Order of 2026 on file.');
  await page.getByText('Kept on this computer').waitFor();
  await clean();

  // The telephone rings: stop here, and go on from the list.
  await page.getByRole('button', { name: 'Stop here, go on later' }).click();
  await page.getByRole('button', { name: /^Go on with Wren/ }).click();
  await page.getByRole('heading', { name: 'Adults', exact: true, level: 2 }).waitFor();
  expect(await page.getByLabel('First name').inputValue()).toBe('Ida');
  await page.getByLabel('First name').focus();
  await next('Children');
  await page.getByRole('button', { name: 'Another child' }).click();
  await page.getByRole('button', { name: 'Another child' }).click();
  for (const [at, [first, born]] of (
    [
      ['Lark', '2016-02-11'],
      ['Finch', '2020-08-30'],
    ] as const
  ).entries()) {
    const child = page.getByRole('group', { name: `Child ${at + 2}` });
    await child.getByLabel('Legal first name').fill(first);
    expect(await child.getByLabel('Legal last name').inputValue()).toBe('Quillfeather');
    await child.getByLabel('Birth date').fill(born);
  }
  await clean();
  await page.getByRole('group', { name: 'Child 3' }).getByLabel('Legal first name').focus();
  await next('School');
  for (const [at, grade] of ['03', '05', 'KF'].entries())
    await page.locator(`select[name="children.${at}.grade"]`).selectOption(grade);
  await clean();
  await page.locator('input[name="children.0.previousSchool"]').focus();
  await next('Extras');
  await clean();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'Check', exact: true, level: 2 }).waitFor();
  await clean();
  await page.getByRole('button', { name: 'Enroll all 3' }).click();
  await page.getByRole('heading', { name: '3 children enrolled' }).waitFor();
  await page
    .getByTestId('pages')
    .getByText(/^3 pages/)
    .waitFor();
  await clean();
  await page.getByRole('button', { name: 'Open the first child' }).click();
  await page.getByRole('heading', { name: 'Quillfeather, Wren' }).waitFor();
  await page.getByText('Custody: Ida Quillfeather, see the note').waitFor();
  await page.getByRole('heading', { name: 'Household' }).waitFor();
  await clean();
  await page.getByRole('button', { name: 'Add a second household' }).click();
  await page.getByRole('dialog').getByLabel('Street').fill('9 Oak Ave');
  await clean();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Two households' }).waitFor();
  const found = await callIn<{ personId: string }[]>(page, 'people.find', { text: 'Quillfeather' });
  expect(found).toHaveLength(4);
});

test('a pupil who is here twice is found, merged side by side, and taken apart again', async () => {
  const { calendars } = await callIn<{ calendars: { id: string }[] }>(page, 'school.overview', {});
  await callIn(page, 'enrollment.enroll', {
    details: { lastName: 'Quill-Feather', firstName: 'Wren', birthDate: '2018-02-04', middleName: 'Jo' },
    notSameAs: 'Typed again at the counter',
    calendarId: calendars[0]?.id,
    grade: '03',
    startDate: '2026-11-24',
  });
  await open('#/duplicates');
  await page.getByRole('heading', { name: 'Who is here twice?' }).waitFor();
  await page
    .getByRole('button', { name: /^Compare .*Quill-?feather, Wren/i })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Is it one person?' });
  await dialog.getByText(/become one/).waitFor();
  await clean();
  await dialog.getByRole('button', { name: 'One person: merge' }).click();
  await page.getByRole('heading', { name: 'Merged in the last 30 days' }).waitFor();
  await clean();
  await page.getByRole('button', { name: /^Take back/ }).click();
  await page
    .getByRole('button', { name: /^Compare .*Quill-?feather, Wren/i })
    .first()
    .waitFor();
});

test('one is withdrawn: the effect on the counts is shown first, and the next school’s request is on the list', async () => {
  const [pupil] = await callIn<{ personId: string }[]>(page, 'people.find', { text: 'Huckleby Ada' });
  await open(`#/people/${pupil?.personId}`);
  await page.getByRole('tab', { name: 'Enrollment' }).click();
  for (const name of ['Fix a mistake', 'State facts', 'Agreement']) {
    await page.getByRole('button', { name, exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save' }).waitFor();
    await clean();
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Withdraw' }).click();
  const dialog = page.getByRole('dialog', { name: 'Withdraw' });
  await dialog.getByLabel('Where is the child going?').selectOption('TR_OOS');
  await dialog.getByLabel('Which school?').fill('Minot Elementary');
  await dialog.getByText(/spring count on .* any more: 1.00 less/).waitFor();
  await clean();
  await dialog.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('link', { name: 'Print the withdrawal form' }).click();
  await page
    .getByTestId('pages')
    .getByText(/^1 page/)
    .waitFor();
  await open('#/records');
  await page.getByRole('row', { name: /Huckleby.*Minot Elementary/ }).waitFor();
  await clean();
  await page.getByRole('link', { name: 'Packet' }).click();
  await page.getByTestId('pages').getByText(/page/).waitFor();
  await open(`#/people/${pupil?.personId}`);
  await page.getByRole('tab', { name: 'Records' }).click();
  await page.getByRole('button', { name: 'Open the request of Minot Elementary' }).click();
  await page.getByRole('dialog').getByLabel('Permanent record').check();
  await clean();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Sent today' }).click();
  await page.getByText(/Permanent record, to Minot Elementary/).waitFor();
  await clean();
  await open('#/agreements');
  await page.getByRole('heading', { name: 'Attendance agreements' }).waitFor();
  await clean();
});

test('the year changes: calendars, then pupils, with one exception, and back again', async () => {
  await open('#/year-change');
  await page.getByRole('heading', { name: 'Year change' }).waitFor();
  await page
    .getByText(/to look at: holidays/)
    .first()
    .waitFor();
  await page
    .getByText(/to look at: holidays/)
    .first()
    .click();
  await clean();
  await page.getByRole('button', { name: /^Copy \d+ calendar/ }).click();
  await page.getByText('Every calendar has its copy.').waitFor();
  await page.getByText(/^\d+ open enrollments: /).waitFor();
  await page.getByLabel('Show everybody').check();
  await page.getByRole('combobox', { name: /Quillfeather, Lark then/ }).selectOption('repeat');
  await clean();
  await page.getByRole('button', { name: /^End \d+ enrollments/ }).click();
  await page.getByText('No enrollment of this year is open any more.').waitFor();
  const [lark] = await callIn<{ personId: string }[]>(page, 'people.find', { text: 'Quillfeather Lark' });
  const { enrollments } = await callIn<{ enrollments: { grade: string; endReason: string | null }[] }>(
    page,
    'people.page',
    { personId: lark?.personId },
  );
  expect(enrollments.map(({ grade, endReason }) => [grade, endReason])).toEqual([
    ['05', null],
    ['05', 'EOY'],
  ]);
  await clean();
  await page.getByRole('button', { name: /^Take back \d+ enrollments/ }).click();
  await page.getByText(/^\d+ open enrollments: /).waitFor();
});

test('what the law says about a pupil is entered on the page and stands at its top', async () => {
  const [lark] = await callIn<{ personId: string }[]>(page, 'people.find', { text: 'Quillfeather Lark' });
  await open(`#/people/${lark?.personId}`);
  await page.getByRole('heading', { name: 'Quillfeather, Lark' }).waitFor();
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Race, ethnicity, language' }).click();
  await dialog.getByLabel('Not Hispanic or Latino').check();
  await clean();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog
    .getByText(/Choose at least one race/)
    .first()
    .waitFor();
  await dialog.getByLabel('White').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Not Hispanic or Latino').waitFor();
  await page.getByRole('button', { name: 'Add a court paper' }).click();
  await dialog.getByLabel('Kind').selectOption('CUSTODY');
  await dialog.getByLabel('What it says').fill('Only Ida picks up');
  await clean();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Court paper: Only Ida picks up').waitFor();
  await page.getByRole('button', { name: 'Add a foster placement' }).click();
  await clean();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Record a change from a date' }).click();
  await clean();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Record a move from a date' }).click();
  await dialog.getByLabel('Street').fill('4 Hill Rd');
  await clean();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText(/^12 Elm St, Testville, 59001, until/).waitFor();
  await page.getByRole('button', { name: 'Protected address' }).click();
  await dialog.getByLabel('Substitute street or box').fill('PO Box 1');
  await clean();
  await dialog.getByRole('button', { name: 'Protect' }).click();
  await page.getByText('Address protected').waitFor();
  await page.getByText('4 Hill Rd').waitFor({ state: 'detached' });
  await page.getByLabel(/^Missing-child repository/).selectOption('IN');
  await page.getByLabel('Photo (JPEG or PNG)').setInputFiles({
    name: 'p.png',
    mimeType: 'image/png',
    buffer: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  });
  await page.getByRole('img', { name: 'Quillfeather, Lark' }).waitFor();
  await clean();
});

test('no screen complained', () => {
  expect(running.complaints).toEqual([]);
});
