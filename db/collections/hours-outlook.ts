import { countRulesOfYear } from '#db/collections/count-rules.ts';
import { CALENDAR_EXCLUDES } from '#db/school/calendar-reporting.ts';
import { calendarIndexOf, listCalendars } from '#db/school/calendars.ts';
import type { Reader } from '#db/system/connection.ts';
import { hoursText, projectHours } from '#domain/collections/aggregate-hours.ts';

/** One calendar's year against one grade band's minimum. Hours as decimal text. */
export interface HoursLine {
  readonly calendarId: string;
  readonly calendarName: string;
  readonly schoolNumber: string;
  readonly schoolName: string;
  readonly band: string;
  readonly label: string;
  readonly days: number;
  readonly scheduled: string;
  readonly minimum: string;
  readonly short: string;
  /** Hours lost to closures and made up so far, from the ledger. */
  readonly lost: string;
  readonly madeUp: string;
}

/** Scheduled instructional hours of the whole year by calendar and grade band, beside the minimum. Source: MCA 20-1-301. */
export function hoursOutlook(reader: Reader, endYear: number): HoursLine[] {
  const rules = countRulesOfYear(reader, endYear);
  return listCalendars(reader)
    .filter((calendar) => calendar.endYear === endYear)
    .flatMap((calendar) => {
      const grades = new Set(
        reader
          .rows<{ grade: string }>(
            `SELECT DISTINCT e.grade FROM enrollment e WHERE e.calendarId = ? AND ${CALENDAR_EXCLUDES} IS NULL`,
            calendar.id,
          )
          .map(({ grade }) => grade),
      );
      const index = calendarIndexOf(reader, calendar.id);
      const ledger = reader.rows<{ lost: number | null; made: number | null }>(
        `SELECT sum(CASE WHEN minutes < 0 THEN -minutes END) AS lost, sum(CASE WHEN minutes > 0 THEN minutes END) AS made
          FROM hoursLedgerLine WHERE calendarId = ?`,
        calendar.id,
      )[0];
      return projectHours(index, grades, rules.minimumHours).map((line) => ({
        calendarId: calendar.id,
        calendarName: calendar.name,
        schoolNumber: calendar.schoolNumber,
        schoolName: calendar.schoolName,
        band: line.band,
        label: line.label,
        days: index.dates.length,
        scheduled: hoursText(line.scheduledMinutes),
        minimum: hoursText(line.minimumMinutes),
        short: hoursText(line.shortMinutes),
        lost: hoursText(ledger?.lost ?? 0),
        madeUp: hoursText(ledger?.made ?? 0),
      }));
    });
}
