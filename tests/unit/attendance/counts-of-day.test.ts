import { expect, it } from 'vitest';
import { countsOfDay } from '#domain/attendance/counts-of-day.ts';
import { amPm, codes, mark } from '#tests/unit/attendance/attendance-fixtures.ts';

const day = '2026-10-06';
const late = new Set(['T']);

it('counts pupils, not marks', () => {
  const pupils = [
    [],
    [mark(day, 'AM', 'A'), mark(day, 'PM', 'A')],
    [mark(day, 'AM', 'AE'), mark(day, 'PM', 'AE')],
    [mark(day, 'AM', 'A')],
    [mark(day, 'AM', 'T', 12)],
    [mark(day, 'AM', 'T')],
    [mark(day, 'AM', 'SA'), mark(day, 'PM', 'SA')],
    [mark(day, 'AM', 'AU', null, 'teacher'), mark(day, 'AM', 'P')],
  ].map((marks) => ({ blocks: amPm, marks }));
  const counts = countsOfDay(pupils, codes, late);
  expect(counts).toEqual({
    enrolled: 8,
    present: 6,
    absent: 2,
    partDay: 2,
    late: 2,
    elsewhere: 1,
    unexplained: 2,
  });
  expect(counts.present + counts.absent).toBe(counts.enrolled);
});

it('looks only at the blocks given, so that the morning can be counted at nine', () => {
  const morning = amPm.slice(0, 1);
  expect(countsOfDay([{ blocks: morning, marks: [mark(day, 'AM', 'A')] }], codes, late)).toMatchObject({
    absent: 1,
    present: 0,
  });
  expect(countsOfDay([{ blocks: [], marks: [] }], codes, late).enrolled).toBe(0);
});
