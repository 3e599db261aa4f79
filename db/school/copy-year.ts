import type { Reader, Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import {
  type NextYearDay,
  nextYearDays,
  nextYearName,
  nextYearTerm,
  regularBell,
  type Span,
  yearAfter,
} from '#domain/school/next-year.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

export interface CalendarCopy {
  readonly calendarId: string;
  readonly name: string;
  readonly schoolName: string;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly instructionDays: number;
  readonly bells: number;
  /** A calendar of this school and number is there already; it is left alone. */
  readonly there: boolean;
  readonly confirm: readonly {
    readonly date: string;
    readonly kind: string;
    readonly reason: string | null;
  }[];
}

/** A day of the copy that somebody has decided: a holiday moved, a day off added. */
export interface DayDecision {
  readonly calendarId: string;
  readonly date: string;
  readonly kind: string;
}

/** The calendars of the next year as they would be copied from this one. Changes nothing. */
export function previewCopy(reader: Reader, endYear: number): CalendarCopy[] {
  const from = yearEnding(reader, endYear);
  if (!from) return [];
  const to = yearEnding(reader, endYear + 1) ?? yearAfter(from);
  return calendarsOf(reader, endYear).map((calendar) => {
    const days = draftDays(reader, calendar.id, to, []);
    const school = days.filter(({ kind }) => kind === 'instruction');
    return {
      calendarId: calendar.id,
      name: calendar.name,
      schoolName: calendar.schoolName,
      firstDay: school[0]?.date ?? null,
      lastDay: school.at(-1)?.date ?? null,
      instructionDays: school.length,
      bells: bellsFor(reader, calendar.id).length,
      there: nextOf(reader, calendar, endYear + 1) !== undefined,
      confirm: days
        .filter(({ confirm }) => confirm)
        .map(({ date, kind, reason }) => ({ date, kind, reason })),
    };
  });
}

/** Copies calendars, bells, terms and rooms of a year to the next. Calendars that are there already are left alone. */
export function* copyYear(
  writer: Writer,
  endYear: number,
  decisions: readonly DayDecision[],
  newId: () => string,
): Generator<void, { calendars: number }> {
  const from = yearEnding(writer, endYear);
  const calendars = calendarsOf(writer, endYear);
  if (!from || calendars.length === 0)
    throw new Failure('not-found', 'That school year has no calendars to copy. Make its calendars first.');
  const known = yearEnding(writer, endYear + 1);
  const to = known ?? yearAfter(from);
  const schoolYearId = known?.id ?? putKeyed(writer, 'schoolYear', { endYear: endYear + 1, ...to });
  let made = 0;
  for (const calendar of calendars) {
    if (nextOf(writer, calendar, endYear + 1)) continue;
    made++;
    yield* copyCalendar(writer, calendar, { endYear, schoolYearId, from, to }, decisions, newId);
  }
  if (made === 0)
    throw new Failure(
      'conflict',
      'Every calendar of this year has its copy already. Change them on the Calendar screen.',
    );
  yield* copyRooms(writer, from.id, schoolYearId, newId);
  return { calendars: made };
}

const yearEnding = (reader: Reader, endYear: number): Row<'schoolYear'> | undefined =>
  reader.rows<Row<'schoolYear'>>('SELECT * FROM schoolYear WHERE endYear = ?', endYear)[0];

type ListedCalendar = Row<'calendar'> & { readonly schoolName: string };

const calendarsOf = (reader: Reader, endYear: number): ListedCalendar[] =>
  reader.rows<ListedCalendar>(
    `SELECT c.*, s.name AS schoolName FROM calendar c JOIN schoolYear y ON y.id = c.schoolYearId
      JOIN school s ON s.id = c.schoolId WHERE y.endYear = ? ORDER BY s.number, c.number, c.id`,
    endYear,
  );

const nextOf = (reader: Reader, calendar: Row<'calendar'>, endYear: number): { id: string } | undefined =>
  reader.rows<{ id: string }>(
    `SELECT c.id FROM calendar c JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE c.schoolId = ? AND c.number = ? AND y.endYear = ?`,
    calendar.schoolId,
    calendar.number,
    endYear,
  )[0];

const bellsFor = (reader: Reader, calendarId: string): Row<'bellSchedule'>[] =>
  reader.rows('SELECT * FROM bellSchedule WHERE calendarId = ? ORDER BY name, id', calendarId);

/** The days that fall into the new year: July 1 of the old one is on its weekday still in June. */
function draftDays(
  reader: Reader,
  calendarId: string,
  to: Span,
  decisions: readonly DayDecision[],
): NextYearDay[] {
  const days = reader.rows<Row<'calendarDay'>>(
    'SELECT * FROM calendarDay WHERE calendarId = ? ORDER BY date',
    calendarId,
  );
  const regular = regularBell(days);
  const decided = new Map(
    decisions.filter((one) => one.calendarId === calendarId).map(({ date, kind }) => [date, kind]),
  );
  return nextYearDays(
    days.map(({ date, kind, bellScheduleId, reason }) => ({ date, kind, bellScheduleId, reason })),
    regular,
  )
    .filter(({ date }) => date >= to.startDate && date <= to.endDate)
    .map((day) => {
      const kind = decided.get(day.date);
      if (kind === undefined || kind === day.kind) return day;
      return { ...day, kind, bellScheduleId: kind === 'instruction' ? regular : null, reason: null };
    });
}

/** The year that is copied, and the one it becomes. */
interface YearCopy {
  readonly endYear: number;
  readonly schoolYearId: string;
  readonly from: Span;
  readonly to: Span;
}

/** After so many days of a calendar, and after each room, others get their turn. */
const DAYS_A_STEP = 60;

function* copyCalendar(
  writer: Writer,
  calendar: ListedCalendar,
  { endYear, schoolYearId, from, to }: YearCopy,
  decisions: readonly DayDecision[],
  newId: () => string,
): Generator<void, void> {
  const { schoolName: _name, ...row } = calendar;
  const calendarId = newId();
  put(writer, 'calendar', { ...row, id: calendarId, schoolYearId, name: nextYearName(row.name, endYear) });
  const bells = new Map<string, string>();
  for (const bell of bellsFor(writer, calendar.id)) {
    const id = newId();
    bells.set(bell.id, id);
    put(writer, 'bellSchedule', { ...bell, id, calendarId });
    for (const block of writer.rows<Row<'bellBlock'>>(
      'SELECT * FROM bellBlock WHERE bellScheduleId = ?',
      bell.id,
    ))
      put(writer, 'bellBlock', { ...block, id: newId(), bellScheduleId: id });
  }
  for (const [at, day] of draftDays(writer, calendar.id, to, decisions).entries()) {
    if (at % DAYS_A_STEP === 0) yield;
    const { date, kind, bellScheduleId, reason } = day;
    putKeyed(writer, 'calendarDay', {
      calendarId,
      date,
      kind,
      reason,
      bellScheduleId: bellScheduleId === null ? null : (bells.get(bellScheduleId) ?? null),
    });
  }
  const reporting = writer.rows<Row<'calendarReporting'>>(
    'SELECT * FROM calendarReporting WHERE calendarId = ?',
    calendar.id,
  )[0];
  if (reporting) {
    const { id: _id, ...said } = reporting;
    putKeyed(writer, 'calendarReporting', { ...said, calendarId });
  }
  for (const term of writer.rows<Row<'term'>>('SELECT * FROM term WHERE calendarId = ?', calendar.id))
    put(writer, 'term', {
      ...term,
      id: newId(),
      calendarId,
      ...nextYearTerm(term, from, to),
    });
}

/** Rooms and classes with their teachers; nobody sits in them yet. */
function* copyRooms(writer: Writer, from: string, to: string, newId: () => string): Generator<void, void> {
  requiredRow(writer, 'schoolYear', to);
  const there = new Set(
    writer
      .rows<{ key: string }>(
        "SELECT schoolId || ' ' || number AS key FROM section WHERE schoolYearId = ?",
        to,
      )
      .map(({ key }) => key),
  );
  for (const room of writer.rows<Row<'section'>>(
    'SELECT * FROM section WHERE schoolYearId = ? ORDER BY id',
    from,
  )) {
    if (there.has(`${room.schoolId} ${room.number}`)) continue;
    yield;
    const id = newId();
    put(writer, 'section', { ...room, id, schoolYearId: to });
    const scale = writer.rows<Row<'sectionScale'>>(
      'SELECT * FROM sectionScale WHERE sectionId = ?',
      room.id,
    )[0];
    if (scale) putKeyed(writer, 'sectionScale', { sectionId: id, scaleId: scale.scaleId });
    const facts = writer.rows<Row<'sectionFacts'>>(
      'SELECT * FROM sectionFacts WHERE sectionId = ?',
      room.id,
    )[0];
    if (facts) {
      const { id: _id, ...session } = facts;
      putKeyed(writer, 'sectionFacts', { ...session, sectionId: id });
    }
  }
}
