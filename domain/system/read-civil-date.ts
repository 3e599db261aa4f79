import { type CivilDate, daysInMonth, isCivilDate } from '#domain/system/civil-date.ts';
import { type Reading, readAs, unreadable } from '#domain/system/reading.ts';

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const SLASH = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/;

/**
 * A date as people and files write it: 2026-10-06, 10/6/2026, 10-06-2026. Two-digit years are refused, because a
 * birth date and a start date would read them differently. The problem is a sentence for the one who typed it.
 */
export function readCivilDate(text: string): Reading<CivilDate> {
  const trimmed = text.trim();
  if (isCivilDate(trimmed)) return readAs(trimmed);
  if (trimmed === '') return unreadable('The date is missing. Write it like 10/6/2026.');
  const iso = ISO.exec(trimmed);
  const slash = SLASH.exec(trimmed);
  if (slash && slash[3]?.length === 2)
    return unreadable(`"${trimmed}" has a year of two digits. Write all four, like 10/6/2026.`);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : slash
      ? [slash[3], slash[1], slash[2]]
      : [undefined, undefined, undefined];
  if (year === undefined || month === undefined || day === undefined)
    return unreadable(`"${trimmed}" is not a date. Write it like 10/6/2026 or 2026-10-06.`);
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (isCivilDate(date)) return readAs(date);
  const monthNumber = Number(month);
  if (monthNumber < 1 || monthNumber > 12)
    return unreadable(
      `"${trimmed}" has month ${monthNumber}. Months go from 1 to 12; the month comes first.`,
    );
  if (Number(year) < 1) return unreadable(`"${trimmed}" has no such year.`);
  return unreadable(
    `"${trimmed}" has day ${Number(day)}. That month has ${daysInMonth(Number(year), monthNumber)} days.`,
  );
}
