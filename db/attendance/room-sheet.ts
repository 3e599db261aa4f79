import { type CodeChoice, codesInUse, rulesOfYear } from '#db/attendance/attendance-codes.ts';
import { rosterOn } from '#db/attendance/rooms.ts';
import { dayRow, endYearOfCalendar, schoolDayOf } from '#db/school/calendars.ts';
import { type TaughtOn, taughtIn } from '#db/school/pupil-seats.ts';
import type { Reader } from '#db/system/connection.ts';
import { requiredRow } from '#db/system/rows.ts';
import { type AttendanceRules, dayShare } from '#domain/attendance/day-share.ts';
import { effectiveMarks } from '#domain/attendance/effective-mark.ts';
import type { SchoolDay } from '#domain/school/school-day.ts';
import type { Row } from '#domain/sync/registry.ts';

/** One block of one pupil's day on the sheet. */
export interface SheetCell {
  readonly block: string;
  readonly minutes: number;
  readonly code: string | null;
  readonly missed: number | null;
  readonly clockTime: string | null;
  readonly note: string | null;
  readonly source: string | null;
  /** The teacher's mark when the office's overrules it. */
  readonly teacherCode: string | null;
}

export interface SheetRow {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  readonly localId: string | null;
  readonly cells: SheetCell[];
  /** Of the blocks in which the pupil is taught. */
  readonly dayMinutes: number;
  readonly missedMinutes: number;
  readonly minutesUnknown: boolean;
}

export interface RoomSheet {
  readonly sectionId: string;
  readonly name: string;
  readonly kind: string;
  readonly schoolId: string;
  readonly date: string;
  /** Columns: every block that some pupil of the room has on this day. */
  readonly blocks: string[];
  readonly dayKind: string | null;
  readonly dayReason: string | null;
  readonly taken: { block: string; at: string; by: string }[];
  readonly closed: boolean;
  readonly rows: SheetRow[];
  readonly codes: CodeChoice[];
}

type StoredMark = Row<'attendanceMark'>;

/** What the room's paper roster would show: one row a pupil, one column a block, each pupil by his own calendar. */
export function roomSheet(reader: Reader, sectionId: string, date: string): RoomSheet {
  const section = requiredRow(reader, 'section', sectionId);
  const endYear = requiredRow(reader, 'schoolYear', section.schoolYearId).endYear;
  const rules = rulesOfYear(reader, endYear);
  const pupils = rosterOn(reader, sectionId, date);
  const days = new Map<string, SchoolDay>();
  const dayOf = (calendarId: string): SchoolDay => {
    const known = days.get(calendarId) ?? schoolDayOf(reader, calendarId, date);
    days.set(calendarId, known);
    return known;
  };
  const marks = marksOfDay(
    reader,
    pupils.map((p) => p.enrollmentId),
    date,
  );
  const only = section.kind === 'class' ? section.block : null;
  const taught = taughtIn(reader, date, date);
  const rows = pupils.map((pupil) =>
    sheetRow(pupil, dayOf(pupil.calendarId), marks.get(pupil.enrollmentId) ?? [], rules, only, taught),
  );
  const blocks = [...new Set([...days.values()].flatMap((day) => day.blocks.map((b) => b.name)))].filter(
    (name) => only === null || name === only,
  );
  // In a combined room one calendar may have school while another has none: the one with school speaks for the room.
  const speaking = [...days].find(([, day]) => day.blocks.length > 0)?.[0] ?? pupils[0]?.calendarId;
  const day = speaking ? dayRow(reader, speaking, date) : undefined;
  return {
    sectionId,
    name: section.name,
    kind: section.kind,
    schoolId: section.schoolId,
    date,
    blocks,
    dayKind: day?.kind ?? null,
    dayReason: day?.reason ?? null,
    taken: reader.rows(
      'SELECT block, takenAt AS at, takenBy AS "by" FROM attendanceTaken WHERE sectionId = ? AND date = ? AND takenAt IS NOT NULL',
      sectionId,
      date,
    ),
    closed: isClosed(reader, section.schoolId, date),
    rows,
    codes: codesInUse(reader, endYear),
  };
}

/** One pupil's row alone: the answer to a key press. */
export function sheetRowOf(
  reader: Reader,
  enrollmentId: string,
  date: string,
  onlyBlock: string | null,
): SheetRow {
  const enrollment = requiredRow(reader, 'enrollment', enrollmentId);
  const person = requiredRow(reader, 'person', enrollment.studentId);
  const local = reader.rows<{ value: string | null }>(
    "SELECT value FROM identifier WHERE personId = ? AND system = 'local'",
    person.id,
  )[0];
  const rules = rulesOfYear(reader, endYearOfCalendar(reader, enrollment.calendarId));
  return sheetRow(
    {
      enrollmentId,
      studentId: person.id,
      name: `${person.lastName}, ${person.usualName ?? person.firstName}`,
      grade: enrollment.grade,
      localId: local?.value ?? null,
    },
    schoolDayOf(reader, enrollment.calendarId, date),
    marksOfDay(reader, [enrollmentId], date).get(enrollmentId) ?? [],
    rules,
    onlyBlock,
    taughtIn(reader, date, date, enrollmentId),
  );
}

function sheetRow(
  pupil: Pick<SheetRow, 'enrollmentId' | 'studentId' | 'name' | 'grade' | 'localId'>,
  day: SchoolDay,
  marks: readonly StoredMark[],
  rules: AttendanceRules,
  only: string | null,
  taught: TaughtOn,
): SheetRow {
  const effective = effectiveMarks(marks);
  // The day of somebody who is here for part of it is that part, on the sheet as in the totals.
  const share = dayShare(taught(pupil.enrollmentId, day.date, day.blocks), marks, rules);
  const cells = day.blocks
    .filter((block) => only === null || block.name === only)
    .map((block): SheetCell => {
      const mark = effective.get(block.name);
      const own =
        marks.find((m) => m.block === block.name && m.source === 'office') ??
        marks.find((m) => m.block === block.name);
      const teacher = marks.find((m) => m.block === block.name && m.source === 'teacher');
      return {
        block: block.name,
        minutes: block.minutes,
        code: mark?.code ?? null,
        missed: mark?.minutes ?? null,
        clockTime: mark?.clockTime ?? null,
        note: mark?.note ?? own?.note ?? null,
        source: mark?.source ?? null,
        teacherCode:
          mark?.source === 'office' && teacher?.code && teacher.code !== mark.code ? teacher.code : null,
      };
    });
  return {
    enrollmentId: pupil.enrollmentId,
    studentId: pupil.studentId,
    name: pupil.name,
    grade: pupil.grade,
    localId: pupil.localId,
    cells,
    dayMinutes: share?.minutes ?? 0,
    missedMinutes: share?.missed ?? 0,
    minutesUnknown: share?.minutesUnknown ?? false,
  };
}

/** Marks of one day by enrollment. */
export function marksOfDay(
  reader: Reader,
  enrollmentIds: readonly string[],
  date: string,
): Map<string, StoredMark[]> {
  const found = new Map<string, StoredMark[]>();
  for (const id of enrollmentIds) {
    const marks = reader.rows<StoredMark>(
      'SELECT * FROM attendanceMark WHERE enrollmentId = ? AND date = ?',
      id,
      date,
    );
    if (marks.length > 0) found.set(id, marks);
  }
  return found;
}

export function isClosed(reader: Reader, schoolId: string, date: string): boolean {
  return (
    reader.rows<{ closed: number }>(
      'SELECT closed FROM dayClosing WHERE schoolId = ? AND date = ?',
      schoolId,
      date,
    )[0]?.closed === 1
  );
}
