import { describe, expect, test } from 'vitest';
import { absenceRun, tenDayOutcome } from '#domain/collections/absence-run.ts';
import { minutesOfHours, projectHours, scheduledMinutes } from '#domain/collections/aggregate-hours.ts';
import { anbOf, financeAda, largerAnb, pirDaysUsed, threeYearAnb } from '#domain/collections/anb.ts';
import { anbFraction, nominalCountDate } from '#domain/collections/count-rules.ts';
import { enrolledIn, studentCount } from '#domain/collections/student-count.ts';
import { indexCalendar, instructionDayOnOrAfter } from '#domain/school/calendar-index.ts';
import { addDays, type CivilDate, weekdayOf } from '#domain/system/civil-date.ts';
import { decimalText, ratio, ratioOfDecimal } from '#domain/system/fraction.ts';
import { amPm } from '#tests/unit/attendance/attendance-fixtures.ts';
import { absentDays, aPupil, rules } from '#tests/unit/collections/count-fixtures.ts';

const hours = (text: string): number => minutesOfHours(text) ?? Number.NaN;
const fractionsOf = (...pupils: ReturnType<typeof aPupil>[]): string[] =>
  studentCount(pupils, rules, 2027).map((line) => decimalText(line.fraction, 2));

/** School days from one date through another on those weekdays (Monday is 1), each missed whole from `absentFrom` on. */
function days(
  from: CivilDate,
  through: CivilDate,
  weekdays: readonly number[],
  absentFrom: CivilDate,
  back?: CivilDate,
) {
  const list: { date: CivilDate; minutes: number; missed: number }[] = [];
  for (let date = from; date <= through; date = addDays(date, 1))
    if (weekdays.includes(weekdayOf(date)))
      list.push({ date, minutes: 360, missed: date >= absentFrom && (!back || date < back) ? 360 : 0 });
  return list;
}
const fourDays = [1, 2, 3, 4];

describe('the fraction by aggregate hours', () => {
  test.each([
    ['179.99', '0.00'],
    ['180', '0.25'],
    ['359.5', '0.25'],
    ['359.99', '0.25'],
    ['360', '0.50'],
    ['539.99', '0.50'],
    ['540', '0.75'],
    ['719.99', '0.75'],
    ['720', '1.00'],
    ['1200', '1.00'],
    ['0', '0.00'],
  ])('%s hours count %s', (text, fraction) => {
    expect(decimalText(anbFraction(rules, hours(text)), 2)).toBe(fraction);
  });

  test('a number that is none is refused', () => {
    expect(minutesOfHours('12h')).toBeNull();
    expect(minutesOfHours('-3')).toBeNull();
  });
});

describe('count dates', () => {
  test('are the first Mondays of October and February', () => {
    expect(nominalCountDate(rules, 'fall', 2026)).toBe('2025-10-06');
    expect(nominalCountDate(rules, 'spring', 2025)).toBe('2025-02-03');
    expect(nominalCountDate(rules, 'fall', 2025)).toBe('2024-10-07');
  });

  test('a count date on a holiday moves to the next school day of that calendar', () => {
    const calendar = indexCalendar([
      { date: '2026-10-02', blocks: amPm },
      { date: '2026-10-05', blocks: [] },
      { date: '2026-10-07', blocks: amPm },
    ]);
    expect(instructionDayOnOrAfter(calendar, nominalCountDate(rules, 'fall', 2027))).toBe('2026-10-07');
  });

  test('a date the state set otherwise wins', () => {
    const moved = { ...rules, setDates: [{ endYear: 2027, count: 'spring' as const, date: '2027-01-25' }] };
    expect(nominalCountDate(moved, 'spring', 2027)).toBe('2027-01-25');
  });
});

