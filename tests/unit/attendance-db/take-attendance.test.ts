import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { closeDay } from '#db/attendance/close-day.ts';
import { dayBoards } from '#db/attendance/day-board.ts';
import { explain } from '#db/attendance/explain.ts';
import { groupMarks, saveGroup } from '#db/attendance/groups.ts';
import { roomSheet } from '#db/attendance/room-sheet.ts';
import { finishRoom, type MarkInput, takeAttendance } from '#db/attendance/take-attendance.ts';
import { change, putKeyed } from '#db/system/rows.ts';
import { context } from '#tests/unit/support/district-file.ts';
import {
  aOnePupilSchool,
  MONDAY,
  type OnePupilSchool,
  TUESDAY,
} from '#tests/unit/support/one-pupil-school.ts';

let world: OnePupilSchool;
let ids: OnePupilSchool['ids'];
let mark: OnePupilSchool['mark'];
let numbers: OnePupilSchool['numbers'];
beforeEach(() => {
  world = aOnePupilSchool();
  ({ ids, mark, numbers } = world);
});
afterEach(() => world.end());

const takeBack = (marks: readonly MarkInput[]) =>
  world.file.write(context, (writer) => takeAttendance(writer, marks, 'office'));
const cells = () =>
  roomSheet(world.file.reader, ids.section, TUESDAY).rows[0]?.cells.map((cell) => [
    cell.block,
    cell.code,
    cell.missed,
  ]);

const sheet = () => {
  const row = roomSheet(world.file.reader, ids.section, TUESDAY).rows[0];
  return [row?.dayMinutes, row?.missedMinutes];
};

test('a whole day absent, taken back, and absent again', () => {
  expect(numbers()).toEqual([2, '2.00', 0]);
  mark({});
  expect(cells()).toEqual([
    ['AM', 'A', null],
    ['PM', 'A', null],
  ]);
  expect(numbers()).toEqual([2, '1.00', 1]);
  mark({ code: null });
  expect(numbers()).toEqual([2, '2.00', 0]);
});

test('late at 9:30 misses sixty minutes; the afternoon is untouched', () => {
  mark({});
  mark({ code: 'T', arrivedAt: '09:30' });
  expect(cells()).toEqual([
    ['AM', 'T', 60],
    ['PM', null, null],
  ]);
  expect(numbers()).toEqual([2, '1.83', 0]);
});

test('minutes of somebody who left are the last of the day: an early out in its place takes none of them', () => {
  mark({ code: 'LE', minutes: 200 });
  expect(cells()).toEqual([
    ['AM', 'LE', 20],
    ['PM', 'LE', 180],
  ]);
  mark({ code: 'LE', minutes: 90 });
  expect(cells()).toEqual([
    ['AM', null, null],
    ['PM', 'LE', 90],
  ]);
  expect(numbers()).toEqual([2, '1.75', 0]);
});

test('a pupil who sits in the afternoon’s class alone misses minutes and half days of that afternoon', () => {
  world.moveToClass('PM');
  mark({ code: 'T', minutes: 60 });
  expect(cells()).toEqual([['PM', 'T', 60]]);
  expect(numbers()).toEqual([2, '1.67', 0]);
  expect(sheet()).toEqual([180, 60]);
  mark({ code: 'AU', half: 'morning' });
  expect(numbers()).toEqual([2, '1.50', 1]);
  mark({});
  expect(numbers()).toEqual([2, '1.00', 1]);
  expect(() => mark({ code: 'T', minutes: 181 })).toThrow('181 minutes do not fit: the day has 180.');
});

test('only what is a code, or stood on that day, can be put back', () => {
  const back = { block: 'AM', back: true } as const;
  expect(() => mark({ ...back, code: 'NONSENSE' })).toThrow('"NONSENSE" is no mark that could be put back.');
  world.file.write(context, (writer) =>
    putKeyed(writer, 'attendanceMark', {
      ...{ enrollmentId: ids.pupil, date: TUESDAY, block: 'AM', source: 'office' as const },
      ...{ code: 'ELSEWHERE', minutes: null, clockTime: null, note: null },
    }),
  );
  const undo = mark({ code: 'A', block: 'AM' });
  takeBack(undo);
  expect(cells()?.[0]).toEqual(['AM', 'ELSEWHERE', null]);
});

test('the office overrules the teacher, who stays in sight; clearing the office’s mark does not bring the absence back', () => {
  mark({}, 'teacher');
  mark({ code: 'AE', block: 'AM' });
  expect(roomSheet(world.file.reader, ids.section, TUESDAY).rows[0]?.cells[0]).toMatchObject({
    code: 'AE',
    teacherCode: 'A',
  });
  mark({ code: null });
  expect(numbers()).toEqual([2, '2.00', 0]);
});

