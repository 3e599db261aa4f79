import type { DatedMark, Stay, YearTotals } from '#domain/attendance/year-totals.ts';
import type { SchoolDay } from '#domain/school/school-day.ts';

/**
 * The oracle: every day visited, one rational number, rules spelled out a second time and shared with nothing. Half a
 * day is the ESSA threshold here.
 */
export function slowTotals(
  days: readonly SchoolDay[],
  stay: Stay,
  marks: readonly DatedMark[],
): Pick<YearTotals, 'daysEnrolled' | 'adaDaysPresent' | 'essaDaysAbsent'> {
  let daysEnrolled = 0;
  let essaDaysAbsent = 0;
  let top = 0n;
  let bottom = 1n;
  for (const { date, blocks } of days) {
    const length = blocks.reduce((sum, { minutes }) => sum + minutes, 0);
    if (length === 0 || date < stay.startDate || (stay.endDate !== null && date > stay.endDate)) continue;
    daysEnrolled++;
    let missed = 0;
    for (const { name, minutes } of blocks) {
      const here = marks.filter((made) => made.date === date && made.block === name && made.code !== null);
      const held =
        here.find(({ source }) => source === 'office') ?? here.find(({ source }) => source === 'teacher');
      if (held) missed += taken(held, minutes);
    }
    top = top * BigInt(length) + BigInt(length - missed) * bottom;
    bottom *= BigInt(length);
    if (missed / length >= 0.5) essaDaysAbsent++;
  }
  const hundredths = (2n * 100n * top + bottom) / (2n * bottom);
  const text = hundredths.toString().padStart(3, '0');
  return { daysEnrolled, adaDaysPresent: `${text.slice(0, -2)}.${text.slice(-2)}`, essaDaysAbsent };
}

function taken({ code, minutes }: DatedMark, whole: number): number {
  switch (code) {
    case 'A':
    case 'AE':
    case 'AU':
    case 'SO':
      return minutes === null ? whole : Math.max(0, Math.min(whole, minutes));
    case 'T':
    case 'LE':
      return Math.max(0, Math.min(whole, minutes ?? 0));
    default:
      return 0;
  }
}
