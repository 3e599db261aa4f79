import { bellsOf, dayRow, schoolDayOf } from '#db/school/calendars.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, remove, requiredRow } from '#db/system/rows.ts';
import { minutesOf, type SchoolDay, schoolDays } from '#domain/school/school-day.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
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

/**
 * Adds a bell schedule, or gives one of that name its periods: one that an import named, or, when asked to `replace`, one
 * that no day up to today has had. Bells that days were counted by stay as they are, since those days would move. Answers its id.
 */
export function addBellSchedule(
  writer: Writer,
  input: {
    calendarId: string;
    name: string;
    blocks: readonly { name: string; startTime: string | null; endTime: string | null; minutes: number }[];
    /** Correct the ones of this name, where no day has had them yet. */
    replace: boolean;
  },
  newId: () => string,
  today: CivilDate,
): string {
  requiredRow(writer, 'calendar', input.calendarId);
  const twice = input.blocks.find(
    (block, at) =>
      input.blocks.findIndex((other) => other.name.toUpperCase() === block.name.toUpperCase()) !== at,
  );
  if (twice)
    throw new Failure('invalid-input', `Two periods are called ${twice.name}. Give each a name of its own.`, [
      { field: 'blocks', message: 'Two periods of one name.', value: twice.name },
    ]);
  const known = writer.rows<{ id: string; periods: number }>(
    `SELECT b.id, (SELECT count(*) FROM bellBlock WHERE bellScheduleId = b.id) AS periods FROM bellSchedule b
      WHERE b.calendarId = ? AND b.name = ? COLLATE NOCASE`,
    input.calendarId,
    input.name,
  )[0];
  const used = known !== undefined && usedBy(writer, known.id, today);
  if (known && known.periods > 0 && (used || !input.replace))
    throw new Failure(
      'conflict',
      used
        ? `There are bells called "${input.name}" already. Days were counted by them, so they stay as they are; give the new ones another name, and give these to the days from which they hold.`
        : `There are bells called "${input.name}" already. Correct those, or give the new ones another name.`,
      [{ field: 'name', message: 'This name is taken.', value: input.name }],
    );
  const bellScheduleId = known?.id ?? newId();
  for (const { id } of writer.rows<{ id: string }>(
    'SELECT id FROM bellBlock WHERE bellScheduleId = ?',
    bellScheduleId,
  ))
    remove(writer, 'bellBlock', id);
  if (!known)
    put(writer, 'bellSchedule', { id: bellScheduleId, calendarId: input.calendarId, name: input.name });
  input.blocks.forEach((block, position) => {
    put(writer, 'bellBlock', { id: newId(), bellScheduleId, ...block, position, instructional: 1 });
  });
  return bellScheduleId;
}

/** A day up to today has these bells, or somebody has marked attendance ahead on a later one. */
const usedBy = (reader: Reader, bellScheduleId: string, today: CivilDate): boolean =>
  reader.rows(
    `SELECT 1 FROM calendarDay d WHERE d.bellScheduleId = ? AND (d.date <= ? OR EXISTS (SELECT 1 FROM attendanceMark m
        JOIN enrollment e ON e.id = m.enrollmentId AND e.calendarId = d.calendarId WHERE m.date = d.date)) LIMIT 1`,
    bellScheduleId,
    today,
  ).length > 0;
