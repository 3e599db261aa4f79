import { describe, expect, it } from 'vitest';
import { chronicAbsence } from '#domain/attendance/chronic.ts';
import { dayShare } from '#domain/attendance/day-share.ts';
import { daysPresent, replaceDay, runningTotals, yearTotals } from '#domain/attendance/year-totals.ts';
import { indexCalendar } from '#domain/school/calendar-index.ts';
import { addDays, weekdayOf } from '#domain/system/civil-date.ts';
import { amPm, mark, rules, thresholds } from '#tests/unit/attendance/attendance-fixtures.ts';

const dates = Array.from({ length: 40 }, (_, n) => addDays('2026-09-07', n)).filter((d) => weekdayOf(d) <= 5);
const calendar = indexCalendar(dates.map((date) => ({ date, blocks: date === '2026-09-18' ? [] : amPm })));

describe('year totals', () => {
  const stay = { startDate: '2026-09-07', endDate: null };

  it('counts instruction days only, both ends included', () => {
    expect(yearTotals(runningTotals(calendar, stay, [], rules)).daysEnrolled).toBe(dates.length - 1);
    const week = { startDate: '2026-09-14', endDate: '2026-09-18' };
    expect(yearTotals(runningTotals(calendar, week, [], rules)).daysEnrolled).toBe(4);
    const weekend = { startDate: '2026-09-12', endDate: '2026-09-13' };
    expect(yearTotals(runningTotals(calendar, weekend, [], rules))).toMatchObject({
      daysEnrolled: 0,
      adaDaysPresent: '0.00',
    });
  });

  it('adds exactly and rounds once', () => {
    const marks = ['2026-09-08', '2026-09-09', '2026-09-10'].map((date) => mark(date, 'AM', 'T', 1));
    const totals = runningTotals(calendar, stay, marks, rules);
    expect(daysPresent(totals).toDecimal(6)).toBe('28.991667');
    expect(yearTotals(totals)).toMatchObject({ adaDaysPresent: '28.99', essaDaysAbsent: 0 });
  });

  it('sets marks aside that lie outside the enrollment or on no instruction day', () => {
    const week = { startDate: '2026-09-14', endDate: '2026-09-18' };
    const marks = ['2026-09-11', '2026-09-18', '2026-09-19', '2026-09-21'].map((d) => mark(d, 'AM', 'AU'));
    expect(yearTotals(runningTotals(calendar, week, marks, rules))).toMatchObject({
      adaDaysPresent: '4.00',
      essaDaysAbsent: 0,
    });
  });

  it('stops at the day it is asked for', () => {
    const totals = runningTotals(calendar, stay, [mark('2026-10-01', 'AM', 'AU')], rules, '2026-09-14');
    expect(yearTotals(totals)).toMatchObject({ daysEnrolled: 6, adaDaysPresent: '6.00' });
  });

  it('keeps ADA and ESSA apart', () => {
    const halves = ['2026-09-08', '2026-09-09'].map((date) => mark(date, 'PM', 'AE'));
    expect(yearTotals(runningTotals(calendar, stay, halves, rules))).toMatchObject({
      adaDaysPresent: '28.00',
      essaDaysAbsent: 2,
    });
  });

  it('says how many days wait for minutes', () => {
    const marks = [mark('2026-09-08', 'AM', 'T'), mark('2026-09-09', 'AM', 'T', 10)];
    expect(yearTotals(runningTotals(calendar, stay, marks, rules)).daysWithMinutesUnknown).toBe(1);
  });

  it('replaces one day as if it had been so from the start', () => {
    const first = mark('2026-09-08', 'AM', 'AU');
    const second = mark('2026-09-09', 'PM', 'T', 25);
    const totals = runningTotals(calendar, stay, [first], rules);
    const changed = replaceDay(totals, dayShare(amPm, [], rules), dayShare(amPm, [second], rules));
    expect(yearTotals(changed)).toEqual(yearTotals(runningTotals(calendar, stay, [first, second], rules)));
    const closed = replaceDay(changed, dayShare(amPm, [first], rules), null);
    expect(yearTotals(closed)).toMatchObject({
      daysEnrolled: 28,
      essaDaysAbsent: 0,
      adaDaysPresent: '27.93',
    });
    expect(yearTotals(totals).essaDaysAbsent).toBe(1);
  });
});

describe('chronic absence at one school', () => {
  const of = (...days: [number, number][]) =>
    chronicAbsence(
      days.map(([daysEnrolled, essaDaysAbsent]) => ({ daysEnrolled, essaDaysAbsent })),
      thresholds,
    );

  it('adds two enrollments: 9 of 90 is chronic, 8 of 90 is not', () => {
    expect(of([40, 3], [50, 6])).toMatchObject({ percentAbsent: '10.0', chronic: true, daysUntilChronic: 0 });
    expect(of([40, 2], [50, 6])).toMatchObject({ percentAbsent: '8.9', chronic: false, daysUntilChronic: 1 });
  });

  it('decides exactly where the percent only rounds to ten', () => {
    expect(of([181, 18])).toMatchObject({ percentAbsent: '9.9', chronic: false });
    expect(of([1001, 100])).toMatchObject({ percentAbsent: '10.0', chronic: false });
  });

  it('is nobody without a day enrolled', () => {
    expect(of()).toMatchObject({ chronic: false, percentAbsent: null, tooFewDays: true });
    expect(of([9, 1])).toMatchObject({ chronic: true, tooFewDays: true });
  });
});
