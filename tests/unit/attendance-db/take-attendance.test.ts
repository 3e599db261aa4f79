import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { putDefaultCodes } from '#db/attendance/attendance-codes.ts';
import { closeDay } from '#db/attendance/close-day.ts';
import { explain } from '#db/attendance/explain.ts';
import { roomSheet } from '#db/attendance/room-sheet.ts';
import { attendanceSummary } from '#db/attendance/summary.ts';
import { finishRoom, type MarkInput, type Source, takeAttendance } from '#db/attendance/take-attendance.ts';
import { changeDay, previewDay } from '#db/school/change-day.ts';
import { put, putKeyed } from '#db/system/rows.ts';
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

const mark = (change: Partial<MarkInput>, source: Source = 'office'): void => {
  world.file.write(context, (writer) =>
    takeAttendance(
      writer,
      [{ enrollmentId: ids.pupil, date: TUESDAY, block: null, code: 'A', ...change }],
      source,
    ),
  );
};
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
