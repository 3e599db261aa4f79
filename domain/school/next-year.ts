import { addDays, addYears, type CivilDate, earlier, later, weekdayOf } from '#domain/system/civil-date.ts';

/** 52 weeks: the same weekday, a day or two earlier in the date. */
export const YEAR_SHIFT_DAYS = 364;

interface Day {
  readonly date: CivilDate;
  readonly kind: string;
  readonly bellScheduleId: string | null;
  readonly reason: string | null;
}

export interface NextYearDay extends Day {
  /** Somebody should look: a holiday may fall on another day, an emergency does not repeat. */
  readonly confirm: boolean;
}

/** The same place in the week one year on. */
export const shiftYear = (date: CivilDate): CivilDate => addDays(date, YEAR_SHIFT_DAYS);

export interface Span {
  readonly startDate: CivilDate;
  readonly endDate: CivilDate;
}

/** The school year after this one, on the same dates: July 1 stays July 1 (the fiscal year of 20-1-301). */
export const yearAfter = ({ startDate, endDate }: Span): Span => ({
  startDate: addYears(startDate, 1),
  endDate: addYears(endDate, 1),
});

/** A term one year on: on its weekdays, or with the year where it began or ended with it; never beyond the year. */
export const nextYearTerm = (term: Span, from: Span, to: Span): Span => ({
  startDate:
    term.startDate === from.startDate ? to.startDate : later(shiftYear(term.startDate), to.startDate),
  endDate: term.endDate === from.endDate ? to.endDate : earlier(shiftYear(term.endDate), to.endDate),
});

/** A name that says the year it is for, of the year after: "Grades 4–8 2026-27" is "Grades 4–8 2027-28". */
export function nextYearName(name: string, endYear: number): string {
  const [first, last] = [String(endYear - 1), String(endYear)];
  return name.replaceAll(
    new RegExp(`\\b${first}([-–/])(${last}|${last.slice(2)})\\b`, 'g'),
    (_all, dash: string, end: string) => `${last}${dash}${String(endYear + 1).slice(-end.length)}`,
  );
}

/**
 * A year's days as a first draft of the next: shifted to the same weekdays. Holidays and vacations stay what they are and
 * are to be confirmed. A day lost to an emergency becomes a school day again, and a make-up day on a weekend is left out:
 * neither repeats. `regular`: the bell schedule most days use.
 */
export function nextYearDays(days: readonly Day[], regular: string | null): NextYearDay[] {
  return days.flatMap((day): NextYearDay[] => {
    const date = shiftYear(day.date);
    if (day.kind === 'closed')
      return [{ date, kind: 'instruction', bellScheduleId: regular, reason: null, confirm: true }];
    if (day.kind === 'instruction' && weekdayOf(day.date) > 5) return [];
    const free = day.kind === 'holiday' || day.kind === 'vacation';
    const special = day.kind === 'instruction' && day.bellScheduleId !== regular;
    return [{ ...day, date, confirm: free || special }];
  });
}

/** The bell schedule that most school days use. */
export function regularBell(days: readonly Day[]): string | null {
  const uses = new Map<string, number>();
  for (const { kind, bellScheduleId } of days)
    if (kind === 'instruction' && bellScheduleId !== null)
      uses.set(bellScheduleId, (uses.get(bellScheduleId) ?? 0) + 1);
  return [...uses].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
}
