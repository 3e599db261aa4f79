import { calendarReporting, modesOf } from '#db/school/calendar-reporting.ts';
import { bellsOf, listCalendars, schoolDaysOf } from '#db/school/calendars.ts';
import type { Reader } from '#db/system/connection.ts';
import { sql } from '#db/system/connection.ts';
import { minutesOf } from '#domain/school/school-day.ts';
import { Failure } from '#domain/system/failure.ts';

/** The district's outline: its legal entities, schools, years and calendars. */
export function schoolOverview(reader: Reader) {
  return {
    districts: reader.all(
      sql
        .selectFrom('district')
        .select(['id', 'name', 'number', 'legalEntity', 'phone', 'street', 'city', 'zip'])
        .orderBy('number'),
    ),
    schools: reader.all(
      sql
        .selectFrom('school')
        .select(['id', 'name', 'number', 'districtId', 'phone', 'street', 'city', 'zip'])
        .orderBy('number'),
    ),
    calendars: listCalendars(reader),
    years: reader.all(sql.selectFrom('schoolYear').selectAll().orderBy('endYear', 'desc')),
  };
}

/** One calendar with its days, bells and the ledger of hours lost and made up. */
export function calendarPage(reader: Reader, calendarId: string) {
  const facts = listCalendars(reader).find((calendar) => calendar.id === calendarId);
  if (!facts) throw new Failure('not-found', 'That calendar is not here any more.');
  const days = schoolDaysOf(reader, calendarId);
  const minutes = new Map(days.map((day) => [day.date, minutesOf(day.blocks)]));
  const bells = bellsOf(reader, calendarId);
  return {
    id: facts.id,
    name: facts.name,
    schoolId: facts.schoolId,
    schoolName: facts.schoolName,
    reporting: calendarReporting(reader, calendarId),
    modes: modesOf(reader, calendarId),
    terms: reader.all(
      sql
        .selectFrom('term')
        .select(['id', 'name', 'startDate', 'endDate'])
        .where('calendarId', '=', calendarId)
        .orderBy('position'),
    ),
    endYear: facts.endYear,
    instructionDays: days.filter((day) => day.blocks.length > 0).length,
    instructionMinutes: [...minutes.values()].reduce((sum, n) => sum + n, 0),
    days: reader
      .all(
        sql
          .selectFrom('calendarDay')
          .select(['date', 'kind', 'reason', 'bellScheduleId'])
          .where('calendarId', '=', calendarId)
          .orderBy('date'),
      )
      .map((day) => ({ ...day, minutes: minutes.get(day.date) ?? 0 })),
    bells: reader
      .all(
        sql
          .selectFrom('bellSchedule')
          .select(['id', 'name'])
          .where('calendarId', '=', calendarId)
          .orderBy('name'),
      )
      .map((schedule) => {
        const blocks = bells.filter((bell) => bell.bellScheduleId === schedule.id);
        return {
          ...schedule,
          minutes: blocks.reduce((sum, b) => sum + (b.instructional ? b.minutes : 0), 0),
          blocks: blocks.map(({ name, minutes: length, startTime, endTime, instructional }) => ({
            name,
            minutes: length,
            startTime,
            endTime,
            instructional: instructional === 1,
          })),
        };
      }),
    ledger: reader.all(
      sql
        .selectFrom('hoursLedgerLine')
        .select(['date', 'minutes', 'reason'])
        .where('calendarId', '=', calendarId)
        .orderBy('date'),
    ),
  };
}
