import { type CivilDate, dayOf, monthOf, weekdayOf, yearOf } from '#domain/system/civil-date.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** The way dates read on screens and in messages: "Tue Oct 7, 2025". */
export function dateInWords(date: CivilDate): string {
  return `${WEEKDAYS[weekdayOf(date) - 1]} ${MONTHS[monthOf(date) - 1]} ${dayOf(date)}, ${yearOf(date)}`;
}

/** "Oct 7", where the year is plain from the page. */
export function shortDateInWords(date: CivilDate): string {
  return `${MONTHS[monthOf(date) - 1]} ${dayOf(date)}`;
}

/** "10/07/2025", as the state's files and printed forms want it. */
export function slashDate(date: CivilDate): string {
  return `${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)}`;
}

/** "2026-27" for the school year that ends in 2027. */
export function schoolYearInWords(endYear: number): string {
  return `${endYear - 1}-${String(endYear % 100).padStart(2, '0')}`;
}
