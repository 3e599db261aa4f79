/**
 * School days are civil dates: ISO text YYYY-MM-DD, years 0001 to 9999, no clock and no time zone. ISO text sorts
 * like the days themselves, so plain `<` compares two of them. Functions here expect a valid date; text from
 * outside goes through `readCivilDate` first (`read-civil-date.ts`).
 */
export type CivilDate = string;

/** Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days in a month of that year; the month counts from 1. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

export function yearOf(date: CivilDate): number {
  return digits(date, 0, 4);
}

/** 1 to 12. */
export function monthOf(date: CivilDate): number {
  return digits(date, 5, 7);
}

/** 1 to 31. */
export function dayOf(date: CivilDate): number {
  return digits(date, 8, 10);
}

/** True for a real day written YYYY-MM-DD. */
export function isCivilDate(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const [year, month, day] = [yearOf(text), monthOf(text), dayOf(text)];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The date of that year, month (1–12) and day. Throws a RangeError for a day that does not exist. */
export function civilDate(year: number, month: number, day: number): CivilDate {
  const text = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
  if (!isCivilDate(text)) throw new RangeError(`${text} is not a day of the calendar.`);
  return text;
}

/** Negative, zero or positive, for sorting. */
export function compareDates(a: CivilDate, b: CivilDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function earlier(a: CivilDate, b: CivilDate): CivilDate {
  return b < a ? b : a;
}

export function later(a: CivilDate, b: CivilDate): CivilDate {
  return b > a ? b : a;
}

/** Days since 1970-01-01, negative before it (Gregorian calendar throughout). */
export function dayNumber(date: CivilDate): number {
  const month = monthOf(date);
  // Years that begin in March put the leap day last.
  const year = month <= 2 ? yearOf(date) - 1 : yearOf(date);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOf(date) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date that `dayNumber` numbers. Throws a RangeError outside the years 1 to 9999. */
export function dateOfDayNumber(number: number): CivilDate {
  const shifted = number + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return civilDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

export function addDays(date: CivilDate, days: number): CivilDate {
  const day = dayOf(date) + days;
  // Most steps stay inside the month.
  if (day >= 1 && day <= 28) return date.slice(0, 8) + pad(day);
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Days from `from` to `to`, both not counted together: the next day is 1, the same day 0. */
export function daysFrom(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Every date from one through another, both counted. */
export function datesBetween(from: CivilDate, through: CivilDate): CivilDate[] {
  return Array.from({ length: Math.max(0, daysFrom(from, through) + 1) }, (_, step) => addDays(from, step));
}

/** Same day of another month; a day the month does not have becomes its last: Jan 31 + 1 month is Feb 28 or 29. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const count = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(count / 12);
  const month = count - year * 12 + 1;
  return civilDate(year, month, Math.min(dayOf(date), daysInMonth(year, month)));
}

/** Same day of another year; February 29 becomes February 28 in a common year. */
export function addYears(date: CivilDate, years: number): CivilDate {
  return addMonths(date, years * 12);
}

export function weekdayOf(date: CivilDate): Weekday {
  // 1970-01-01 was a Thursday.
  return (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** The first such weekday on that date or after it. */
export function weekdayOnOrAfter(date: CivilDate, weekday: Weekday): CivilDate {
  return addDays(date, (weekday - weekdayOf(date) + 7) % 7);
}

/** First Monday of a month (1–12): the state's count days. Source: MCA 20-9-311. */
export function firstMonday(year: number, month: number): CivilDate {
  return weekdayOnOrAfter(civilDate(year, month, 1), 1);
}

/** Full years lived on that day. A child born on February 29 is a year older on March 1 of a common year. */
export function ageOn(birthDate: CivilDate, date: CivilDate): number {
  const years = yearOf(date) - yearOf(birthDate);
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Ending year of the school fiscal year, July 1 to June 30, that holds the day: 2026-08-20 is in 2027. */
export function schoolYearOf(date: CivilDate): number {
  return date.slice(5) >= '07-01' ? yearOf(date) + 1 : yearOf(date);
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
