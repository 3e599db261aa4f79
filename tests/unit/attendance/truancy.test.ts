import { describe, expect, it } from 'vitest';
import { truancy } from '#domain/attendance/truancy.ts';
import type { DatedMark } from '#domain/attendance/year-totals.ts';
import { indexCalendar } from '#domain/school/calendar-index.ts';
import { addDays, weekdayOf } from '#domain/system/civil-date.ts';
import { amPm, codes, mark, sevenPeriods, thresholds } from '#tests/unit/attendance/attendance-fixtures.ts';

const dates = Array.from({ length: 150 }, (_, n) => addDays('2026-09-01', n)).filter(
  (d) => weekdayOf(d) <= 5,
);
const highSchool = indexCalendar(dates.map((date) => ({ date, blocks: sevenPeriods })));
const room = indexCalendar(dates.map((date) => ({ date, blocks: amPm })));

const wholeDays = (count: number, code = 'AU'): DatedMark[] =>
  dates.slice(0, count).flatMap((date) => sevenPeriods.map(({ name }) => mark(date, name, code)));
const onePart = (from: number, count: number): DatedMark[] =>
  dates.slice(from, from + count).map((date) => mark(date, 'P2', 'AU'));

const of = (marks: DatedMark[], calendar = highSchool) => truancy(calendar, marks, codes, thresholds.truancy);

describe('habitual truancy', () => {
  it('is nine whole unexcused days', () => {
    const halves = dates.slice(0, 9).flatMap((date) => [mark(date, 'AM', 'AU'), mark(date, 'PM', 'AU')]);
    expect(of(halves.slice(0, 16), room)).toMatchObject({ days: 8, parts: 16, met: [], warning: 6 });
    expect(of(halves, room)).toMatchObject({ days: 9, parts: 18, met: ['days'] });
  });

  it('is fifty-four parts, those of whole days among them', () => {
    expect(of(onePart(0, 53))).toMatchObject({ days: 0, parts: 53, met: [] });
    expect(of(onePart(0, 54))).toMatchObject({ days: 0, parts: 54, met: ['parts'] });
    expect(of(wholeDays(8))).toMatchObject({ days: 8, parts: 56, met: ['parts'] });
  });

  it('is the mix of both: days and a sixth of the other parts', () => {
    expect(of([...wholeDays(5), ...onePart(5, 18)])).toMatchObject({ daysAndParts: '8.0', met: [] });
    const halves = dates.slice(0, 7).flatMap((date) => [mark(date, 'AM', 'AU'), mark(date, 'PM', 'AU')]);
    const mornings = dates.slice(7, 19).map((date) => mark(date, 'AM', 'AU'));
    expect(of([...halves, ...mornings], room)).toMatchObject({
      days: 7,
      parts: 26,
      daysAndParts: '9.0',
      met: ['mix'],
    });
  });

  it('leaves out excused, unexplained and suspended days, and tardies shorter than a period', () => {
    for (const code of ['AE', 'A', 'SO', 'SA'])
      expect(of(wholeDays(20, code))).toMatchObject({ parts: 0, days: 0 });
    const tardies = dates.map((date) => mark(date, 'P1', 'T', 20));
    expect(of(tardies)).toMatchObject({ parts: 0, met: [], warning: null });
  });

  it('counts a tardy as long as a class period as a part', () => {
    expect(of([mark(dates[0] ?? '', 'AM', 'T', 44)], room).parts).toBe(0);
    expect(of([mark(dates[0] ?? '', 'AM', 'T', 45)], room).parts).toBe(1);
  });

  it('warns early at three and six', () => {
    expect(of(wholeDays(2)).warning).toBeNull();
    expect(of(onePart(0, 18)).warning).toBe(3);
    expect(of(wholeDays(6)).warning).toBe(6);
  });

  it('ignores days that are none', () => {
    expect(of([mark('2026-09-05', 'P1', 'AU')])).toMatchObject({ parts: 0 });
  });
});
