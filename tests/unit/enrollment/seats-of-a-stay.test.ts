import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

const LAST_DAY = '2026-11-20';
let world: PracticeHost;
let stay: { id: string; studentId: string; schoolId: string };
const classes: string[] = [];

beforeAll(async () => {
  world = await aPracticeHost();
  stay = world.rows<typeof stay>(
    `SELECT e.id, e.studentId, e.schoolId FROM enrollment e JOIN calendar c ON c.id = e.calendarId
      JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = 2027 AND e.endDate IS NULL AND e.noShow = 0 AND e.serviceType = 'P' AND e.grade = '10' ORDER BY e.id LIMIT 1`,
  )[0] as typeof stay;
  for (const name of ['Art', 'Band', 'Choir', 'Drama']) {
    const made = await world.call('classes.save-class', {
      ...{ schoolId: stay.schoolId, number: name, name, block: 'P7', endYear: 2027 },
    });
    classes.push(made.id);
  }
});
afterAll(() => world.end());

const seat = (at: number, days: object) =>
  world.call('classes.seat', {
    ...{ sectionId: classes[at], enrollmentIds: [stay.id], startDate: '2026-09-01' },
    ...days,
  });
const seats = () =>
  Object.fromEntries(
    world
      .rows<{ name: string; endDate: string | null }>(
        `SELECT s.name, r.endDate FROM sectionRoster r JOIN section s ON s.id = r.sectionId
          WHERE r.enrollmentId = ? AND s.id IN (SELECT value FROM json_each(?)) ORDER BY s.name`,
        stay.id,
        JSON.stringify(classes),
      )
      .map(({ name, endDate }) => [name, endDate]),
  );

test('a withdrawal ends every seat, and taken back leaves each as it was', async () => {
  await seat(0, {});
  await seat(1, { endDate: LAST_DAY });
  await seat(2, { endDate: '2027-01-20' });
  await seat(3, { startDate: '2026-12-07' });
  const before = seats();
  expect(before).toEqual({ Art: null, Band: LAST_DAY, Choir: '2027-01-20', Drama: null });
  await world.call('enrollment.withdraw', { enrollmentId: stay.id, endDate: LAST_DAY, endReason: 'TR_MT' });
  expect(seats()).toMatchObject({ Art: LAST_DAY, Band: LAST_DAY, Choir: LAST_DAY });
  await world.call('enrollment.undo-withdraw', { enrollmentId: stay.id });
  expect(seats()).toEqual(before);
});

test('the pupil’s page lists where the pupil sits on the day, with period and teacher', async () => {
  const { seats: now } = await world.call('people.page', { personId: stay.studentId });
  const names = now.map(({ name }) => name);
  expect(names).toContain('Art');
  expect(names).toContain('Choir');
  expect(names).not.toContain('Band');
  expect(names).not.toContain('Drama');
  expect(now.find(({ block }) => block === 'P1')).toMatchObject({ teacher: expect.stringContaining(', ') });
  await world.call('enrollment.withdraw', { enrollmentId: stay.id, endDate: LAST_DAY, endReason: 'TR_MT' });
  expect(LAST_DAY < TODAY).toBe(true);
  expect((await world.call('people.page', { personId: stay.studentId })).seats).toEqual([]);
});
