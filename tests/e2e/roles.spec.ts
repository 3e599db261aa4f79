// What each role sees and may do in the real window. The contract refuses; the screens do not even offer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#domain/accounts/roles.ts';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { callIn } from '#scripts/touring/window.ts';
import { openPracticeDistrict } from '#tests/e2e/support/practice-district.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-roles-'));
const PASSWORD = 'four words in here';
let running: RunningApp;
let page: Page;

async function signIn(name: string, password: string): Promise<void> {
  await page.getByLabel('Your name', { exact: true }).selectOption(name);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'To do' }).waitFor();
}

const signOut = async (): Promise<void> => {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Your name', { exact: true }).waitFor();
};

const rail = (): Promise<string[]> =>
  page.getByRole('navigation', { name: 'Screens' }).getByRole('link').allTextContents();

beforeAll(async () => {
  const districtFile = join(folder, 'practice.hiline');
  await openPracticeDistrict(districtFile);
  running = await launch({ districtFile });
  page = running.page;
  await page.setViewportSize({ width: 1366, height: 768 });
  await signIn('Practice', 'practice');
  for (const role of ['teacher', 'viewer', 'special-education', 'secretary'] satisfies Role[])
    await callIn(page, 'accounts.add', { name: `A ${role}`, roles: [role], password: PASSWORD });
  await signOut();
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a wrong password is said to be wrong, and nothing opens', async () => {
  await page.getByLabel('Your name', { exact: true }).selectOption('A teacher');
  await page.getByLabel('Password').fill('not the password');
  await page.keyboard.press('Enter');
  await page
    .getByRole('alert')
    .filter({ hasText: /password/i })
    .waitFor();
  expect(await page.getByRole('navigation').count()).toBe(0);
});

test('a teacher is offered neither programs nor special education, nor what the office does', async () => {
  await signIn('A teacher', PASSWORD);
  const offered = await rail();
  expect(offered).toContain('Attendance');
  expect(offered).not.toContain('Special education');
  expect(offered).not.toContain('Programs');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('iep');
  await page
    .getByRole('dialog')
    .getByText(/Nothing found|No match|nobody|nothing/i)
    .waitFor();
  await page.keyboard.press('Escape');
});

test.each([
  ['special-education.list', {}],
  ['programs.list', {}],
  ['accounts.add', { name: 'X', roles: ['administrator'], password: PASSWORD }],
  ['system.copies', {}],
  ['imports.preview', { format: 'aim-sd', grant: 'x' }],
])('a teacher who calls %s all the same is told who may', async (entry, input) => {
  await expect(callIn(page, entry, input)).rejects.toThrow(/role|administrator/i);
});

test('a path from the window is refused, so that no page can write where it likes', async () => {
  const answer = await page.evaluate(() =>
    // biome-ignore lint/suspicious/noExplicitAny: the page's own object has its types in renderer/bridge
    (globalThis as any).hiline.reports.print({ report: 'class-roster', options: {}, path: '/tmp/x.pdf' }),
  );
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'not-allowed' } });
  await signOut();
});

test('a viewer reads, and every change is refused', async () => {
  await signIn('A viewer', PASSWORD);
  await callIn(page, 'people.find', { text: 'Huckleby' });
  const [pupil] = await callIn<{ personId: string }[]>(page, 'people.find', { text: 'Huckleby Ada' });
  await expect(
    callIn(page, 'people.change-phones', { personId: pupil?.personId, phones: [] }),
  ).rejects.toThrow(/role/i);
  await signOut();
});

test('the special-education teacher finds the plans; the secretary does not', async () => {
  await signIn('A special-education', PASSWORD);
  expect(await rail()).toContain('Special education');
  expect((await callIn<unknown[]>(page, 'special-education.list', {})).length).toBeGreaterThan(0);
  await signOut();
  await signIn('A secretary', PASSWORD);
  expect(await rail()).not.toContain('Special education');
  expect(await rail()).toContain('Programs');
  expect(await page.getByText('IEP').count()).toBe(0);
  await signOut();
});

test('no screen complained', () => {
  expect(running.complaints).toEqual([]);
});
