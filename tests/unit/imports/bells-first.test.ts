import { afterEach, beforeEach, expect, test } from 'vitest';
import { anImportHost, HEADER, type ImportHost, pupilLine } from '#tests/unit/support/import-host.ts';

let world: ImportHost;
beforeEach(async () => {
  world = await anImportHost();
});
afterEach(() => world.end());

const YEAR = { from: '2026-07-01', to: '2027-06-30' };
const calendar = () =>
  world.file(
    'calendar.csv',
    'school_number,date,instruction,bell_schedule,calendar_number\n9992,2026-09-01,Y,Regular,201\n9992,2026-09-02,Y,Regular,201\n',
  );

test('a new high school: the calendar names its bells, the office gives them periods, and attendance by period counts', async () => {
  const first = await world.apply('calendar-csv', calendar());
  expect(first.willMake.map(({ kind }) => kind)).toEqual([
    'school',
    'school year',
    'calendar',
    'bell schedule',
  ]);
  await world.apply('aim-sd', world.file('sd.tsv', `${HEADER}\r\n${pupilLine(1)}`));
  const enrollment =
    'EN\t9990\t9992\t201\t000000001\t1\tFamily1\tGiven1\t09/01/2026\t01\t\t\t09\tP\tN\t\t\t\t\t2027\r\n';
  await world.apply('aim-en', world.file('en.tsv', `${HEADER}\r\n${enrollment}`));
  const attendance = world.file(
    'a.csv',
    'student_id,date,block,code,minutes\n1,2026-09-01,P1,AU,\n1,2026-09-01,p2,T,20\n',
  );
  expect((await world.preview('attendance-csv', attendance)).problemCount).toBe(2);

  const { calendars } = await world.call('school.overview', {});
  await world.call('school.add-bell-schedule', {
    calendarId: calendars[0]?.id,
    name: 'Regular',
    blocks: [
      { name: 'P1', minutes: 50 },
      { name: 'P2', minutes: 50 },
    ],
  });
  expect((await world.apply('attendance-csv', attendance)).added).toBe(2);
  expect(await world.call('attendance.summary', YEAR)).toMatchObject([
    { daysEnrolled: 2, adaDaysPresent: '1.30', essaDaysAbsent: 1, chronic: true },
  ]);
  expect(await world.apply('calendar-csv', calendar())).toMatchObject({ same: 2, changed: 0 });
});