describe('the 10-day rule', () => {
  test('ten days in a row through the count date are counted, on a four-day week', () => {
    const run = absenceRun(days('2025-09-01', '2025-10-06', fourDays, '2025-09-18'), '2025-10-06');
    expect(run.throughCountDate).toBe(10);
    expect(tenDayOutcome(run, rules.consecutiveDays)).toBe('counted');
  });

  test('the eleventh day is not', () => {
    const run = absenceRun(days('2025-09-01', '2025-10-06', fourDays, '2025-09-17'), '2025-10-06');
    expect(run.throughCountDate).toBe(11);
    expect(run.from).toBe('2025-09-17');
    expect(tenDayOutcome(run, rules.consecutiveDays)).toBe('excluded');
  });

  test('twelve days absent and back the school day before the count is counted', () => {
    const list = days('2025-09-01', '2025-10-06', fourDays, '2025-09-11', '2025-10-02');
    expect(tenDayOutcome(absenceRun(list, '2025-10-06'), rules.consecutiveDays)).toBe('counted');
  });

  test('a run of eleven that ended the day before is for a person to decide', () => {
    const list = days('2025-09-01', '2025-10-06', fourDays, '2025-09-16', '2025-10-06');
    const run = absenceRun(list, '2025-10-06');
    expect(run.beforeCountDate).toBe(11);
    expect(tenDayOutcome(run, rules.consecutiveDays)).toBe('review');
  });

  test('any part of a day present breaks the run', () => {
    const list = days('2025-09-01', '2025-10-06', fourDays, '2025-09-01').map((day) =>
      day.date === '2025-09-24' ? { ...day, missed: 359 } : day,
    );
    expect(absenceRun(list, '2025-10-06').throughCountDate).toBe(6);
  });

  test('whoever is left out counts nothing, and a person may decide otherwise', () => {
    const gone = aPupil({ run: absentDays(11) });
    const kept = aPupil({ run: absentDays(11), decided: { ...gone.decided, tenDay: false } });
    expect(fractionsOf(gone, kept)).toEqual(['0.00', '1.00']);
    expect(studentCount([gone], rules, 2027)[0]?.exclusions).toEqual(['TENDAY']);
  });
});

describe('who counts', () => {
  test.each([
    ['a kindergartner under 5 on September 10', { grade: 'KF', birthDate: '2021-09-11' }, ['K_UNDER5']],
    ['one who turned 5 on September 10', { grade: 'KF', birthDate: '2021-09-10' }, []],
    [
      'one under 5 whom the trustees admitted',
      { grade: 'KH', birthDate: '2021-12-01', boardApprovedOn: '2026-08-11' },
      [],
    ],
    ['nineteen on September 10', { grade: '12', birthDate: '2007-09-10' }, ['AGE19']],
    ['nineteen and eligible', { grade: '12', birthDate: '2007-09-10', ageEligible: true }, []],
    ['nineteen the day after', { grade: '12', birthDate: '2007-09-11' }, []],
    ['a preschooler', { grade: 'PK', birthDate: '2022-05-01' }, ['PRESCHOOL']],
    [
      'a preschooler in special education',
      { grade: 'PK', birthDate: '2022-05-01', specialEducation: true },
      [],
    ],
    ['private day treatment', { dayTreatment: true }, ['DAYTREAT']],
    ['activities only', { extracurricularOnly: true }, ['ECA']],
    ['left out of state counts', { stateExclude: true }, ['STATE']],
    ['in a calendar that is left out', { calendarExcludes: 'calendar' }, ['STATE_CALENDAR']],
    ['in a grade that is left out', { calendarExcludes: 'grade' }, ['STATE_GRADE']],
    [
      'gave notice of not returning',
      { decided: { absent: null, tenDay: null, exclusion: 'LEFT', proficient: false } },
      ['LEFT'],
    ],
  ] as const)('%s', (_words, over, exclusions) => {
    const line = studentCount([aPupil(over)], rules, 2027)[0];
    expect(line?.exclusions).toEqual(exclusions);
    expect(decimalText(line?.fraction ?? ratio(9), 2)).toBe(exclusions.length > 0 ? '0.00' : '1.00');
  });

  test('preschoolers in special education did not count before July 2025', () => {
    const line = studentCount(
      [aPupil({ grade: 'PK', birthDate: '2021-05-01', specialEducation: true })],
      rules,
      2025,
    )[0];
    expect(line?.exclusions).toEqual(['PRESCHOOL']);
  });

  test('two half-time enrollments of one pupil are at most one in all', () => {
    const own = { studentId: 'twice', minutes: 600 * 60 };
    expect(
      fractionsOf(aPupil({ ...own, startDate: '2026-08-26' }), aPupil({ ...own, startDate: '2026-09-01' })),
    ).toEqual(['0.75', '0.25']);
    expect(
      fractionsOf(
        aPupil({ ...own, grade: '06', startDate: '2026-08-26' }),
        aPupil({ ...own, grade: '07', startDate: '2026-09-01' }),
      ),
    ).toEqual(['0.75', '0.25']);
  });

  test('hours of two enrollments in one unit add up before the fraction is taken', () => {
    const own = { studentId: 'shared', minutes: 170 * 60 };
    expect(fractionsOf(aPupil(own), aPupil(own))).toEqual(['0.00', '0.25']);
  });

  test('without a schedule nobody is counted silently', () => {
    const line = studentCount([aPupil({ minutes: null })], rules, 2027)[0];
    expect(line?.review[0]).toMatch(/No aggregate hours/);
    expect(decimalText(line?.fraction ?? ratio(9), 2)).toBe('0.00');
  });
});

