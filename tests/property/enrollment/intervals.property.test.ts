import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dutySteps } from '#domain/enrollment/admission-duty.ts';
import { overlappingEnrollments } from '#domain/enrollment/overlap.ts';
import { dueInWorkingDays } from '#domain/enrollment/working-days.ts';
import { nextYearDays, shiftYear } from '#domain/school/next-year.ts';
import { addDays, datesBetween, weekdayOf } from '#domain/system/civil-date.ts';

const FIRST = '2026-08-24';
const LAST = 60;
const day = (at: number): string => addDays(FIRST, at);

const someStays = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: LAST }),
    length: fc.option(fc.integer({ min: 0, max: 20 }), { nil: null }),
    serviceType: fc.constantFrom('P', 'P', 'P', 'S', 'N'),
    noShow: fc.constantFrom<0 | 1>(0, 0, 0, 1),
  }),
  { maxLength: 6 },
);
type TypedStay = typeof someStays extends fc.Arbitrary<(infer T)[]> ? T : never;
const rowsOf = (stays: readonly TypedStay[]) =>
  stays.map(({ from, length, serviceType, noShow }, at) => ({
    id: `e${at}`,
    startDate: day(from),
    endDate: length === null ? null : day(from + length),
    serviceType,
    noShow,
  }));
type Rows = ReturnType<typeof rowsOf>;

/** Slow and obvious: look at every day and count the primary enrollments of it. */
function daysTwice(rows: Rows): string[] {
  return datesBetween(FIRST, day(LAST + 60)).filter(
    (date) =>
      rows.filter(
        (row) =>
          row.serviceType === 'P' &&
          row.noShow === 0 &&
          row.startDate <= date &&
          (row.endDate === null || date <= row.endDate),
      ).length > 1,
  );
}

describe('primary enrollments', () => {
  test('overlap exactly where some day is in two of them, and every shared day is named', () => {
    fc.assert(
      fc.property(someStays, (stays) => {
        const rows = rowsOf(stays);
        const found = overlappingEnrollments(rows);
        const twice = daysTwice(rows);
        expect(found.length > 0).toBe(twice.length > 0);
        for (const date of twice)
          expect(
            found.some(({ from, through }) => from <= date && (through === null || date <= through)),
          ).toBe(true);
        for (const { from } of found) expect(twice).toContain(from);
      }),
    );
  });
  test('the order in which they are told does not matter', () => {
    fc.assert(
      fc.property(someStays, (stays) => {
        const rows = rowsOf(stays);
        const key = (list: Rows) =>
          overlappingEnrollments(list)
            .map(({ firstId, secondId }) => `${firstId} ${secondId}`)
            .sort();
        expect(key([...rows].reverse())).toEqual(key(rows));
      }),
    );
  });
  test('ending each the day before the next begins leaves no overlap', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: LAST }), { minLength: 1, maxLength: 8 }),
        (starts) => {
          const sorted = [...starts].sort((a, b) => a - b);
          const rows = sorted.map((from, at) => {
            const next = sorted[at + 1];
            return {
              id: `e${at}`,
              startDate: day(from),
              endDate: next === undefined ? null : day(next - 1),
              serviceType: 'P',
              noShow: 0 as const,
            };
          });
          expect(overlappingEnrollments(rows)).toEqual([]);
        },
      ),
    );
  });
});

describe('working days', () => {
  test('so many working days lie after the day of asking, up to and with the due day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 0, max: 430 }), { maxLength: 30 }),
        (from, days, off) => {
          const closed = new Set(off.map(day));
          const due = dueInWorkingDays(day(from), days, closed);
          const working = datesBetween(day(from + 1), due).filter(
            (date) => weekdayOf(date) <= 5 && !closed.has(date),
          );
          expect(working).toHaveLength(days);
          expect(working.at(-1)).toBe(due);
        },
      ),
    );
  });
});

describe('the year after', () => {
  test('keeps weekday and order, and no day twice', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 60 }),
        fc.infiniteStream(fc.constantFrom('instruction', 'holiday', 'closed', 'pir', 'vacation')),
        (offsets, kinds) => {
          const days = [...offsets]
            .sort((a, b) => a - b)
            .map((at) => ({
              date: day(at),
              kind: kinds.next().value ?? 'pir',
              bellScheduleId: null,
              reason: null,
            }));
          const next = nextYearDays(days, null).map(({ date }) => date);
          expect([...new Set(next)].sort()).toEqual(next);
          for (const { date } of days) expect(weekdayOf(shiftYear(date))).toBe(weekdayOf(date));
        },
      ),
    );
  });
});

describe('the duties of a first enrollment', () => {
  test('notice is asked for exactly when proof or records are missing past their day', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.integer({ min: 0, max: 90 }), (proof, records, later) => {
        const duty = {
          firstDay: FIRST,
          proofSeenOn: proof ? FIRST : null,
          recordsAskedOn: FIRST,
          recordsCameOn: records ? FIRST : null,
          notifiedOn: null,
        };
        const asked = dutySteps(duty, day(later)).some(({ step }) => step === 'notify');
        expect(asked).toBe((!proof && later > 40) || (!records && later > 60));
      }),
    );
  });
});
