import { addDays, type CivilDate, weekdayOf } from '#domain/system/civil-date.ts';

/** Working days the law gives for sending a pupil's records. Source: MCA 20-1-213. */
export const RECORDS_WORKING_DAYS = 5;

/**
 * The day by which something asked for on `from` is due: that many working days later. Saturdays and Sundays are none, nor
 * are days the local calendar closes. A day the calendar does not hold (summer) is a working day of the office.
 */
export function dueInWorkingDays(from: CivilDate, days: number, closed: ReadonlySet<CivilDate>): CivilDate {
  let date = from;
  for (let left = days; left > 0; ) {
    date = addDays(date, 1);
    if (weekdayOf(date) <= 5 && !closed.has(date)) left--;
  }
  return date;
}
