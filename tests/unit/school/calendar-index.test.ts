import { describe, expect, it } from 'vitest';
import {
  indexCalendar,
  instructionDayBefore,
  instructionDayOnOrAfter,
  instructionDaysBetween,
  numberOfDay,
} from '#domain/school/calendar-index.ts';
import { schoolDays } from '#domain/school/school-day.ts';
import type { Row } from '#domain/sync/registry.ts';

const bell = (
  bellScheduleId: string,
  name: string,
  position: number,
  minutes: number,
  instructional: 0 | 1 = 1,
): Row<'bellBlock'> => ({
  id: `${bellScheduleId}-${name}`,
  bellScheduleId,
  name,
  position,
  minutes,
  instructional,
  startTime: null,
  endTime: null,
});

const day = (date: string, kind: string, bellScheduleId: string | null): Row<'calendarDay'> => ({
  id: date,
  calendarId: 'c',
  date,
  kind,
  bellScheduleId,
  reason: null,
});

const days = schoolDays(
  [
    day('2026-09-02', 'instruction', 'regular'),
    day('2026-09-01', 'pir', 'regular'),
    day('2026-09-03', 'instruction', 'lunch only'),
    day('2026-09-04', 'instruction', null),
    day('2026-09-08', 'instruction', 'regular'),
    day('2026-09-09', 'closed', 'regular'),
    day('2026-09-10', 'instruction', 'regular'),
  ],
  [
    bell('regular', 'PM', 3, 180),
    bell('regular', 'Lunch', 2, 40, 0),
    bell('regular', 'AM', 1, 180),
    bell('lunch only', 'Lunch', 1, 40, 0),
  ],
);
const calendar = indexCalendar(days);

describe('a calendar', () => {
  it('holds days with instructional minutes, in order', () => {
    expect(calendar.dates).toEqual(['2026-09-02', '2026-09-08', '2026-09-10']);
  });

  it('keeps instructional blocks in the order of the day', () => {
    expect(calendar.dayOn.get('2026-09-02')?.blocks.map((block) => block.name)).toEqual(['AM', 'PM']);
  });

  it('counts days between two dates, both included', () => {
    expect(instructionDaysBetween(calendar, '2026-09-02', '2026-09-08')).toBe(2);
    expect(instructionDaysBetween(calendar, '2026-09-03', '2026-09-07')).toBe(0);
    expect(instructionDaysBetween(calendar, '2026-09-03', null)).toBe(2);
    expect(instructionDaysBetween(calendar, '2026-09-10', '2026-09-02')).toBe(0);
  });

  it('numbers its days and finds the neighbours', () => {
    expect(numberOfDay(calendar, '2026-09-08')).toBe(2);
    expect(numberOfDay(calendar, '2026-09-09')).toBeNull();
    expect(instructionDayOnOrAfter(calendar, '2026-09-09')).toBe('2026-09-10');
    expect(instructionDayOnOrAfter(calendar, '2026-09-11')).toBeNull();
    expect(instructionDayBefore(calendar, '2026-09-08')).toBe('2026-09-02');
    expect(instructionDayBefore(calendar, '2026-09-02')).toBeNull();
  });

  it('lets a later row for a date replace the earlier one', () => {
    const closed = [...days, { date: '2026-09-08', blocks: [] }];
    expect(indexCalendar(closed).dates).toEqual(['2026-09-02', '2026-09-10']);
  });
});
