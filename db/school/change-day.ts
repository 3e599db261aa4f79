import { bellsOf, dayRow, schoolDayOf } from '#db/school/calendars.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { minutesOf, type SchoolDay, schoolDays } from '#domain/school/school-day.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

export interface DayChange {
  readonly calendarId: string;
  readonly date: string;
  readonly kind: 'instruction' | 'pir' | 'closed';
  readonly reason: string | null;
  /** Null: the bells the day has, or else the usual ones. */
  readonly bellScheduleId: string | null;
  /** Also the other calendars of the school. */
  readonly everyCalendar: boolean;
}

/** The same change for every calendar of the school and year, where it was asked for: a snow day closes them all. */
export function eachCalendar(reader: Reader, change: DayChange): DayChange[] {
  const own = requiredRow(reader, 'calendar', change.calendarId);
  if (!change.everyCalendar) return [change];
  const bell = change.bellScheduleId && requiredRow(reader, 'bellSchedule', change.bellScheduleId).name;
  const others = reader.rows<{ id: string; name: string }>(
    'SELECT id, name FROM calendar WHERE schoolId = ? AND schoolYearId = ? AND id <> ? ORDER BY number',
    own.schoolId,
    own.schoolYearId,
    own.id,
  );
  return [
    change,
    ...others.map((other) => ({
      ...change,
      calendarId: other.id,
      bellScheduleId: bell ? bellNamed(reader, other, bell) : null,
    })),
  ];
}

function bellNamed(reader: Reader, calendar: { id: string; name: string }, name: string): string {
  const found = reader.rows<{ id: string }>(
    'SELECT id FROM bellSchedule WHERE calendarId = ? AND name = ? COLLATE NOCASE',
    calendar.id,
    name,
  )[0];
  if (!found)
    throw new Failure(
      'invalid-input',
      `${calendar.name} has no bell schedule "${name}". Make it there first, or change that calendar by itself.`,
      [{ field: 'everyCalendar', message: `${calendar.name} has no such bells.` }],
    );
  return found.id;
}

/**
 * Changes the day and writes the hours lost or made up into the ledger. Marks stay; those without a block wait. A day
 * that is closed keeps its bells, so that it comes back as it was.
 */
export function changeDay(writer: Writer, asked: DayChange, newId: () => string): void {
  for (const change of eachCalendar(writer, asked)) {
    const minutes =
      minutesOf(dayAfter(writer, change).blocks) -
      minutesOf(schoolDayOf(writer, change.calendarId, change.date).blocks);
    putKeyed(writer, 'calendarDay', {
      calendarId: change.calendarId,
      date: change.date,
      kind: change.kind,
      bellScheduleId: bellsAfter(writer, change),
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
}

/** The bells asked for, else those the day has, else those most days have. */
const bellsAfter = (reader: Reader, change: DayChange): string | null =>
  change.bellScheduleId ??
  dayRow(reader, change.calendarId, change.date)?.bellScheduleId ??
  usualBell(reader, change.calendarId);

/** The day as it would be. */
export function dayAfter(reader: Reader, change: DayChange): SchoolDay {
  const calendar = requiredRow(reader, 'calendar', change.calendarId);
  const year = requiredRow(reader, 'schoolYear', calendar.schoolYearId);
  if (change.date < year.startDate || change.date > year.endDate)
    throw new Failure(
      'invalid-input',
      `${dateInWords(change.date)} is not in this school year, which runs from ${dateInWords(year.startDate)} to ${dateInWords(year.endDate)}.`,
      [{ field: 'date', message: 'Not in this school year.' }],
    );
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
    bellScheduleId: bellsAfter(reader, change),
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
