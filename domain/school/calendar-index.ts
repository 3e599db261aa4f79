import { minutesOf, type SchoolDay } from '#domain/school/school-day.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';

/**
 * A calendar's instruction days, ready for questions: how many lie between two dates, which blocks a day has.
 * Built once per calendar; every pupil of it shares it.
 */
export interface CalendarIndex {
  /** Dates with instructional minutes, in order, each once. */
  readonly dates: readonly CivilDate[];
  readonly dayOn: ReadonlyMap<CivilDate, SchoolDay>;
}

/** Days without instructional minutes are left out; of two rows for one date the last one holds. */
export function indexCalendar(days: Iterable<SchoolDay>): CalendarIndex {
  const dayOn = new Map<CivilDate, SchoolDay>();
  for (const day of days) {
    if (minutesOf(day.blocks) > 0) dayOn.set(day.date, day);
    else dayOn.delete(day.date);
  }
  return { dates: [...dayOn.keys()].sort(), dayOn };
}

/** Instruction days from one date through another, both counted; no end means through the last day. */
export function instructionDaysBetween(
  calendar: CalendarIndex,
  from: CivilDate,
  through: CivilDate | null,
): number {
  const end = through === null ? calendar.dates.length : countBefore(calendar.dates, through, true);
  return Math.max(0, end - countBefore(calendar.dates, from, false));
}

/** "Day 41 of 180": the number of an instruction day in its year, or null on any other day. */
export function numberOfDay(calendar: CalendarIndex, date: CivilDate): number | null {
  return calendar.dayOn.has(date) ? countBefore(calendar.dates, date, true) : null;
}

/** The instruction day on that date or the next one after it; null after the last. */
export function instructionDayOnOrAfter(calendar: CalendarIndex, date: CivilDate): CivilDate | null {
  return calendar.dates[countBefore(calendar.dates, date, false)] ?? null;
}

/** The last instruction day before that date; null before the first. */
export function instructionDayBefore(calendar: CalendarIndex, date: CivilDate): CivilDate | null {
  return calendar.dates[countBefore(calendar.dates, date, false) - 1] ?? null;
}

/** How many of the ordered dates come before the given one, or with it when `inclusive`. */
function countBefore(dates: readonly CivilDate[], date: CivilDate, inclusive: boolean): number {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = dates[middle] as CivilDate;
    if (there < date || (inclusive && there === date)) low = middle + 1;
    else high = middle;
  }
  return low;
}
