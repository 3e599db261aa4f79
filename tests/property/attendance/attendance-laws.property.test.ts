import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countsOfDay } from '#domain/attendance/counts-of-day.ts';
import { dayShare } from '#domain/attendance/day-share.ts';
import { replaceDay, runningTotals, yearTotals } from '#domain/attendance/year-totals.ts';
import { indexCalendar } from '#domain/school/calendar-index.ts';
import type { DayBlock } from '#domain/school/school-day.ts';
import { taughtBlocks } from '#domain/school/taught-blocks.ts';
import { aCalendar, aStay, marksOn } from '#tests/property/attendance/pupil-years.ts';
import { slowTotals } from '#tests/property/attendance/slow-totals.ts';
import { codes, mark, rules } from '#tests/unit/attendance/attendance-fixtures.ts';

const year = aCalendar.chain((days) => fc.tuple(fc.constant(days), aStay, marksOn(days)));

it('equals the slow sum that visits every day with plain rationals', () => {
  fc.assert(
    fc.property(year, ([days, stay, marks]) => {
      const fast = yearTotals(runningTotals(indexCalendar(days), stay, marks, rules));
      expect(fast).toMatchObject(slowTotals(days, stay, marks));
    }),
    { numRuns: 300 },
  );
});

it('of a part-time pupil equals the slow sum over his own blocks alone', () => {
  fc.assert(
    fc.property(year, fc.subarray(['AM', 'PM', 'P1', 'P2', 'P3', 'P7']), ([days, stay, marks], taughtIn) => {
      const seats = taughtIn.map((block) => ({
        kind: 'class',
        block,
        startDate: '2026-01-01',
        endDate: null,
      }));
      const own = (date: string, blocks: readonly DayBlock[]) => taughtBlocks(blocks, seats, date);
      const fast = yearTotals(runningTotals(indexCalendar(days), stay, marks, rules, null, own));
      const ownDays = days.map((day) => ({ ...day, blocks: own(day.date, day.blocks) }));
      expect(fast).toMatchObject(slowTotals(ownDays, stay, marks));
    }),
    { numRuns: 300 },
  );
});

it('does not depend on the order of days or marks', () => {
  fc.assert(
    fc.property(
      year.chain(([days, stay, marks]) =>
        fc.tuple(
          fc.constant(days),
          fc.constant(stay),
          fc.constant(marks),
          fc.shuffledSubarray(marks, { minLength: marks.length }),
        ),
      ),
      ([days, stay, marks, shuffled]) => {
        const calendar = indexCalendar(days);
        const backwards = indexCalendar([...days].reverse());
        expect(yearTotals(runningTotals(backwards, stay, shuffled, rules))).toEqual(
          yearTotals(runningTotals(calendar, stay, marks, rules)),
        );
      },
    ),
  );
});

it('stays within its bounds', () => {
  fc.assert(
    fc.property(year, ([days, stay, marks]) => {
      const totals = yearTotals(runningTotals(indexCalendar(days), stay, marks, rules));
      const present = Number(totals.adaDaysPresent);
      expect(present).toBeGreaterThanOrEqual(0);
      expect(present).toBeLessThanOrEqual(totals.daysEnrolled);
      expect(totals.essaDaysAbsent).toBeLessThanOrEqual(totals.daysEnrolled);
      // A day present in part can cost an ESSA day, but never less than half a day present.
      expect(totals.essaDaysAbsent).toBeLessThanOrEqual(2 * (totals.daysEnrolled - present) + 0.02);
    }),
  );
});

it('splits an enrollment without losing anything', () => {
  fc.assert(
    fc.property(aCalendar, fc.nat(), (days, at) => {
      const marks = days.map((day) => mark(day.date, 'AM', 'A', 25));
      const calendar = indexCalendar(days);
      const cut = days[at % days.length]?.date ?? '';
      const whole = runningTotals(calendar, { startDate: '2026-01-01', endDate: null }, marks, rules);
      const first = runningTotals(calendar, { startDate: '2026-01-01', endDate: cut }, marks, rules);
      const rest = marks.filter((made) => made.date > cut);
      const second = runningTotals(calendar, { startDate: `${cut}~`, endDate: null }, rest, rules);
      expect(first.daysEnrolled + second.daysEnrolled).toBe(whole.daysEnrolled);
      expect(first.essaDaysAbsent + second.essaDaysAbsent).toBe(whole.essaDaysAbsent);
      expect(first.missed.addAll(second.missed).total()).toEqual(whole.missed.total());
    }),
  );
});

it('is not changed by a mark that says present where no other mark is', () => {
  fc.assert(
    fc.property(year, fc.nat(), fc.constantFrom('P', 'SA', 'OF', null), ([days, stay, marks], at, code) => {
      const calendar = indexCalendar(days);
      const date = days[at % days.length]?.date ?? '';
      fc.pre(!marks.some((made) => made.date === date && made.block === 'AM'));
      const more = [...marks, mark(date, 'AM', code, null, 'teacher')];
      expect(yearTotals(runningTotals(calendar, stay, more, rules))).toEqual(
        yearTotals(runningTotals(calendar, stay, marks, rules)),
      );
    }),
  );
});

it('lets the office win whatever the teacher says', () => {
  const anyCode = fc.constantFrom(...codes.keys());
  fc.assert(
    fc.property(aCalendar, anyCode, anyCode, fc.nat(200), (days, office, teacher, minutes) => {
      const blocks = days[0]?.blocks ?? [];
      const date = days[0]?.date ?? '';
      const block = blocks[0]?.name ?? 'AM';
      const alone = dayShare(blocks, [mark(date, block, office, minutes)], rules);
      const both = [mark(date, block, teacher, 7, 'teacher'), mark(date, block, office, minutes)];
      expect(dayShare(blocks, both, rules)).toEqual(alone);
    }),
  );
});

it('takes a day out and puts another in like counting anew', () => {
  fc.assert(
    fc.property(year, fc.nat(), ([days, stay, marks], at) => {
      const calendar = indexCalendar(days);
      const day = days[at % days.length];
      fc.pre(day !== undefined && day.date >= stay.startDate && (!stay.endDate || day.date <= stay.endDate));
      if (!day) return;
      const others = marks.filter((made) => made.date !== day.date);
      const before = dayShare(
        day.blocks,
        marks.filter((made) => made.date === day.date),
        rules,
      );
      const totals = runningTotals(calendar, stay, marks, rules);
      const emptied = replaceDay(totals, before, dayShare(day.blocks, [], rules));
      expect(yearTotals(emptied)).toEqual(yearTotals(runningTotals(calendar, stay, others, rules)));
      expect(yearTotals(replaceDay(emptied, dayShare(day.blocks, [], rules), before))).toEqual(
        yearTotals(totals),
      );
    }),
  );
});

it('counts every pupil of the day once, as present or as absent', () => {
  const pupil = aCalendar.chain((days) =>
    marksOn(days.slice(0, 1)).map((marks) => ({ blocks: days[0]?.blocks ?? [], marks })),
  );
  fc.assert(
    fc.property(fc.array(pupil, { maxLength: 20 }), (pupils) => {
      const counts = countsOfDay(pupils, codes, new Set(['T']));
      expect(counts.present + counts.absent).toBe(counts.enrolled);
      expect(counts.enrolled).toBe(pupils.filter(({ blocks }) => blocks.length > 0).length);
      expect(counts.partDay).toBeLessThanOrEqual(counts.present);
    }),
  );
});
