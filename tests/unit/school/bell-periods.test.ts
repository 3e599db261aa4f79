import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BellPeriod, bellProblems } from '#domain/school/bell-periods.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

const period = (
  name: string,
  startTime: string | null,
  endTime: string | null,
  minutes: number,
): BellPeriod => ({ name, startTime, endTime, minutes });
const fields = (...periods: BellPeriod[]) => bellProblems(periods).map(({ field }) => field);

describe('periods a day can run by', () => {
  test.each([
    [
      'clock times, with recess taken off',
      [period('AM', '08:30', '11:30', 165), period('PM', '12:15', '15:15', 165)],
    ],
    ['one ends as the next begins', [period('P2', '09:20', '10:10', 50), period('P1', '08:30', '09:20', 50)]],
    ['no clock times', [period('AM', null, null, 720), period('PM', null, null, 720)]],
    ['a lunch of no minutes', [period('P1', '08:30', '09:20', 50), period('Lunch', '09:20', '09:50', 0)]],
  ])('%s', (_what, periods) => {
    expect(bellProblems(periods)).toEqual([]);
  });
});

describe('periods that cannot be', () => {
  test.each([
    ['end before start', [period('P1', '10:00', '09:00', 50)], 'blocks.0.endTime'],
    ['no time at all', [period('P1', '10:00', '10:00', 0)], 'blocks.0.endTime'],
    ['more minutes than pass', [period('P1', '08:00', '08:50', 51)], 'blocks.0.minutes'],
    [
      'overlap',
      [period('P1', '08:00', '09:00', 60), period('P2', '08:59', '09:30', 30)],
      'blocks.1.startTime',
    ],
    [
      'overlap out of order',
      [period('P2', '08:59', '09:30', 30), period('P1', '08:00', '09:00', 60)],
      'blocks.0.startTime',
    ],
    [
      'one inside the other',
      [period('All', '08:00', '15:00', 400), period('P3', '10:00', '10:50', 50)],
      'blocks.1.startTime',
    ],
    ['half a clock', [period('P1', null, '09:00', 50)], 'blocks.0.startTime'],
    ['the other half', [period('P1', '08:00', null, 50)], 'blocks.0.endTime'],
    ['too long without times', [period('P1', null, null, 721)], 'blocks.0.minutes'],
    ['nothing in all', [period('P1', '08:00', '09:00', 0), period('P2', null, null, 0)], 'blocks.0.minutes'],
    ['more than a day', ['A', 'B', 'C'].map((name) => period(name, null, null, 500)), 'blocks'],
    ['one name twice', [period('P1', null, null, 5), period('p1', null, null, 5)], 'blocks.1.name'],
  ])('%s', (_what, periods, field) => {
    expect(fields(...periods)).toEqual([field]);
  });
});

let world: PracticeHost;
beforeAll(async () => {
  world = await aPracticeHost();
});
afterAll(() => world.end());

test('the bells of the practice district are ones a day can run by', () => {
  const schedules = world.rows<{ id: string }>('SELECT id FROM bellSchedule');
  expect(schedules.length).toBeGreaterThan(0);
  for (const { id } of schedules)
    expect(
      bellProblems(
        world.rows<BellPeriod>('SELECT * FROM bellBlock WHERE bellScheduleId = ? ORDER BY position', id),
      ),
    ).toEqual([]);
});

test('bells that cannot be are refused at the period and none are made; nor are any corrected that are not here', async () => {
  const [calendar] = (await world.call('school.overview', {})).calendars;
  const bells = () => world.rows('SELECT * FROM bellSchedule ORDER BY id');
  const before = bells();
  const asked = { calendarId: calendar?.id, name: 'Fog delay' };
  await expect(
    world.call('school.add-bell-schedule', {
      ...asked,
      blocks: [{ name: 'P1', startTime: '10:00', endTime: '09:00', minutes: 50 }],
    }),
  ).rejects.toMatchObject({
    kind: 'invalid-input',
    problems: [{ field: 'blocks.0.endTime', message: expect.stringMatching(/^P1 ends at 09:00/) }],
  });
  await expect(
    world.call('school.add-bell-schedule', {
      ...asked,
      blocks: [{ name: 'P1', minutes: 50 }],
      replace: true,
    }),
  ).rejects.toMatchObject({ kind: 'conflict', problems: [{ field: 'name' }] });
  expect(bells()).toEqual(before);
});
