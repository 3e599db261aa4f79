import fc from 'fast-check';
import type { DatedMark, Stay } from '#domain/attendance/year-totals.ts';
import type { DayBlock, SchoolDay } from '#domain/school/school-day.ts';
import { addDays } from '#domain/system/civil-date.ts';
import { amPm, block, codes, sevenPeriods } from '#tests/unit/attendance/attendance-fixtures.ts';

const earlyRelease: readonly DayBlock[] = [block('AM', 175), block('PM', 62)];
const bells = fc.constantFrom<readonly DayBlock[]>(amPm, sevenPeriods, earlyRelease, []);

/** Up to forty days, instruction or not, each with its own bells. */
export const aCalendar: fc.Arbitrary<readonly SchoolDay[]> = fc
  .array(bells, { minLength: 1, maxLength: 40 })
  .map((list) => list.map((blocks, n) => ({ date: addDays('2026-08-25', n), blocks })));

/** A stay that may begin before, end after, or lie beside the calendar. */
export const aStay: fc.Arbitrary<Stay> = fc
  .tuple(fc.integer({ min: -5, max: 45 }), fc.option(fc.integer({ min: 0, max: 45 })))
  .map(([start, length]) => ({
    startDate: addDays('2026-08-25', start),
    endDate: length === null ? null : addDays('2026-08-25', start + length),
  }));

/** Marks with distinct natural keys on those days and the days around them, known codes and unknown ones. */
export function marksOn(days: readonly SchoolDay[]): fc.Arbitrary<DatedMark[]> {
  return fc.uniqueArray(
    fc.record({
      date: fc.integer({ min: -2, max: days.length + 2 }).map((n) => addDays('2026-08-25', n)),
      block: fc.constantFrom('AM', 'PM', 'P1', 'P2', 'P3', 'P7'),
      source: fc.constantFrom('office', 'teacher'),
      code: fc.constantFrom(...codes.keys(), 'ZZ', null),
      minutes: fc.option(fc.integer({ min: -10, max: 400 })),
    }),
    { maxLength: 60, selector: ({ date, block: name, source }) => `${date} ${name} ${source}` },
  );
}
