import { expect, test } from 'vitest';
import { type ClosedTimes, closedAt } from '#domain/sync/closed-times.ts';
import shipped from '#resources/state/closed-times.json' with { type: 'json' };

const WEEKEND: ClosedTimes = {
  zone: 'America/Denver',
  weekly: [{ from: { day: 'Friday', time: '18:00' }, to: { day: 'Saturday', time: '12:00' } }],
  dated: [{ from: '2026-12-24T12:00', to: '2027-01-04T08:00', reason: 'Year end' }],
};

test.each([
  // Mountain daylight time is six hours behind, standard time seven.
  ['a minute before', '2026-10-09T23:59:00.000Z', null],
  ['on Friday evening', '2026-10-10T00:00:00.000Z', 'The state is closed until Saturday.'],
  ['on Saturday morning', '2026-10-10T15:30:00.000Z', 'The state is closed until 12:00 pm.'],
  ['on Saturday at noon', '2026-10-10T18:00:00.000Z', null],
  ['on Friday evening in winter', '2026-12-05T01:00:00.000Z', 'The state is closed until Saturday.'],
  ['on a Monday', '2026-10-12T15:00:00.000Z', null],
  ['on a listed day', '2026-12-26T18:00:00.000Z', 'The state is closed until Mon Jan 4, 2027.'],
])('%s', (_when, instant, words) => {
  expect(closedAt(WEEKEND, instant)?.words ?? null).toBe(words);
});

test('tells why, and how long by the clock on the wall', () => {
  expect(closedAt(WEEKEND, '2026-12-25T19:00:00.000Z')).toMatchObject({ reason: 'Year end' });
  expect(closedAt(WEEKEND, '2026-10-10T00:00:00.000Z')?.minutesLeft).toBe(18 * 60);
});

test('windows that touch are one', () => {
  const touching: ClosedTimes = {
    ...WEEKEND,
    dated: [{ from: '2026-10-10T12:00', to: '2026-10-11T09:00', reason: 'Move' }],
  };
  expect(closedAt(touching, '2026-10-10T00:00:00.000Z')?.words).toBe('The state is closed until Sunday.');
});

test('a week that goes round the end of the week', () => {
  const sunday: ClosedTimes = {
    zone: 'America/Denver',
    weekly: [{ from: { day: 'Sunday', time: '20:00' }, to: { day: 'Monday', time: '04:00' } }],
    dated: [],
  };
  expect(closedAt(sunday, '2026-10-12T03:00:00.000Z')?.words).toBe('The state is closed until Monday.');
  expect(closedAt(sunday, '2026-10-12T10:30:00.000Z')).toBeNull();
});

test('the shipped list can be read', () => {
  expect(closedAt(shipped as ClosedTimes, '2026-10-10T01:00:00.000Z')?.words).toContain('closed until');
});
