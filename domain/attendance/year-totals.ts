import { type AttendanceRules, type DayShare, dayShare } from '#domain/attendance/day-share.ts';
import type { BlockMark } from '#domain/attendance/effective-mark.ts';
import { type CalendarIndex, instructionDaysBetween } from '#domain/school/calendar-index.ts';
import type { DayBlock } from '#domain/school/school-day.ts';
import { type CivilDate, earlier } from '#domain/system/civil-date.ts';
import { FractionSum } from '#domain/system/fraction.ts';

export type DatedMark = BlockMark & { readonly date: CivilDate };

/** One enrollment's days: both ends count as enrolled; no end means to the end of the calendar. */
export interface Stay {
  readonly startDate: CivilDate;
  readonly endDate: CivilDate | null;
}

/** The numbers stored per enrollment (end-of-year attendance totals; OPI: neither is derived from the other). */
export interface YearTotals {
  /** Instruction days of the pupil's calendar within the enrollment. */
  readonly daysEnrolled: number;
  /** Sum of the present shares of those days, two decimals, half up: "165.83". */
  readonly adaDaysPresent: string;
  /** Whole days of which half or more was missed. */
  readonly essaDaysAbsent: number;
  /** Days with a tardy or early leaving whose minutes are missing. */
  readonly daysWithMinutesUnknown: number;
  /** Days with a code the year does not know. */
  readonly daysWithUnknownCode: number;
}

/** Totals in the making: exact, and able to take back one day and put in another. */
export interface RunningTotals {
  readonly daysEnrolled: number;
  /** Sum of missed shares: days present are days enrolled less this. */
  readonly missed: FractionSum;
  readonly essaDaysAbsent: number;
  readonly daysWithMinutesUnknown: number;
  readonly daysWithUnknownCode: number;
}

/**
 * One enrollment's totals out of its calendar and its marks alone: days without a mark are only counted, never
 * visited, so a pupil costs as much as he has exceptions. Marks outside the enrollment or on no instruction day are
 * set aside. `through` (today, for totals to date) cuts the year short. `taught`: the blocks of a day that are the pupil's
 * own, where he or she is not there for all of it.
 */
export function runningTotals(
  calendar: CalendarIndex,
  stay: Stay,
  marks: Iterable<DatedMark>,
  rules: AttendanceRules,
  through: CivilDate | null = null,
  taught: (date: CivilDate, blocks: readonly DayBlock[]) => readonly DayBlock[] = (_date, blocks) => blocks,
): RunningTotals {
  const end =
    stay.endDate !== null && through !== null ? earlier(stay.endDate, through) : (stay.endDate ?? through);
  const byDate = new Map<CivilDate, DatedMark[]>();
  for (const mark of marks) {
    if (mark.code === null || mark.date < stay.startDate || (end !== null && mark.date > end)) continue;
    const day = byDate.get(mark.date);
    if (day) day.push(mark);
    else byDate.set(mark.date, [mark]);
  }
  const totals = {
    daysEnrolled: instructionDaysBetween(calendar, stay.startDate, end),
    missed: new FractionSum(),
    essaDaysAbsent: 0,
    daysWithMinutesUnknown: 0,
    daysWithUnknownCode: 0,
  };
  for (const [date, dayMarks] of byDate) {
    const day = calendar.dayOn.get(date);
    const share = day ? dayShare(taught(date, day.blocks), dayMarks, rules) : null;
    if (share) count(totals, share, 1);
  }
  return totals;
}

/**
 * The totals after one day of the enrollment changed: a new mark, or the day itself became or ceased to be a day
 * (null). The totals given stay as they are.
 */
export function replaceDay(
  totals: RunningTotals,
  before: DayShare | null,
  after: DayShare | null,
): RunningTotals {
  const changed = { ...totals, missed: new FractionSum(totals.missed) };
  if (before) count(changed, before, -1);
  if (after) count(changed, after, 1);
  changed.daysEnrolled += (after ? 1 : 0) - (before ? 1 : 0);
  return changed;
}

/** The numbers as they are stored, shown and sent. */
export function yearTotals(totals: RunningTotals): YearTotals {
  return {
    daysEnrolled: totals.daysEnrolled,
    adaDaysPresent: daysPresent(totals).toDecimal(2),
    essaDaysAbsent: totals.essaDaysAbsent,
    daysWithMinutesUnknown: totals.daysWithMinutesUnknown,
    daysWithUnknownCode: totals.daysWithUnknownCode,
  };
}

/** Days present as an exact sum, to be added over pupils before anything is rounded. */
export function daysPresent(totals: RunningTotals): FractionSum {
  return new FractionSum().add(totals.daysEnrolled, 1).subtractAll(totals.missed);
}

type Counting = { -readonly [K in keyof RunningTotals]: RunningTotals[K] };

function count(totals: Counting, day: DayShare, times: 1 | -1): void {
  if (day.missed > 0) totals.missed.add(times * day.missed, day.minutes);
  if (day.essaAbsent) totals.essaDaysAbsent += times;
  if (day.minutesUnknown) totals.daysWithMinutesUnknown += times;
  if (day.unknownCodes.length > 0) totals.daysWithUnknownCode += times;
}
