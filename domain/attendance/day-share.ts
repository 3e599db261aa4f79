import { missedOfBlock } from '#domain/attendance/block-missed.ts';
import type { CodeTable } from '#domain/attendance/code-table.ts';
import { type BlockMark, effectiveMarks } from '#domain/attendance/effective-mark.ts';
import { type DayBlock, minutesOf } from '#domain/school/school-day.ts';
import type { Share } from '#domain/system/fraction.ts';

/** What the arithmetic needs to know about one school year: its codes and its thresholds. */
export interface AttendanceRules {
  readonly codes: CodeTable;
  /** Share of a day missed that makes a whole ESSA day absent. Half, since OPI's ESSA notices. */
  readonly essaDay: Share;
}

/** One pupil's one instruction day. */
export interface DayShare {
  /** Instructional minutes of the pupil's own calendar day; never 0. */
  readonly minutes: number;
  /** Minutes missed, from 0 to `minutes`. */
  readonly missed: number;
  /** Present share of the day, exact: what the day adds to ADA days present. */
  readonly present: Share;
  /** The day is one ESSA day absent: half or more of it was missed. */
  readonly essaAbsent: boolean;
  /** A tardy or early leaving waits for its minutes. */
  readonly minutesUnknown: boolean;
  /** Codes this school year does not know, counted as present. */
  readonly unknownCodes: readonly string[];
}

/**
 * One day out of its blocks and all marks made on it, whatever their order. Null where the day has no instructional
 * minutes: a PIR day, holiday or closed day is no day at all. Marks on blocks the day does not have are set aside.
 * Source: OPI's ESSA notices and end-of-year attendance totals.
 */
export function dayShare(
  blocks: readonly DayBlock[],
  marks: readonly BlockMark[],
  rules: AttendanceRules,
): DayShare | null {
  const minutes = minutesOf(blocks);
  if (minutes === 0) return null;
  const effective = effectiveMarks(marks);
  const unknownCodes: string[] = [];
  let missed = 0;
  let minutesUnknown = false;
  for (const block of blocks) {
    const mark = effective.get(block.name);
    const part = missedOfBlock(block.minutes, mark, rules.codes);
    missed += part.minutes;
    minutesUnknown ||= part.minutesUnknown;
    if (part.codeUnknown && mark?.code) unknownCodes.push(mark.code);
  }
  return {
    minutes,
    missed,
    present: { numerator: minutes - missed, denominator: minutes },
    essaAbsent: missed > 0 && missed * rules.essaDay.denominator >= minutes * rules.essaDay.numerator,
    minutesUnknown,
    unknownCodes,
  };
}
