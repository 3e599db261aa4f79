import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
beforeAll(async () => {
  world = await aPracticeHost();
});
afterAll(() => world.end());

/** Before the first school year that the thresholds and count rules know. */
const LONG_AGO = '2010-10-05';

test.each([
  ['attendance.day', { date: LONG_AGO }],
  ['attendance.call-list', { date: LONG_AGO }],
  ['reports.csv', { report: 'daily-attendance', options: { date: LONG_AGO } }],
  ['reports.csv', { report: 'monthly-register', options: { month: '2010-10' } }],
  ['reports.csv', { report: 'early-graduates', options: { endYear: 2010 } }],
] as const)('%s of a year without thresholds is an ordinary refusal', async (name, input) => {
  const failure = await world.call(name as 'attendance.day', input).then(
    () => null,
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({
    kind: 'invalid-input',
    message: expect.stringMatching(/school year that ends in 20/),
  });
});
