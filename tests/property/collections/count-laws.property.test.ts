import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absenceRun, type CountedDay, tenDayOutcome } from '#domain/collections/absence-run.ts';
import { hoursText, minutesOfHours } from '#domain/collections/aggregate-hours.ts';
import { anbOf } from '#domain/collections/anb.ts';
import { anbFraction } from '#domain/collections/count-rules.ts';
import { enrolledIn, studentCount } from '#domain/collections/student-count.ts';
import { addDays } from '#domain/system/civil-date.ts';
import { addRatios, compareRatios, ratio } from '#domain/system/fraction.ts';
import { absentDays, aPupil, rules } from '#tests/unit/collections/count-fixtures.ts';

const someDays: fc.Arbitrary<CountedDay[]> = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 4 }), part: fc.constantFrom(0, 0, 1, 2, 2, 2, 2) }), {
    maxLength: 30,
  })
  .map((list) => {
    let at = 0;
    return list.map(({ gap, part }) => {
      at += gap;
      return { date: addDays('2026-08-25', at), minutes: 360, missed: part * 180 };
    });
  });

/** Slow and obvious: walk back from the count date, one school day after the other. */
function obviousRun(days: readonly CountedDay[], countDate: string): number {
  let run = 0;
  for (const day of [...days].sort((a, b) => (a.date < b.date ? 1 : -1))) {
    if (day.date > countDate) continue;
    if (run === 0 && day.date !== countDate) return 0;
    if (day.missed < day.minutes) return run;
    run += 1;
  }
  return run;
}

describe('the 10-day rule', () => {
  test('is what a slow walk back from the count date finds', () => {
    fc.assert(
      fc.property(someDays, fc.nat(60), (days, at) => {
        const countDate = addDays('2026-08-25', at);
        const run = absenceRun(days, countDate);
        expect(run.throughCountDate).toBe(obviousRun(days, countDate));
        expect(tenDayOutcome(run, 11) === 'excluded').toBe(obviousRun(days, countDate) >= 11);
      }),
      { numRuns: 1000 },
    );
  });

  test('days after the count date change nothing', () => {
    fc.assert(
      fc.property(someDays, fc.nat(60), (days, at) => {
        const countDate = addDays('2026-08-25', at);
        expect(
          absenceRun(
            days.filter((day) => day.date <= countDate),
            countDate,
          ),
        ).toEqual(absenceRun(days, countDate));
      }),
    );
  });

  test('one more day missed never makes anybody count', () => {
    fc.assert(
      fc.property(someDays, fc.nat(29), (days, at) => {
        const countDate = days.at(-1)?.date ?? '2026-10-05';
        const more = days.map((day, n) => (n === at ? { ...day, missed: day.minutes } : day));
        expect(absenceRun(more, countDate).throughCountDate).toBeGreaterThanOrEqual(
          absenceRun(days, countDate).throughCountDate,
        );
      }),
    );
  });
});

describe('fractions', () => {
  const minutes = fc.integer({ min: 0, max: 90_000 });

  test('never fall with more hours and are quarters from 0 to 1', () => {
    fc.assert(
      fc.property(minutes, minutes, (a, b) => {
        const [low, high] = a <= b ? [a, b] : [b, a];
        expect(compareRatios(anbFraction(rules, low), anbFraction(rules, high))).toBeLessThanOrEqual(0);
        expect(4n % anbFraction(rules, a).denominator).toBe(0n);
        expect(compareRatios(anbFraction(rules, a), ratio(1))).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('hours written and read again never reach a higher band', () => {
    fc.assert(
      fc.property(minutes, (n) => {
        const again = minutesOfHours(hoursText(n)) ?? Number.NaN;
        expect(again).toBeLessThanOrEqual(n);
        expect(n - again).toBeLessThanOrEqual(1);
        expect(compareRatios(anbFraction(rules, again), anbFraction(rules, n))).toBeLessThanOrEqual(0);
      }),
    );
  });
});

const aFact = fc
  .record({
    student: fc.constantFrom('a', 'b', 'c', 'd'),
    grade: fc.constantFrom('PK', 'KH', 'KF', '03', '06', '07', '09', '12', 'ZZ'),
    minutes: fc.option(fc.integer({ min: 0, max: 80_000 })),
    start: fc.nat(40),
    absent: fc.nat(14),
    extracurricularOnly: fc.boolean(),
    proficient: fc.boolean(),
  })
  .map(({ student, start, absent, proficient, ...rest }) =>
    aPupil({
      ...rest,
      studentId: student,
      startDate: addDays('2026-08-20', start),
      run: absentDays(absent),
      decided: { absent: null, tenDay: null, exclusion: null, proficient },
    }),
  );

describe('a count', () => {
  const someFacts = fc.array(aFact, { maxLength: 12 });

  test('never has a pupil as more than one, nor an excluded enrollment as anything', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const lines = studentCount(facts, rules, 2027);
        for (const student of ['a', 'b', 'c', 'd'])
          expect(
            compareRatios(enrolledIn(lines.filter((line) => line.studentId === student)), ratio(1)),
          ).toBeLessThanOrEqual(0);
        for (const line of lines) {
          expect(line.fraction.numerator >= 0n).toBe(true);
          if (line.exclusions.length > 0) expect(line.fraction.numerator).toBe(0n);
        }
      }),
    );
  });

  test('does not depend on the order of the enrollments', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const byId = (lines: ReturnType<typeof studentCount>) =>
          [...lines].sort((a, b) => (a.enrollmentId < b.enrollmentId ? -1 : 1));
        expect(byId(studentCount(facts.toReversed(), rules, 2027))).toEqual(
          byId(studentCount(facts, rules, 2027)),
        );
      }),
    );
  });

  test('is the sum of its units', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const lines = studentCount(facts, rules, 2027);
        const units = rules.units.map(({ code }) => enrolledIn(lines, code));
        expect(units.reduce(addRatios, ratio(0))).toEqual(enrolledIn(lines));
      }),
    );
  });
});

describe('ANB', () => {
  const quarters = fc.nat(4000).map((n) => ratio(n, 4));

  test('lies between the mean of the counts and 187/180 of it, and grows with either count', () => {
    fc.assert(
      fc.property(quarters, quarters, fc.nat(12), (fall, spring, pirDays) => {
        const anb = anbOf(rules, { fall, spring, pirDays });
        const none = anbOf(rules, { fall, spring, pirDays: 0 });
        const most = anbOf(rules, { fall, spring, pirDays: 7 });
        expect(compareRatios(none, anb)).toBeLessThanOrEqual(0);
        expect(compareRatios(anb, most)).toBeLessThanOrEqual(0);
        const more = anbOf(rules, { fall: addRatios(fall, ratio(1, 4)), spring, pirDays });
        expect(compareRatios(anb, more)).toBeLessThan(0);
      }),
    );
  });
});
