import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dayBoards } from '#db/attendance/day-board.ts';
import { addBellSchedule } from '#db/school/add-bells.ts';
import { changeDay, type DayChange } from '#db/school/change-day.ts';
import { previewDay } from '#db/school/preview-day.ts';
import { put } from '#db/system/rows.ts';
import { context } from '#tests/unit/support/district-file.ts';
import { aOnePupilSchool, type OnePupilSchool, TUESDAY } from '#tests/unit/support/one-pupil-school.ts';

let world: OnePupilSchool;
let ids: OnePupilSchool['ids'];
let mark: OnePupilSchool['mark'];
let numbers: OnePupilSchool['numbers'];
beforeEach(() => {
  world = aOnePupilSchool();
  ({ ids, mark, numbers } = world);
});
afterEach(() => world.end());

test('a snow day sets the marks aside and gives them back; the ledger keeps the minutes', () => {
  mark({});
  const snow = {
    calendarId: ids.calendar,
    date: TUESDAY,
    kind: 'closed',
    reason: 'Snow',
    bellScheduleId: null,
    everyCalendar: false,
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

test('the preview names every mark and every number that moves, chronic absence too', () => {
  mark({});
  const { marks, pupils, calendars } = previewDay(world.file.reader, {
    calendarId: ids.calendar,
    date: TUESDAY,
    kind: 'pir',
    reason: null,
    bellScheduleId: null,
    everyCalendar: false,
  });
  expect(calendars).toEqual([{ calendarId: ids.calendar, name: 'All', minutes: -360, days: -1 }]);
  expect(marks.map(({ block, code, becomes }) => [block, code, becomes])).toEqual([
    ['AM', 'A', 'set-aside'],
    ['PM', 'A', 'set-aside'],
  ]);
  expect(pupils).toMatchObject([
    {
      before: '0.00 of a day present (360 of 360 minutes missed, an ESSA day absent)',
      after: 'no school day',
      daysEnrolled: { before: 2, after: 1 },
      adaDaysPresent: { before: '1.00', after: '1.00' },
      essaDaysAbsent: { before: 1, after: 0 },
      chronic: { before: true, after: false },
    },
  ]);
});

test('an early out turns less than half a day missed into an ESSA day, and the preview says so first', () => {
  mark({ code: 'T', block: 'AM', minutes: 100 });
  const bells = world.file.write(context, (writer) =>
    addBellSchedule(
      writer,
      {
        calendarId: ids.calendar,
        name: 'Early out',
        blocks: [{ name: 'AM', startTime: '08:30', endTime: '11:30', minutes: 180 }],
        replace: false,
      },
      randomUUID,
      TUESDAY,
    ),
  );
  const change: DayChange = {
    calendarId: ids.calendar,
    date: TUESDAY,
    kind: 'instruction',
    reason: 'Heating',
    bellScheduleId: bells,
    everyCalendar: false,
  };
  const { minutes, pupils } = previewDay(world.file.reader, change);
  expect([minutes, pupils[0]?.essaDaysAbsent, pupils[0]?.adaDaysPresent]).toEqual([
    -180,
    { before: 0, after: 1 },
    { before: '1.72', after: '1.44' },
  ]);
  world.file.write(context, (writer) => changeDay(writer, change, randomUUID));
  expect(numbers()).toEqual([2, '1.44', 1]);
  // Closed by snow after all, and opened again: the day comes back with the bells it had.
  const reopened = { ...change, bellScheduleId: null };
  world.file.write(context, (writer) => {
    changeDay(writer, { ...reopened, kind: 'closed' }, randomUUID);
    changeDay(writer, reopened, randomUUID);
  });
  expect(numbers()).toEqual([2, '1.44', 1]);
});

test('a snow day closes every calendar of the school in one change', () => {
  world.addHalfDayPupil();
  const snow: DayChange = {
    calendarId: ids.calendar,
    date: TUESDAY,
    kind: 'closed',
    reason: 'Snow',
    bellScheduleId: null,
    everyCalendar: true,
  };
  expect(previewDay(world.file.reader, snow).calendars.map(({ minutes }) => minutes)).toEqual([-360, -150]);
  world.file.write(context, (writer) => changeDay(writer, snow, randomUUID));
  expect(dayBoards(world.file.reader, TUESDAY)[0]).toMatchObject({ enrolled: 0, reason: 'Snow' });
  expect(world.file.reader.rows('SELECT minutes FROM hoursLedgerLine ORDER BY minutes')).toEqual([
    { minutes: -360 },
    { minutes: -150 },
  ]);
});

test('bells that an import only named get their periods; bells that days were counted by stay', () => {
  const add =
    (name: string, { minutes = 50, today = TUESDAY, replace = false } = {}) =>
    () =>
      world.file.write(context, (writer) =>
        addBellSchedule(
          writer,
          {
            calendarId: ids.calendar,
            name,
            blocks: [{ name: 'P1', startTime: null, endTime: null, minutes }],
            replace,
          },
          randomUUID,
          today,
        ),
      );
  const named = randomUUID();
  world.file.write(context, (writer) =>
    put(writer, 'bellSchedule', { id: named, calendarId: ids.calendar, name: 'Seven periods' }),
  );
  expect(add('seven periods')()).toBe(named);
  expect(add('Regular')).toThrow(/already/);
  expect(add('Regular', { replace: true })).toThrow(/counted by them/);
  // By mistake a second time: refused, used or not.
  expect(add('Seven periods')).toThrow(/already/);
  // No day has had them: asked to, they are put right under their own name, and a period keeps its record, so that two
  // computers that do it correct one period and make no second.
  const blocks = 'SELECT id FROM bellBlock WHERE bellScheduleId = ?';
  const first = world.file.reader.rows(blocks, named);
  expect(add('Seven periods', { minutes: 45, replace: true })()).toBe(named);
  expect(world.file.reader.rows(blocks, named)).toEqual(first);
  const periods = 'SELECT minutes FROM bellBlock WHERE bellScheduleId = ?';
  expect(world.file.reader.rows(periods, named)).toEqual([{ minutes: 45 }]);
  // Before the first of its days the usual bells can be put right as well, as long as nobody was marked ahead.
  const regular = add('Regular', { minutes: 170, today: '2026-10-04', replace: true })();
  expect(world.file.reader.rows(periods, regular)).toEqual([{ minutes: 170 }]);
  mark({ code: 'A', block: 'P1' });
  expect(add('Regular', { minutes: 160, today: '2026-10-04', replace: true })).toThrow(/already/);
});
