import { codesOfYear, rulesOfYear } from '#db/attendance/attendance-codes.ts';
import { isClosed, marksOfDay } from '#db/attendance/room-sheet.ts';
import { type RoomFacts, type RosterPupil, roomsOn, rosterOn } from '#db/attendance/rooms.ts';
import { calendarIndexOf, schoolDayOf } from '#db/school/calendars.ts';
import { pupilsWithoutRoom } from '#db/school/make-rooms.ts';
import { taughtIn } from '#db/school/pupil-seats.ts';
import type { Reader } from '#db/system/connection.ts';
import { isUnexplained, LEAVING_KEY } from '#domain/attendance/code-table.ts';
import { dayShare } from '#domain/attendance/day-share.ts';
import { effectiveMarks } from '#domain/attendance/effective-mark.ts';
import { instructionDayBefore, instructionDayOnOrAfter, numberOfDay } from '#domain/school/calendar-index.ts';
import type { SchoolDay } from '#domain/school/school-day.ts';
import { addDays, schoolYearOf } from '#domain/system/civil-date.ts';

export interface DayPupil {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  readonly codes: string;
  readonly note: string | null;
}

export interface RoomState extends RoomFacts {
  readonly pupils: number;
  readonly blocks: string[];
  readonly in: boolean;
}

/** The state of one school's day: the counts, each with the children behind it, and the rooms still out. */
export interface DayBoard {
  readonly schoolId: string;
  readonly schoolName: string;
  readonly date: string;
  /** "Day 41 of 180", or null where it is not a school day. */
  readonly dayNumber: number | null;
  readonly daysInYear: number;
  /** The nearest school days before and after; null where the year has none. */
  readonly dayBefore: string | null;
  readonly dayAfter: string | null;
  readonly reason: string | null;
  readonly bellSchedule: string | null;
  readonly closed: boolean;
  readonly enrolled: number;
  readonly lists: { present: number; absent: DayPupil[]; late: DayPupil[]; unexplained: DayPupil[] };
  readonly rooms: RoomState[];
  /** Pupils who sit in no room or class: nobody would mark them. */
  readonly withoutRoom: number;
}

export function dayBoards(reader: Reader, date: string): DayBoard[] {
  const schools = reader.rows<{ id: string; name: string }>('SELECT id, name FROM school ORDER BY number');
  return schools.map((school) => dayBoard(reader, school, date));
}

function dayBoard(reader: Reader, school: { id: string; name: string }, date: string): DayBoard {
  const pupils = enrolledOn(reader, school.id, date);
  const endYear = schoolYearOf(date);
  const rules = rulesOfYear(reader, endYear);
  const late = new Set(
    codesOfYear(reader, endYear)
      .filter((c) => c.byMinutes && c.keyLetter !== LEAVING_KEY)
      .map((c) => c.code),
  );
  const marks = marksOfDay(
    reader,
    pupils.map((p) => p.enrollmentId),
    date,
  );
  const dayOf = new Map(
    [...new Set(pupils.map((p) => p.calendarId))].map((id) => [id, schoolDayOf(reader, id, date)]),
  );
  const taught = taughtIn(reader, date, date);
  const lists = {
    present: 0,
    absent: [] as DayPupil[],
    late: [] as DayPupil[],
    unexplained: [] as DayPupil[],
  };
  let enrolled = 0;
  for (const pupil of pupils) {
    const blocks = taught(pupil.enrollmentId, date, dayOf.get(pupil.calendarId)?.blocks ?? []);
    const own = marks.get(pupil.enrollmentId) ?? [];
    const share = dayShare(blocks, own, rules);
    if (!share) continue;
    enrolled += 1;
    const effective = [...effectiveMarks(own).values()].filter((m) => blocks.some((b) => b.name === m.block));
    const line: DayPupil = {
      enrollmentId: pupil.enrollmentId,
      studentId: pupil.studentId,
      name: pupil.name,
      grade: pupil.grade,
      codes: [...new Set(effective.map((m) => m.code))].join(' '),
      note: effective.find((m) => m.note)?.note ?? null,
    };
    if (share.missed === share.minutes) lists.absent.push(line);
    else lists.present += 1;
    if (effective.some((m) => m.code !== null && late.has(m.code))) lists.late.push(line);
    if (effective.some((m) => m.code !== null && isUnexplainedCode(rules.codes.get(m.code))))
      lists.unexplained.push(line);
  }
  const ids = dayOf.size > 0 ? [...dayOf.keys()] : calendarsOf(reader, school.id, endYear);
  const calendarId = speaking(ids, pupils, dayOf);
  const indexes = new Map(ids.map((id) => [id, calendarIndexOf(reader, id)]));
  const index = calendarId ? indexes.get(calendarId) : undefined;
  const day = calendarId
    ? reader.rows<{ reason: string | null; bell: string | null }>(
        "SELECT d.reason, b.name AS bell FROM calendarDay d LEFT JOIN bellSchedule b ON b.id = d.bellScheduleId AND d.kind = 'instruction' WHERE d.calendarId = ? AND d.date = ?",
        calendarId,
        date,
      )[0]
    : undefined;
  return {
    schoolId: school.id,
    schoolName: school.name,
    date,
    dayNumber: index ? numberOfDay(index, date) : null,
    daysInYear: index?.dates.length ?? 0,
    dayBefore: latest([...indexes.values()].map((one) => instructionDayBefore(one, date))),
    dayAfter: earliest([...indexes.values()].map((one) => instructionDayOnOrAfter(one, addDays(date, 1)))),
    reason: day?.reason ?? null,
    bellSchedule: day?.bell ?? null,
    closed: isClosed(reader, school.id, date),
    enrolled,
    lists,
    rooms: roomStates(reader, school.id, date),
    withoutRoom: pupilsWithoutRoom(reader, school.id, date).length,
  };
}

