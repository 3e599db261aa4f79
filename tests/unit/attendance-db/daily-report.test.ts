import { afterEach, beforeEach, expect, test } from 'vitest';
import { reportPage } from '#db/system/report-pages.ts';
import { aDistrictFile } from '#tests/unit/support/district-file.ts';

let world: ReturnType<typeof aDistrictFile>;
beforeEach(() => {
  world = aDistrictFile();
});
afterEach(() => world.end());

test('of a district that has no school yet the page says so, instead of standing empty', () => {
  const today = '2026-10-06';
  const page = reportPage(world.file.reader, {
    report: 'daily-attendance',
    options: {},
    range: { date: today, month: '2026-10', from: '2026-07-01', to: today },
    today,
    printedBy: 'P',
    printedAt: 'now',
  });
  expect(page.blocks).toEqual([
    { kind: 'notice', text: 'There is no school here yet. Bring one in under Import.', items: [] },
  ]);
});