test('each action answers what takes it back, exactly: times, notes and the teacher’s mark stand as before', () => {
  mark({ block: 'PM', code: 'A' }, 'teacher');
  mark({ block: 'AM', code: 'T', arrivedAt: '09:30', note: 'flat tire' });
  const before = roomSheet(world.file.reader, ids.section, TUESDAY).rows;
  const undo = mark({ code: 'AE' });
  expect(roomSheet(world.file.reader, ids.section, TUESDAY).rows[0]?.cells[1]?.teacherCode).toBe('A');
  const redo = takeBack(undo);
  expect(roomSheet(world.file.reader, ids.section, TUESDAY).rows).toEqual(before);
  takeBack(redo);
  expect(cells()).toEqual([
    ['AM', 'AE', null],
    ['PM', 'AE', null],
  ]);
});

test('a group is marked on several days; who is not enrolled then and days without school are passed over', () => {
  const groupId = randomUUID();
  world.file.write(context, (writer) => {
    saveGroup(writer, { id: groupId, name: 'Track', schoolId: ids.school, enrollmentIds: [ids.pupil] });
    change(writer, 'enrollment', ids.pupil, { endDate: MONDAY });
  });
  const asked = { groupId, dates: ['2026-10-04', MONDAY, TUESDAY], code: 'SA', from: null, to: '10:00' };
  const marks = groupMarks(world.file.reader, asked);
  expect(marks).toEqual([{ enrollmentId: ids.pupil, date: MONDAY, block: 'AM', code: 'SA', minutes: 90 }]);
  expect(() => groupMarks(world.file.reader, { ...asked, dates: [TUESDAY] })).toThrow(/Nobody of this group/);
});

test('in a combined room each pupil has the blocks and minutes of his own calendar', () => {
  const kindergarten = world.addHalfDayPupil();
  mark({});
  mark({ enrollmentId: kindergarten, code: 'AE' });
  const sheet = roomSheet(world.file.reader, ids.section, TUESDAY);
  expect(sheet.blocks).toEqual(['AM', 'PM']);
  expect(new Map(sheet.rows.map((row) => [row.enrollmentId, [row.dayMinutes, row.missedMinutes]]))).toEqual(
    new Map([
      [ids.pupil, [360, 360]],
      [kindergarten, [150, 150]],
    ]),
  );
  expect(() => mark({ enrollmentId: kindergarten, block: 'PM' })).toThrow(/no block "PM"/);
  // No kindergarten on Monday: the room still has school, and Today counts the day of those who come.
  expect(roomSheet(world.file.reader, ids.section, MONDAY)).toMatchObject({
    blocks: ['AM', 'PM'],
    dayKind: 'instruction',
  });
  expect(dayBoards(world.file.reader, MONDAY)[0]).toMatchObject({
    dayNumber: 1,
    enrolled: 1,
    dayBefore: null,
    dayAfter: TUESDAY,
  });
});

test.each([
  ['an unknown code', { code: 'ZZ' }, /not an attendance code/],
  ['a day that is no school day', { date: '2026-10-10' }, /not a school day/],
  ['a day before the enrollment', { date: '2026-08-01' }, /not enrolled/],
  ['a block that the day does not have', { block: 'P7' }, /no block/],
  ['more minutes than the day has', { minutes: 361 }, /do not fit/],
])('%s is refused in words, and nothing is written', (_what, change, words) => {
  const before = world.file.reader.rows('SELECT count(*) AS n FROM auditLine');
  expect(() => mark(change)).toThrow(words);
  expect(world.file.reader.rows('SELECT count(*) AS n FROM auditLine')).toEqual(before);
});

test('a closed day does not change', () => {
  world.file.write(context, (writer) => closeDay(writer, ids.school, TUESDAY, TUESDAY));
  expect(() => mark({})).toThrow(/closed/);
});

test('a day to come and one without school cannot be closed', () => {
  const close = (date: string): void =>
    world.file.write(context, (writer) => closeDay(writer, ids.school, date, TUESDAY));
  expect(() => close('2026-10-07')).toThrow(/has not come yet/);
  expect(() => close('2026-10-04')).toThrow(/no school day/);
});

test('the explanation of a number adds up to it', () => {
  mark({ code: 'T', arrivedAt: '09:30' });
  const scope = { from: MONDAY, to: TUESDAY };
  const missed = explain(world.file.reader, { ...scope, measure: 'daysMissed' });
  expect(missed.total).toBe('0.17');
  expect(missed.lines[0]?.days).toMatchObject([{ date: TUESDAY, minutes: 360, missed: 60, codes: 'T' }]);
  expect(explain(world.file.reader, { ...scope, measure: 'adaDaysPresent' }).total).toBe(numbers()[1]);
});

test('a finished room is in for every block', () => {
  world.file.write(context, (writer) =>
    finishRoom(writer, {
      sectionId: ids.section,
      date: TUESDAY,
      blocks: ['AM', 'PM'],
      at: context.at,
      by: 'Secretary',
    }),
  );
  expect(roomSheet(world.file.reader, ids.section, TUESDAY).taken).toHaveLength(2);
});
