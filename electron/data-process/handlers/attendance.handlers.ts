import { setImmediate } from 'node:timers/promises';
import type { SignedInUser } from '#db/accounts/users.ts';
import { codesInUse } from '#db/attendance/attendance-codes.ts';
import { callList } from '#db/attendance/call-list.ts';
import { closeDay, logCall, reopenDay } from '#db/attendance/close-day.ts';
import { dayBoards } from '#db/attendance/day-board.ts';
import { groupMarks, listGroups, saveGroup } from '#db/attendance/groups.ts';
import { pupilDays } from '#db/attendance/pupil-days.ts';
import { roomSheet, sheetRowOf } from '#db/attendance/room-sheet.ts';
import {
  finishRoom,
  reopenRoom,
  type Source,
  takeAttendance,
  takingAttendance,
} from '#db/attendance/take-attendance.ts';
import { officeRoles } from '#domain/accounts/roles.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { attendanceContract } from '#electron/contract/attendance.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

/** Whoever works in the office marks for the office; a teacher alone marks as the teacher. */
const sourceOf = (user: SignedInUser): Source =>
  user.roles.some((role) => officeRoles.includes(role)) ? 'office' : 'teacher';

/** More marks than this are written, and their rows read, in steps. */
const AT_ONCE = 20;

export const attendanceHandlers: AreaHandlers<keyof typeof attendanceContract> = {
  'attendance.day': ({ date }, { file }) => dayBoards(file.reader, date),
  'attendance.codes': ({ date }, { file }) => codesInUse(file.reader, schoolYearOf(date)),
  'attendance.room': ({ sectionId, date }, { file }) => roomSheet(file.reader, sectionId, date),

  'attendance.mark': async ({ marks, onlyBlock }, { file, user, write, writeInSteps }) => {
    const dates = new Set(marks.map((mark) => mark.date));
    const day = marks[0]?.date ?? '';
    const words = dates.size === 1 ? `Attendance, ${dateInWords(day)}` : 'Attendance, several days';
    const undo =
      marks.length > AT_ONCE
        ? await writeInSteps(words, (writer) => takingAttendance(writer, marks, sourceOf(user)))
        : write(words, (writer) => takeAttendance(writer, marks, sourceOf(user)));
    const pupils = [...new Map(marks.map((mark) => [`${mark.enrollmentId} ${mark.date}`, mark])).values()];
    const rows: ReturnType<typeof sheetRowOf>[] = [];
    for (const [at, mark] of pupils.entries()) {
      if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
      rows.push(sheetRowOf(file.reader, mark.enrollmentId, mark.date, onlyBlock));
    }
    return { rows, undo };
  },

  'attendance.finish-room': ({ sectionId, date }, { file, user, clock, write }) => {
    const { blocks, name } = roomSheet(file.reader, sectionId, date);
    write(`${name} is in, ${dateInWords(date)}`, (writer) =>
      finishRoom(writer, { sectionId, date, blocks, at: clock.now(), by: user.name }),
    );
    return { done: true };
  },

  'attendance.reopen-room': ({ sectionId, date }, { write }) => {
    write(`Room opened again, ${dateInWords(date)}`, (writer) => reopenRoom(writer, sectionId, date));
    return { done: true };
  },

  'attendance.pupil-days': ({ enrollmentId, from, to }, { file }) =>
    pupilDays(file.reader, enrollmentId, from, to),
  'attendance.call-list': ({ date }, { file }) => callList(file.reader, date),

  'attendance.log-call': (input, { write, newId, clock }) => {
    write(`Call home, ${dateInWords(input.date)}`, (writer) =>
      logCall(writer, { ...input, id: newId(), calledAt: clock.now() }),
    );
    return { done: true };
  },

  'attendance.close-day': ({ schoolId, date }, { write, clock }) => {
    write(`Closed ${dateInWords(date)}`, (writer) => closeDay(writer, schoolId, date, clock.today()));
    return { done: true };
  },

  'attendance.reopen-day': ({ schoolId, date, reason }, { write }) => {
    write(`Reopened ${dateInWords(date)}`, (writer) => reopenDay(writer, schoolId, date, reason));
    return { done: true };
  },

  'attendance.groups': (_input, { file }) => listGroups(file.reader),

  'attendance.save-group': (input, { write, newId }) => {
    const groupId = input.id ?? newId();
    write(`Group "${input.name}"`, (writer) => saveGroup(writer, { ...input, id: groupId }));
    return { id: groupId };
  },

  'attendance.mark-group': async (input, { file, user, writeInSteps }) => {
    const marks = groupMarks(file.reader, input);
    const undo = await writeInSteps(
      'Marked a group',
      (writer) => takingAttendance(writer, marks, sourceOf(user)),
      { group: true },
    );
    return { marked: marks.length, done: marks, undo };
  },

  'attendance.summary': (scope, { jobs }) => jobs.run('attendance-summary', scope),
  'attendance.explain': (scope, { jobs }) => jobs.run('attendance-explain', scope),
};
