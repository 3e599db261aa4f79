import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putDefaultCodes } from '#db/attendance/attendance-codes.ts';
import { closeDay } from '#db/attendance/close-day.ts';
import { dayBoards } from '#db/attendance/day-board.ts';
import { explain } from '#db/attendance/explain.ts';
import { groupMarks, saveGroup } from '#db/attendance/groups.ts';
import { roomSheet } from '#db/attendance/room-sheet.ts';
import { attendanceSummary } from '#db/attendance/summary.ts';
import { finishRoom, type MarkInput, type Source, takeAttendance } from '#db/attendance/take-attendance.ts';
import { changeDay, previewDay } from '#db/school/change-day.ts';
import type { Writer } from '#db/system/connection.ts';
import { change, put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { aPerson } from '#tests/simulation/support/office.ts';
import { aDistrictFile, context } from '#tests/unit/support/district-file.ts';

const MONDAY = '2026-10-05';
const TUESDAY = '2026-10-06';
let world: ReturnType<typeof aDistrictFile>;
let ids: { calendar: string; section: string; school: string; pupil: string };

/** One room with one pupil, AM 180 and PM 180 minutes, school on two days. */
beforeEach(() => {
  world = aDistrictFile();
  ids = world.file.write(context, (writer) => {
    putDefaultCodes(writer);
    const [district, school, calendar, bell, section, enrollment] = Array.from({ length: 6 }, () =>
      randomUUID(),
    ) as [string, string, string, string, string, string];
    const address = { phone: null, street: null, city: null, state: null, zip: null };
    put(writer, 'district', { id: district, name: 'D', number: '0123', legalEntity: null, ...address });
    put(writer, 'school', { id: school, districtId: district, number: '0001', name: 'S', ...address });
    const year = putKeyed(writer, 'schoolYear', {
      endYear: 2027,
      startDate: '2026-08-24',
      endDate: '2027-06-04',
    });
    put(writer, 'calendar', {
      id: calendar,
      schoolId: school,
      schoolYearId: year,
      number: '001',
      name: 'All',
    });
    put(writer, 'bellSchedule', { id: bell, calendarId: calendar, name: 'Regular' });
    for (const [position, [name, startTime, endTime]] of [
      ['AM', '08:30', '11:30'],
      ['PM', '12:00', '15:00'],
    ].entries() as IterableIterator<[number, [string, string, string]]>)
      put(writer, 'bellBlock', {
        id: randomUUID(),
        bellScheduleId: bell,
        name,
        position,
        startTime,
        endTime,
        minutes: 180,
        instructional: 1,
      });
    for (const date of [MONDAY, TUESDAY])
      putKeyed(writer, 'calendarDay', {
        calendarId: calendar,
        date,
        kind: 'instruction',
        bellScheduleId: bell,
        reason: null,
      });
    put(writer, 'section', {
      id: section,
      schoolId: school,
      schoolYearId: year,
      courseId: null,
      number: '1',
      name: 'Room 1',
      kind: 'room',
      block: null,
      teacherId: null,
      place: null,
    });
    const person = aPerson();
    put(writer, 'person', person);
    put(writer, 'enrollment', {
      id: enrollment,
      studentId: person.id,
      schoolId: school,
      calendarId: calendar,
      grade: '03',
      serviceType: 'P',
      startDate: '2026-08-24',
      startStatus: null,
      endDate: null,
      endStatus: null,
      endReason: null,
      dropoutReason: null,
      noShow: 0,
      stateExclude: 0,
      extracurricularOnly: 0,
      diplomaDate: null,
      diplomaType: null,
      diplomaPeriod: null,
      note: null,
    });
    put(writer, 'sectionRoster', {
      id: randomUUID(),
      sectionId: section,
      enrollmentId: enrollment,
      startDate: '2026-08-24',
      endDate: null,
    });
    return { calendar, section, school, pupil: enrollment };
  });
});
afterEach(() => world.end());

/** A pupil of the same room with a calendar of his own: 150 minutes in the morning, and school on Tuesday only. */
function addHalfDayPupil(writer: Writer): string {
  const [calendar, bell, enrollment] = [randomUUID(), randomUUID(), randomUUID()];
  const first = requiredRow(writer, 'enrollment', ids.pupil);
  put(writer, 'calendar', {
    ...requiredRow(writer, 'calendar', ids.calendar),
    id: calendar,
    number: '002',
    name: 'Kindergarten',
  });
  put(writer, 'bellSchedule', { id: bell, calendarId: calendar, name: 'Half day' });
  put(writer, 'bellBlock', {
    id: randomUUID(),
    bellScheduleId: bell,
    name: 'AM',
    position: 0,
    startTime: null,
    endTime: null,
    minutes: 150,
    instructional: 1,
  });
  const day = { calendarId: calendar, reason: null };
  putKeyed(writer, 'calendarDay', { ...day, date: MONDAY, kind: 'closed', bellScheduleId: null });
  putKeyed(writer, 'calendarDay', { ...day, date: TUESDAY, kind: 'instruction', bellScheduleId: bell });
  // The first in the alphabet: he must not speak for the room.
  const person = aPerson({ lastName: 'Aaby' });
  put(writer, 'person', person);
  put(writer, 'enrollment', {
    ...first,
    id: enrollment,
    studentId: person.id,
    calendarId: calendar,
    grade: 'KH',
  });
  put(writer, 'sectionRoster', {
    id: randomUUID(),
    sectionId: ids.section,
    enrollmentId: enrollment,
    startDate: first.startDate,
    endDate: null,
  });
  return enrollment;
}

const mark = (change: Partial<MarkInput>, source: Source = 'office') =>
  world.file.write(context, (writer) =>
    takeAttendance(
      writer,
      [{ enrollmentId: ids.pupil, date: TUESDAY, block: null, code: 'A', ...change }],
      source,
    ),
  );
const takeBack = (marks: readonly MarkInput[]) =>
  world.file.write(context, (writer) => takeAttendance(writer, marks, 'office'));
const cells = () =>
  roomSheet(world.file.reader, ids.section, TUESDAY).rows[0]?.cells.map((cell) => [
    cell.block,
    cell.code,
    cell.missed,
  ]);
const numbers = () => {
  const [row] = attendanceSummary(world.file.reader, { from: MONDAY, to: TUESDAY });
  return [row?.daysEnrolled, row?.adaDaysPresent, row?.essaDaysAbsent];
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
  const kindergarten = world.file.write(context, (writer) => addHalfDayPupil(writer));
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
  world.file.write(context, (writer) => closeDay(writer, ids.school, TUESDAY));
  expect(() => mark({})).toThrow(/closed/);
});

test('a snow day sets the marks aside and gives them back; the ledger keeps the minutes', () => {
  mark({});
  const snow = {
    calendarId: ids.calendar,
    date: TUESDAY,
    kind: 'closed',
    reason: 'Snow',
    bellScheduleId: null,
  } as const;
  expect(previewDay(world.file.reader, snow)).toMatchObject({
    minutes: -360,
    days: -1,
    setAside: 2,
    returned: 0,
  });
  world.file.write(context, (writer) => changeDay(writer, snow, randomUUID));
  expect(numbers()).toEqual([1, '1.00', 0]);
  const school = { ...snow, kind: 'instruction', reason: null } as const;
  expect(previewDay(world.file.reader, school)).toMatchObject({
    minutes: 360,
    days: 1,
    setAside: 0,
    returned: 2,
  });
  world.file.write(context, (writer) => changeDay(writer, school, randomUUID));
  expect(numbers()).toEqual([2, '1.00', 1]);
  expect(world.file.reader.rows('SELECT minutes FROM hoursLedgerLine ORDER BY minutes')).toEqual([
    { minutes: -360 },
    { minutes: 360 },
  ]);
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
