import { rulesOfYear } from '#db/attendance/attendance-codes.ts';
import { marksOfDay } from '#db/attendance/room-sheet.ts';
import { bellsOf, dayRow, endYearOfCalendar, schoolDayOf } from '#db/school/calendars.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { calendarChange } from '#domain/attendance/calendar-change.ts';
import type { DayShare } from '#domain/attendance/day-share.ts';
import { minutesOf, type SchoolDay, schoolDays } from '#domain/school/school-day.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import { decimalText, ratio } from '#domain/system/fraction.ts';

export interface DayChange {
  readonly calendarId: string;
  readonly date: string;
  readonly kind: 'instruction' | 'pir' | 'closed';
  readonly reason: string | null;
  readonly bellScheduleId: string | null;
}

export interface DayChangePreview {
  /** Instructional minutes won or (negative) lost. */
  readonly minutes: number;
  readonly days: number;
  readonly setAside: number;
  readonly returned: number;
  readonly pupils: { enrollmentId: string; name: string; before: string; after: string }[];
}

/** What the change would move. Nothing is written. */
export function previewDay(reader: Reader, change: DayChange): DayChangePreview {
  const before = schoolDayOf(reader, change.calendarId, change.date);
  const after = dayAfter(reader, change);
  const pupils = reader.rows<{
    enrollmentId: string;
    name: string;
    startDate: string;
    endDate: string | null;
  }>(
    `SELECT e.id AS enrollmentId, p.lastName || ', ' || p.firstName AS name, e.startDate, e.endDate
      FROM enrollment e JOIN person p ON p.id = e.studentId
      WHERE e.calendarId = ? AND e.noShow = 0 AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?)
      ORDER BY p.lastName, p.firstName`,
    change.calendarId,
    change.date,
    change.date,
  );
  const marks = marksOfDay(
    reader,
    pupils.map((p) => p.enrollmentId),
    change.date,
  );
  const names = new Map(pupils.map((p) => [p.enrollmentId, p.name]));
  const moved = calendarChange(
    before,
    after,
    pupils.map((p) => ({ ...p, marks: marks.get(p.enrollmentId) ?? [] })),
    rulesOfYear(reader, endYearOfCalendar(reader, change.calendarId)),
  );
  return {
    minutes: moved.minutes,
    days: moved.days,
    setAside: moved.setAside.length,
    returned: moved.returned.length,
    pupils: moved.enrollments.map((e) => ({
      enrollmentId: e.enrollmentId,
      name: names.get(e.enrollmentId) ?? '',
      before: inWords(e.before),
      after: inWords(e.after),
    })),
  };
}

/** Changes the day and writes the hours lost or made up into the ledger. Marks stay; those without a block wait. */
export function changeDay(writer: Writer, change: DayChange, newId: () => string): void {
  const minutes =
    minutesOf(dayAfter(writer, change).blocks) -
    minutesOf(schoolDayOf(writer, change.calendarId, change.date).blocks);
  putKeyed(writer, 'calendarDay', {
    calendarId: change.calendarId,
    date: change.date,
    kind: change.kind,
    bellScheduleId:
      change.kind === 'instruction'
        ? (change.bellScheduleId ??
          dayRow(writer, change.calendarId, change.date)?.bellScheduleId ??
          usualBell(writer, change.calendarId))
        : change.bellScheduleId,
    reason: change.reason,
  });
  if (minutes !== 0)
    put(writer, 'hoursLedgerLine', {
      id: newId(),
      calendarId: change.calendarId,
      date: change.date,
      minutes,
      reason: change.reason ?? (minutes < 0 ? 'Hours lost' : 'Hours made up'),
    });
}

function dayAfter(reader: Reader, change: DayChange): SchoolDay {
  const calendar = requiredRow(reader, 'calendar', change.calendarId);
  const year = requiredRow(reader, 'schoolYear', calendar.schoolYearId);
  if (change.date < year.startDate || change.date > year.endDate)
    throw new Failure(
      'invalid-input',
      `${dateInWords(change.date)} is not in this school year, which runs from ${dateInWords(year.startDate)} to ${dateInWords(year.endDate)}.`,
      [{ field: 'date', message: 'Not in this school year.' }],
    );
  const bellScheduleId =
    change.bellScheduleId ??
    dayRow(reader, change.calendarId, change.date)?.bellScheduleId ??
    usualBell(reader, change.calendarId);
  if (
    change.bellScheduleId &&
    requiredRow(reader, 'bellSchedule', change.bellScheduleId).calendarId !== change.calendarId
  )
    throw new Failure('invalid-input', 'That bell schedule belongs to another calendar.', [
      { field: 'bellScheduleId', message: 'Choose one of this calendar.' },
    ]);
  const day = {
    id: '',
    calendarId: change.calendarId,
    date: change.date,
    kind: change.kind,
    bellScheduleId,
    reason: change.reason,
  };
  return schoolDays([day], bellsOf(reader, change.calendarId))[0] ?? { date: change.date, blocks: [] };
}

/** The bell schedule most days of the calendar have. */
function usualBell(reader: Reader, calendarId: string): string | null {
  return (
    reader.rows<{ id: string }>(
      `SELECT bellScheduleId AS id FROM calendarDay WHERE calendarId = ? AND bellScheduleId IS NOT NULL
        GROUP BY bellScheduleId ORDER BY count(*) DESC, bellScheduleId LIMIT 1`,
      calendarId,
    )[0]?.id ?? null
  );
}

function inWords(share: DayShare | null): string {
  if (!share) return 'no school day';
  return `${decimalText(ratio(share.minutes - share.missed, share.minutes), 2)} of a day present (${share.missed} of ${share.minutes} minutes missed)`;
}

export function addBellSchedule(
  writer: Writer,
  input: {
    id: string;
    calendarId: string;
    name: string;
    blocks: readonly { name: string; startTime: string | null; endTime: string | null; minutes: number }[];
  },
  newId: () => string,
): void {
  requiredRow(writer, 'calendar', input.calendarId);
  put(writer, 'bellSchedule', { id: input.id, calendarId: input.calendarId, name: input.name });
  input.blocks.forEach((block, position) => {
    put(writer, 'bellBlock', { id: newId(), bellScheduleId: input.id, ...block, position, instructional: 1 });
  });
}
