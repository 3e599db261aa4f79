import type { Reader } from '#db/system/connection.ts';
import { sql } from '#db/system/connection.ts';
import { requiredRow } from '#db/system/rows.ts';
import { type CalendarIndex, indexCalendar } from '#domain/school/calendar-index.ts';
import { type SchoolDay, schoolDays } from '#domain/school/school-day.ts';
import type { Row } from '#domain/sync/registry.ts';

export interface CalendarFacts {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly schoolId: string;
  readonly schoolNumber: string;
  readonly schoolName: string;
  readonly endYear: number;
}

/** Calendars with their school and year, newest year first. */
export function listCalendars(reader: Reader): CalendarFacts[] {
  return reader.all(
    sql
      .selectFrom('calendar')
      .innerJoin('school', 'school.id', 'calendar.schoolId')
      .innerJoin('schoolYear', 'schoolYear.id', 'calendar.schoolYearId')
      .select([
        'calendar.id',
        'calendar.number',
        'calendar.name',
        'calendar.schoolId',
        'school.number as schoolNumber',
        'school.name as schoolName',
        'schoolYear.endYear',
      ])
      .orderBy('schoolYear.endYear', 'desc')
      .orderBy('school.number')
      .orderBy('calendar.number'),
  );
}

/** Every bell schedule's blocks of one calendar. */
export function bellsOf(reader: Reader, calendarId: string): Row<'bellBlock'>[] {
  return reader.all(
    sql
      .selectFrom('bellBlock')
      .innerJoin('bellSchedule', 'bellSchedule.id', 'bellBlock.bellScheduleId')
      .selectAll('bellBlock')
      .where('bellSchedule.calendarId', '=', calendarId)
      .orderBy('bellBlock.position'),
  );
}

/** The days of one calendar, in order, with the blocks that count. */
export function schoolDaysOf(reader: Reader, calendarId: string): readonly SchoolDay[] {
  const days = reader.all(
    sql.selectFrom('calendarDay').selectAll().where('calendarId', '=', calendarId).orderBy('date'),
  );
  return schoolDays(days, bellsOf(reader, calendarId));
}

/** A calendar ready for counting. Costs one pass over its days. */
export function calendarIndexOf(reader: Reader, calendarId: string): CalendarIndex {
  return indexCalendar(schoolDaysOf(reader, calendarId));
}

/** One day of one calendar; no blocks where it is no instruction day or not in the calendar. */
export function schoolDayOf(reader: Reader, calendarId: string, date: string): SchoolDay {
  const row = dayRow(reader, calendarId, date);
  return schoolDays(row ? [row] : [], bellsOf(reader, calendarId))[0] ?? { date, blocks: [] };
}

export function dayRow(reader: Reader, calendarId: string, date: string): Row<'calendarDay'> | undefined {
  return reader.one(
    sql.selectFrom('calendarDay').selectAll().where('calendarId', '=', calendarId).where('date', '=', date),
  );
}

export function endYearOfCalendar(reader: Reader, calendarId: string): number {
  const calendar = requiredRow(reader, 'calendar', calendarId);
  return requiredRow(reader, 'schoolYear', calendar.schoolYearId).endYear;
}
