import { afterAll, beforeAll, expect, it } from 'vitest';
import { countToComeWords, threeYearAnb } from '#domain/collections/anb.ts';
import { decimalText, ratioOfDecimal } from '#domain/system/fraction.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
beforeAll(async () => {
  world = await aPracticeHost();
  await world.call('year.copy-calendars', { endYear: 2027, days: [] });
  await world.call('year.roll', { endYear: 2027, exceptions: [] });
});
afterAll(() => world.end());

const unitsOf = async (endYear: number) => (await world.call('collections.anb', { endYear })).units;

it('an ANB that was counted here need not be typed in; one that was entered goes before it', async () => {
  const [last] = await unitsOf(2027);
  if (!last) throw new Error('The practice district has a budget unit.');
  expect(
    last.before.map(({ workedOut }) => workedOut),
    'nothing is known of earlier years',
  ).toEqual([null, null]);
  const { districtId, unit } = last;
  const now = async () =>
    (await unitsOf(2028)).find((one) => one.districtId === districtId && one.unit === unit);
  expect((await now())?.before).toEqual([
    { endYear: 2027, anb: null, workedOut: last.anb },
    { endYear: 2026, anb: null, workedOut: null },
  ]);
  expect((await now())?.threeYear, 'one year is missing').toBeNull();
  expect((await now())?.warnings).toContain(
    'The ANB of 2026-27 was worked out from the counts in this file. Enter the one of the finance system.',
  );

  const enter = (endYear: number, anb: string) =>
    world.call('collections.save-unit-year', { districtId, unit, endYear, anb });
  await enter(2026, '41.50');
  const own = await now();
  const exact = (text: string) => ratioOfDecimal(text);
  const mean = threeYearAnb(exact(own?.anbExact ?? '') ?? (null as never), [
    exact(last.anbExact),
    exact('41.50'),
  ]);
  expect(own?.threeYear).toBe(mean && decimalText(mean, 2));

  await enter(2027, '50.00');
  const entered = await now();
  expect(entered?.before[0]).toEqual({ endYear: 2027, anb: '50.00', workedOut: null });
  expect(entered?.threeYear).not.toBe(own?.threeYear);
  expect(entered?.warnings.filter((line) => /worked out/.test(line))).toEqual([]);
});

it('says of which counts the date is still to come', async () => {
  expect(
    (await world.call('collections.anb', { endYear: 2028 })).stillToCome.map(({ count }) => count),
  ).toEqual(['fall', 'spring']);
  const { stillToCome } = await world.call('collections.anb', { endYear: 2027 });
  expect(stillToCome).toEqual([{ count: 'spring', date: '2027-02-01' }]);
  expect(stillToCome.map(countToComeWords)[0]).toMatch(/^The spring count is on Mon Feb 1, 2027: /);
});