const isUnexplainedCode = (meaning: Parameters<typeof isUnexplained>[0] | undefined): boolean =>
  meaning !== undefined && isUnexplained(meaning);

/** Rooms first; classes only where the school has no room, since a pupil's day is taken once. */
function roomStates(reader: Reader, schoolId: string, date: string): RoomState[] {
  return roomsOn(reader, date, schoolId).map((room) => {
    const roster = rosterOn(reader, room.id, date);
    const blocks = new Set(
      [...new Set(roster.map((p) => p.calendarId))].flatMap((id) =>
        schoolDayOf(reader, id, date).blocks.map((b) => b.name),
      ),
    );
    const wanted = [...blocks].filter((name) => room.kind !== 'class' || name === room.block);
    const taken = new Set(
      reader
        .rows<{ block: string }>(
          'SELECT block FROM attendanceTaken WHERE sectionId = ? AND date = ? AND takenAt IS NOT NULL',
          room.id,
          date,
        )
        .map((row) => row.block),
    );
    return {
      ...room,
      pupils: roster.length,
      blocks: wanted,
      in: wanted.length > 0 && wanted.every((name) => taken.has(name)),
    };
  });
}

export function enrolledOn(reader: Reader, schoolId: string, date: string): RosterPupil[] {
  return reader.rows<RosterPupil>(
    `SELECT e.id AS enrollmentId, p.id AS studentId, e.calendarId,
        p.lastName || ', ' || coalesce(p.usualName, p.firstName) AS name, e.grade, NULL AS localId, NULL AS stateId
      FROM enrollment e JOIN person p ON p.id = e.studentId
      WHERE e.schoolId = ? AND e.noShow = 0 AND e.extracurricularOnly = 0
        AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?)
        AND EXISTS (SELECT 1 FROM calendarDay d WHERE d.calendarId = e.calendarId AND d.date = ?)
      ORDER BY nameOrder(p.lastName, coalesce(p.usualName, p.firstName)), e.id`,
    schoolId,
    date,
    date,
    date,
  );
}

function calendarsOf(reader: Reader, schoolId: string, endYear: number): string[] {
  return reader
    .rows<{ id: string }>(
      'SELECT c.id FROM calendar c JOIN schoolYear y ON y.id = c.schoolYearId WHERE c.schoolId = ? AND y.endYear = ? ORDER BY c.number',
      schoolId,
      endYear,
    )
    .map(({ id }) => id);
}

/** Of several calendars the one that has school and the most pupils says what day it is. */
function speaking(
  ids: readonly string[],
  pupils: readonly RosterPupil[],
  dayOf: ReadonlyMap<string, SchoolDay>,
): string | undefined {
  const weight = (id: string): number =>
    (dayOf.get(id)?.blocks.length ? pupils.length + 1 : 0) +
    pupils.filter((pupil) => pupil.calendarId === id).length;
  return [...ids].sort((a, b) => weight(b) - weight(a))[0];
}

const inOrder = (dates: readonly (string | null)[]): string[] => dates.filter((date) => date !== null).sort();
const earliest = (dates: readonly (string | null)[]): string | null => inOrder(dates)[0] ?? null;
const latest = (dates: readonly (string | null)[]): string | null => inOrder(dates).at(-1) ?? null;
