// Lists and layouts that the state has published, in the real window: whose is in force, which one waits, which one cannot be used.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import gender from '#resources/code-sets/gender.json' with { type: 'json' };
import grades from '#resources/code-sets/grade_level.json' with { type: 'json' };
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import { officeName, officePassword } from '#scripts/sample-district/one-room-school.ts';
import { publishReference } from '#state-server/reference/publish.ts';
import { axeFindings } from '#tests/e2e/support/axe.ts';
import { type OfficesAndState, officesAndState } from '#tests/unit/sync/support/office-host.ts';

const pictures = join(projectRoot, 'out/test/screens');
const fromYear = schoolYearOf(systemClock.today());
let all: OfficesAndState;
let running: RunningApp | undefined;
let page: Page;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  all = await officesAndState();
  const staff = { id: 's', name: 'The state', role: 'administrator' } as const;
  const publish = (name: string, value: object) =>
    publishReference(all.state.services, staff, { name, fromYear, file: Buffer.from(JSON.stringify(value)) });
  const another = {
    ...gender,
    values: [...gender.values, { code: 'X', label: 'Not named', authority: 'S' }],
  };
  expect(await publish('code-set gender', another)).toEqual([]);
  expect(
    await publish('code-set grade_level', {
      ...grades,
      codeAuthority: 'S',
      values: grades.values.map((one) => ({ ...one, authority: 'S' })),
    }),
  ).toEqual([]);
  // A later build of the state may publish what this one would refuse.
  await all.state.database.kysely
    .insertInto('reference_edition')
    .values({
      ...{ name: 'code-set race', from_year: fromYear, number: 1, value: '{"name":"race","values":[]}' },
      ...{ version: 'a'.repeat(64), at: '2026-10-06T15:00:00.000Z', by_name: 'The state' },
    })
    .execute();
  const office = await all.office('0911', 1);
  const own = JSON.stringify({ ...gender, title: 'Our gender list' });
  await office.call('system.load-reference', { name: 'code-set gender', text: own });
  await office.call('sync.run');
  await office.host.close();
  running = await launch({ districtFile: join(all.folder, 'office-0.hiline') });
  page = running.page;
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByLabel('Your name', { exact: true }).selectOption(officeName);
  await page.getByLabel('Password').fill(officePassword);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'To do' }).waitFor();
}, 120_000);
afterAll(async () => {
  await running?.close();
  await all?.end();
});

async function open(address: string, heading: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#${address}`);
  await page.getByRole('heading', { name: heading, exact: true }).waitFor();
}
const picture = (name: string) => page.screenshot({ path: join(pictures, `${name}.png`) });
const rowOf = (title: string) =>
  page.getByRole('row').filter({ has: page.getByRole('cell', { name: title, exact: true }) });

test('the page says whose list is in force, and going back from one’s own brings the state’s', async () => {
  await open('/settings/lists', 'Lists, layouts and rules');
  const [ours, theirs, unusable] = [
    rowOf('Gender'),
    rowOf('Grade level'),
    rowOf('Race, one or more (part 2)'),
  ];
  await ours.getByText(/loaded here/).waitFor();
  await ours.getByText(/The state published one on Tue Oct 6, 2026, for .* Go back to use it\./).waitFor();
  await theirs.getByText(/from the state, Tue Oct 6, 2026, for school years from/).waitFor();
  expect(await theirs.getByRole('button', { name: /Go back/ }).count()).toBe(0);
  await unusable.getByText(/as it came with Hi-Line/).waitFor();
  await unusable.getByText(/this Hi-Line cannot use.*title: This is missing\./).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  for (const [row, name] of [
    [ours, 'lists-own'],
    [theirs, 'lists-state'],
    [unusable, 'lists-aside'],
  ] as const) {
    await row.scrollIntoViewIfNeeded();
    await picture(name);
  }
  await ours.getByRole('button', { name: /Go back/ }).focus();
  await page.keyboard.press('Enter');
  await ours.getByText(/from the state/).waitFor();
});

test('what came and what was set aside stands under State, and leads to the list', async () => {
  await open('/state', 'State');
  const happened = page.getByRole('region', { name: 'What happened by itself' });
  await happened.getByRole('link', { name: /“Grade level” is the state’s from now on/ }).waitFor();
  await happened.scrollIntoViewIfNeeded();
  await picture('lists-notices');
  await happened.getByRole('link', { name: /“Race.*cannot use it/ }).click();
  await page.getByRole('heading', { name: 'Lists, layouts and rules' }).waitFor();
});
