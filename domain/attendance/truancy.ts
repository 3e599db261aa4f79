import { missedOfBlock } from '#domain/attendance/block-missed.ts';
import { type CodeTable, UNEXCUSED } from '#domain/attendance/code-table.ts';
import { effectiveMarks } from '#domain/attendance/effective-mark.ts';
import type { TruancyThresholds } from '#domain/attendance/thresholds.ts';
import type { DatedMark } from '#domain/attendance/year-totals.ts';
import type { CalendarIndex } from '#domain/school/calendar-index.ts';
import type { SchoolDay } from '#domain/school/school-day.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { decimalText, ratio } from '#domain/system/fraction.ts';

export type TruancyMeasure = 'days' | 'parts' | 'mix';

/** Unexcused absence of one pupil in one school year. */
export interface Truancy {
  /** Days missed whole without excuse. */
  readonly days: number;
  /** Blocks missed without excuse for a class period or longer; those of whole days are among them. */
  readonly parts: number;
  /** Whole days, and the other parts at their weight, one decimal half up: "5.5". */
  readonly daysAndParts: string;
  /** Which limit of habitual truancy is reached; `mix` only where neither other one is. Empty: none. */
  readonly met: readonly TruancyMeasure[];
  /** The highest early-warning level reached, or null. */
  readonly warning: number | null;
}

/**
 * Habitual truancy: unexcused absences of 9 or more days or 54 or more parts of a day in a school year
 * (MCA 20-5-106); days and parts mixed is a local default. Absences not yet explained do not count.
 */
export function truancy(
  calendar: CalendarIndex,
  marks: Iterable<DatedMark>,
  codes: CodeTable,
  thresholds: TruancyThresholds,
): Truancy {
  const byDate = new Map<CivilDate, DatedMark[]>();
  for (const mark of marks) {
    const day = byDate.get(mark.date);
    if (day) day.push(mark);
    else byDate.set(mark.date, [mark]);
  }
  let days = 0;
  let parts = 0;
  let looseParts = 0;
  for (const [date, dayMarks] of byDate) {
    const day = calendar.dayOn.get(date);
    if (!day) continue;
    const unexcused = unexcusedOn(day, dayMarks, codes, thresholds.partMinutes);
    parts += unexcused.parts;
    if (unexcused.wholeDay) days += 1;
    else looseParts += unexcused.parts;
  }
  // In parts, so that nothing is divided: six parts weigh a day.
  const weight = days * thresholds.partsPerDay + looseParts;
  const met: TruancyMeasure[] = [];
  if (days >= thresholds.days) met.push('days');
  if (parts >= thresholds.parts) met.push('parts');
  if (met.length === 0 && weight >= thresholds.days * thresholds.partsPerDay) met.push('mix');
  const reached = thresholds.warnAt.filter(
    (level) => Math.max(weight, parts) >= level * thresholds.partsPerDay,
  );
  return {
    days,
    parts,
    daysAndParts: decimalText(ratio(weight, thresholds.partsPerDay), 1),
    met,
    warning: reached.length === 0 ? null : Math.max(...reached),
  };
}

function unexcusedOn(
  day: SchoolDay,
  marks: readonly DatedMark[],
  codes: CodeTable,
  partMinutes: number,
): { wholeDay: boolean; parts: number } {
  const effective = effectiveMarks(marks);
  let parts = 0;
  let wholeDay = true;
  for (const block of day.blocks) {
    const mark = effective.get(block.name);
    const unexcused = mark?.code && codes.get(mark.code)?.excuse === UNEXCUSED;
    const missed = unexcused ? missedOfBlock(block.minutes, mark, codes).minutes : 0;
    if (missed < block.minutes) wholeDay = false;
    if (missed > 0 && missed >= Math.min(block.minutes, partMinutes)) parts += 1;
  }
  return { wholeDay: wholeDay && day.blocks.length > 0, parts };
}
