import { describe, expect, it } from 'vitest';
import {
  missedBetween,
  missedByArriving,
  missedByLeaving,
  missedHalfDay,
} from '#domain/attendance/clock-minutes.ts';
import { amPm, block, sevenPeriods } from '#tests/unit/attendance/attendance-fixtures.ts';

const bells = [
  block('P1', 50, '08:10', '09:00'),
  block('P2', 50, '09:04', '09:54'),
  block('P3', 50, '09:58', '10:48'),
];

describe('clock times', () => {
  it('turns an arrival into minutes of the periods before it', () => {
    expect(missedByArriving(bells, '09:20')).toEqual({
      ok: true,
      value: [
        { block: 'P1', minutes: 50, whole: true },
        { block: 'P2', minutes: 16, whole: false },
      ],
    });
  });

  it('misses nothing when in time, or in the passing time between', () => {
    expect(missedByArriving(bells, '08:10')).toEqual({ ok: true, value: [] });
    expect(missedByArriving(bells, '09:02')).toEqual({
      ok: true,
      value: [{ block: 'P1', minutes: 50, whole: true }],
    });
  });

  it('turns leaving into what comes after, and everything when before the first bell', () => {
    expect(missedByLeaving(bells, '10:00')).toEqual({
      ok: true,
      value: [{ block: 'P3', minutes: 48, whole: false }],
    });
    const all = missedByLeaving(bells, '07:00');
    expect(all.ok && all.value.every((part) => part.whole)).toBe(true);
  });

  it('takes the share of a half day that holds recess: 195 clock minutes, 180 of instruction', () => {
    expect(missedByArriving(amPm, '09:00')).toEqual({
      ok: true,
      value: [{ block: 'AM', minutes: 28, whole: false }],
    });
  });

  it('knows an appointment in the middle of the day', () => {
    expect(missedBetween(bells, '08:50', '09:10')).toEqual({
      ok: true,
      value: [
        { block: 'P1', minutes: 10, whole: false },
        { block: 'P2', minutes: 6, whole: false },
      ],
    });
  });

  it('says what to do where it cannot tell', () => {
    expect(missedByArriving(sevenPeriods, '09:00')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('Enter the minutes missed'),
    });
    expect(missedByArriving(bells, '9.15')).toMatchObject({ ok: false });
    expect(missedByArriving(bells, '25:00')).toMatchObject({ ok: false });
    expect(missedByArriving(bells, '08:75')).toMatchObject({ ok: false });
  });
});

describe('a half day', () => {
  it('is one half of a room', () => {
    expect(missedHalfDay(amPm, 'morning')).toEqual([{ block: 'AM', minutes: 180, whole: true }]);
    expect(missedHalfDay(amPm, 'afternoon')).toEqual([{ block: 'PM', minutes: 180, whole: true }]);
  });

  it('is half of the minutes of seven periods', () => {
    expect(missedHalfDay(sevenPeriods, 'morning').map((part) => part.minutes)).toEqual([50, 50, 50, 25]);
    expect(missedHalfDay(sevenPeriods, 'afternoon').map((part) => part.block)).toEqual([
      'P4',
      'P5',
      'P6',
      'P7',
    ]);
  });

  it('takes an odd minute so that the day counts as half missed', () => {
    expect(missedHalfDay([block('AM', 101)], 'morning')).toEqual([
      { block: 'AM', minutes: 51, whole: false },
    ]);
  });
});
