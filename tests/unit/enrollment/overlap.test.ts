import { expect, it } from 'vitest';
import { overlappingEnrollments } from '#domain/enrollment/overlap.ts';

const stay = (
  id: string,
  startDate: string,
  endDate: string | null,
  serviceType = 'P',
  noShow: 0 | 1 = 0,
) => ({
  id,
  startDate,
  endDate,
  serviceType,
  noShow,
});

it('lets a grade change follow on the next day', () => {
  expect(
    overlappingEnrollments([stay('b', '2026-10-06', null), stay('a', '2026-08-26', '2026-10-05')]),
  ).toEqual([]);
});

it('counts both ends: the same day twice is an overlap', () => {
  expect(
    overlappingEnrollments([stay('a', '2026-08-26', '2026-10-05'), stay('b', '2026-10-05', '2027-06-04')]),
  ).toEqual([
    {
      firstId: 'a',
      secondId: 'b',
      from: '2026-10-05',
      through: '2026-10-05',
      message:
        'The pupil would have two primary enrollments on Mon Oct 5, 2026. End the earlier one on Sun Oct 4, 2026 or before.',
    },
  ]);
});

it('names the days shared, or that there is no end', () => {
  const [closed] = overlappingEnrollments([
    stay('a', '2026-08-26', '2026-10-09'),
    stay('b', '2026-10-05', null),
  ]);
  expect(closed?.message).toContain('from Mon Oct 5, 2026 through Fri Oct 9, 2026');
  const [open] = overlappingEnrollments([stay('a', '2026-08-26', null), stay('b', '2026-08-26', null)]);
  expect(open?.message).toContain('from Wed Aug 26, 2026 on. Both start on the same day');
});

it('finds a stay inside a longer one, and every pair', () => {
  const found = overlappingEnrollments([
    stay('long', '2026-08-26', '2027-06-04'),
    stay('one', '2026-09-01', '2026-09-10'),
    stay('two', '2026-10-01', '2026-10-10'),
  ]);
  expect(found.map(({ firstId, secondId }) => [firstId, secondId])).toEqual([
    ['long', 'one'],
    ['long', 'two'],
  ]);
});

it('leaves out partial and service enrollments and pupils who never came', () => {
  expect(
    overlappingEnrollments([
      stay('a', '2026-08-26', null),
      stay('b', '2026-08-26', null, 'S'),
      stay('c', '2026-08-26', null, 'N'),
      stay('d', '2026-08-26', null, 'P', 1),
    ]),
  ).toEqual([]);
});
