import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { groupMarks, saveGroup } from '#db/attendance/groups.ts';
import { attendanceSummary } from '#db/attendance/summary.ts';
import { transfer } from '#db/enrollment/transfer.ts';
import { requiredRow } from '#db/system/rows.ts';
import { context } from '#tests/unit/support/district-file.ts';
import {
  aOnePupilSchool,
  MONDAY,
  type OnePupilSchool,
  TUESDAY,
} from '#tests/unit/support/one-pupil-school.ts';

let world: OnePupilSchool;
beforeEach(() => {
  world = aOnePupilSchool();
});
afterEach(() => world.end());

const move = (change: Partial<Parameters<typeof transfer>[1]> = {}): string =>
  world.file.write(context, (writer) =>
    transfer(
      writer,
      {
        enrollmentId: world.ids.pupil,
        lastDay: MONDAY,
        firstDay: TUESDAY,
        calendarId: world.ids.calendar,
        grade: '04',
        sectionId: world.ids.section,
        ...change,
      },
      randomUUID,
    ),
  );

test('a transfer written down late takes the marks and the saved lists along; days and absences add up as before', () => {
  const groupId = randomUUID();
  world.file.write(context, (writer) =>
    saveGroup(writer, {
      id: groupId,
      name: 'Band',
      schoolId: world.ids.school,
      enrollmentIds: [world.ids.pupil],
    }),
  );
  world.mark({ date: MONDAY, code: 'AE' });
  world.mark({ date: TUESDAY, code: 'AU', block: 'PM' });
  const next = move();
  const rows = attendanceSummary(world.file.reader, { from: MONDAY, to: TUESDAY });
  expect(
    rows.map((row) => [
      row.enrollmentId,
      row.grade,
      row.daysEnrolled,
      row.adaDaysPresent,
      row.essaDaysAbsent,
    ]),
  ).toEqual([
    [world.ids.pupil, '03', 1, '0.00', 1],
    [next, '04', 1, '0.50', 1],
  ]);
  const group = { groupId, dates: [MONDAY, TUESDAY], code: 'SA', from: null, to: '10:00' };
  expect(groupMarks(world.file.reader, group).map(({ enrollmentId, date }) => [enrollmentId, date])).toEqual([
    [world.ids.pupil, MONDAY],
    [next, TUESDAY],
  ]);
  expect(requiredRow(world.file.reader, 'enrollment', world.ids.pupil)).toMatchObject({
    endDate: MONDAY,
    endStatus: '105',
  });
});

test('the next enrollment begins after the last one ended', () => {
  expect(() => move({ firstDay: MONDAY })).toThrow(/starts after the old one ends/);
  expect(attendanceSummary(world.file.reader, { from: MONDAY, to: TUESDAY })).toHaveLength(1);
});
