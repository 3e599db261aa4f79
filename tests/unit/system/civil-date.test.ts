import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  ageOn,
  civilDate,
  compareDates,
  dateOfDayNumber,
  dayNumber,
  daysFrom,
  earlier,
  firstMonday,
  isCivilDate,
  later,
  schoolYearOf,
  weekdayOf,
  weekdayOnOrAfter,
} from '#domain/system/civil-date.ts';
import { dateInWords, schoolYearInWords, shortDateInWords, slashDate } from '#domain/system/date-words.ts';
import { readCivilDate } from '#domain/system/read-civil-date.ts';

describe('civil dates', () => {
  it.each([
    ['2024-02-29', true],
    ['2025-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-04-31', false],
    ['2026-1-01', false],
    ['0000-01-01', false],
    ['2026-10-06T00:00', false],
    ['२०२६-10-06', false],
  ])('%s is a day: %s', (text, real) => {
    expect(isCivilDate(text)).toBe(real);
  });

  it('adds days over months, years and leap days', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
    expect(addDays('2026-10-06', 365)).toBe('2027-10-06');
    expect(daysFrom('2026-10-06', '2026-10-07')).toBe(1);
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dateOfDayNumber(-1)).toBe('1969-12-31');
  });

  it('clamps months and years to the last day there is', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
    expect(addYears('2025-10-02', 1)).toBe('2026-10-02');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-01-31', -2)).toBe('2025-11-30');
  });

  it('knows weekdays and the count days', () => {
    expect(weekdayOf('2026-11-23')).toBe(1);
    expect(weekdayOf('1969-12-28')).toBe(7);
    expect(firstMonday(2025, 10)).toBe('2025-10-06');
    expect(firstMonday(2026, 10)).toBe('2026-10-05');
    expect(firstMonday(2027, 2)).toBe('2027-02-01');
    expect(weekdayOnOrAfter('2026-10-05', 1)).toBe('2026-10-05');
  });

  it('counts ages in full years', () => {
    expect(ageOn('2021-09-10', '2026-09-10')).toBe(5);
    expect(ageOn('2021-09-11', '2026-09-10')).toBe(4);
    expect(ageOn('2020-02-29', '2025-02-28')).toBe(4);
    expect(ageOn('2020-02-29', '2025-03-01')).toBe(5);
  });

  it('puts days into school fiscal years', () => {
    expect(schoolYearOf('2026-06-30')).toBe(2026);
    expect(schoolYearOf('2026-07-01')).toBe(2027);
  });

  it('orders and picks', () => {
    expect(['2026-10-06', '2025-12-31'].sort(compareDates)[0]).toBe('2025-12-31');
    expect(earlier('2026-01-01', '2026-01-02')).toBe('2026-01-01');
    expect(later('2026-01-01', '2026-01-02')).toBe('2026-01-02');
  });

  it('refuses a day that does not exist', () => {
    expect(() => civilDate(2025, 2, 29)).toThrow(RangeError);
    expect(civilDate(987, 1, 2)).toBe('0987-01-02');
  });
});

describe('dates in words', () => {
  it('reads as on screen, in messages and in the state files', () => {
    expect(dateInWords('2025-10-07')).toBe('Tue Oct 7, 2025');
    expect(shortDateInWords('2025-10-07')).toBe('Oct 7');
    expect(slashDate('2025-10-07')).toBe('10/07/2025');
    expect(schoolYearInWords(2027)).toBe('2026-27');
    expect(schoolYearInWords(2000)).toBe('1999-00');
  });
});

describe('reading a date', () => {
  it.each(['2026-10-06', '10/6/2026', ' 10/06/2026 ', '10-06-2026', '2026-10-6'])('%s', (text) => {
    expect(readCivilDate(text)).toEqual({ ok: true, value: '2026-10-06' });
  });

  it.each([
    ['', 'The date is missing. Write it like 10/6/2026.'],
    ['10/6/26', '"10/6/26" has a year of two digits. Write all four, like 10/6/2026.'],
    ['soon', '"soon" is not a date. Write it like 10/6/2026 or 2026-10-06.'],
    ['23/10/2026', '"23/10/2026" has month 23. Months go from 1 to 12; the month comes first.'],
    ['2/29/2025', '"2/29/2025" has day 29. That month has 28 days.'],
    ['1/1/0000', '"1/1/0000" has no such year.'],
  ])('%s', (text, problem) => {
    expect(readCivilDate(text)).toEqual({ ok: false, problem });
  });
});