describe('ANB', () => {
  const of = (fall: string, spring: string, pirDays: number): string =>
    decimalText(
      anbOf(rules, {
        fall: ratioOfDecimal(fall) ?? ratio(0),
        spring: ratioOfDecimal(spring) ?? ratio(0),
        pirDays,
      }),
      4,
    );

  test('the clerk training example: 150 and 166 with 7 PIR days are 164.14', () => {
    expect(of('150', '166', 7)).toBe('164.1444');
  });

  test('the rural K–6 example', () => {
    const full = Array.from({ length: 10 }, () => aPupil());
    const october = studentCount(
      [
        ...full,
        aPupil({ grade: 'KH', birthDate: '2021-01-01', minutes: hours('400') }),
        aPupil({ minutes: hours('200') }),
        aPupil({ run: absentDays(11) }),
      ],
      rules,
      2027,
    );
    const february = studentCount(
      [
        ...Array.from({ length: 11 }, () => aPupil()),
        aPupil({ grade: 'KH', birthDate: '2021-01-01', minutes: hours('400') }),
        aPupil({ minutes: hours('170') }),
      ],
      rules,
      2027,
    );
    expect(decimalText(enrolledIn(october, 'E'), 2)).toBe('10.75');
    expect(decimalText(enrolledIn(february, 'E'), 2)).toBe('11.50');
    expect(
      decimalText(
        anbOf(rules, { fall: enrolledIn(october, 'E'), spring: enrolledIn(february, 'E'), pirDays: 6 }),
        4,
      ),
    ).toBe('11.4958');
  });

  test('nine PIR days are seven', () => {
    expect(pirDaysUsed(rules, 9)).toBe(7);
    expect(of('10', '10', 9)).toBe(of('10', '10', 7));
  });

  test('the larger of this year and the three-year mean', () => {
    const falling = threeYearAnb(ratio(10), [ratio(12), ratio(14)]);
    expect(falling && decimalText(falling, 1)).toBe('12.0');
    expect(largerAnb(ratio(10), falling)).toBe('three-year');
    expect(largerAnb(ratio(14), threeYearAnb(ratio(14), [ratio(12), ratio(10)]))).toBe('current');
    expect(threeYearAnb(ratio(10), [ratio(12), null])).toBeNull();
  });

  test('ADA for finance: 20 and 18 present, and 2 and 2 half-time, are 20', () => {
    expect(decimalText(financeAda({ fullFall: 20, fullSpring: 18, halfFall: 2, halfSpring: 2 }), 2)).toBe(
      '20.00',
    );
  });
});

describe('hours of a calendar', () => {
  const year = indexCalendar(
    Array.from({ length: 150 }, (_, n) => ({ date: addDays('2026-08-26', n), blocks: amPm })),
  );

  test('the year’s minutes are those of the blocks a pupil is taught in', () => {
    const minutes = amPm.reduce((sum, block) => sum + block.minutes, 0);
    expect(scheduledMinutes(year, 'whole-day')).toBe(150 * minutes);
    expect(scheduledMinutes(year, new Set(['AM']))).toBe(150 * (amPm[0]?.minutes ?? 0));
    expect(scheduledMinutes(year, new Set(['P9']))).toBe(0);
  });

  test('each band is held against its own minimum', () => {
    const bands = projectHours(year, new Set(['02', '07']), rules.minimumHours);
    expect(bands.map(({ band }) => band)).toEqual(['01-03', '04-12']);
    expect(bands[1]?.shortMinutes).toBe(Math.max(0, 1080 * 60 - scheduledMinutes(year, 'whole-day')));
  });
});
