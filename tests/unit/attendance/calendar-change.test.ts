import { describe, expect, it } from 'vitest';
import { calendarChange } from '#domain/attendance/calendar-change.ts';
import { amPm, block, mark, rules } from '#tests/unit/attendance/attendance-fixtures.ts';

const date = '2026-11-10';
const open = { date, blocks: amPm };
const closed = { date, blocks: [] };
const stay = { startDate: '2026-09-01', endDate: null };

describe('a day that closes', () => {
  const absent = mark(date, 'AM', 'AU');
  const pupils = [
    { enrollmentId: 'absent', ...stay, marks: [absent, mark(date, 'PM', null)] },
    { enrollmentId: 'present', ...stay, marks: [] },
    { enrollmentId: 'left before', startDate: '2026-09-01', endDate: '2026-11-09', marks: [] },
  ];

  it('sets its marks aside, loses its minutes and a day of everyone enrolled', () => {
    const change = calendarChange(open, closed, pupils, rules);
    expect(change).toMatchObject({ minutes: -360, days: -1, setAside: [absent], returned: [] });
    expect(
      change.enrollments.map(({ enrollmentId, before, after }) => [enrollmentId, before?.missed, after]),
    ).toEqual([
      ['absent', 180, null],
      ['present', 0, null],
    ]);
  });

  it('gets everything back when it opens again', () => {
    const change = calendarChange(closed, open, pupils, rules);
    expect(change).toMatchObject({ minutes: 360, days: 1, setAside: [], returned: [absent] });
    expect(change.enrollments[0]?.after?.essaAbsent).toBe(true);
  });
});

describe('a day with other bells', () => {
  const lateStart = { date, blocks: [block('AM', 60), block('PM', 180)] };

  it('changes the numbers of those who missed something, and no one else', () => {
    const change = calendarChange(
      open,
      lateStart,
      [
        { enrollmentId: 'absent', ...stay, marks: [mark(date, 'AM', 'AU')] },
        { enrollmentId: 'present', ...stay, marks: [] },
      ],
      rules,
    );
    expect(change).toMatchObject({ minutes: -120, days: 0, setAside: [] });
    expect(change.enrollments).toMatchObject([
      { enrollmentId: 'absent', before: { essaAbsent: true }, after: { missed: 60, essaAbsent: false } },
    ]);
  });

  it('refuses to compare two dates', () => {
    expect(() => calendarChange(open, { ...closed, date: '2026-11-11' }, [], rules)).toThrow(RangeError);
  });
});
