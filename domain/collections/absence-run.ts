import type { CivilDate } from '#domain/system/civil-date.ts';

/** One school day of a pupil's own calendar, with what was missed of it in minutes. */
export interface CountedDay {
  readonly date: CivilDate;
  readonly minutes: number;
  readonly missed: number;
}

/** Consecutive school days missed whole, seen from a count date. */
export interface AbsenceRun {
  /** The count date itself was missed whole. */
  readonly absentOnCountDate: boolean;
  /** Days missed in a row through the count date; 0 where the pupil was there for any part of it. */
  readonly throughCountDate: number;
  /** Days missed in a row that ended on the school day before the count date. */
  readonly beforeCountDate: number;
  /** First day of the run that is longest of the two; null without one. */
  readonly from: CivilDate | null;
}

export type TenDayOutcome = 'counted' | 'excluded' | 'review';

const missedWhole = (day: CountedDay): boolean => day.minutes > 0 && day.missed >= day.minutes;

/**
 * The run of days missed whole that reaches the count date. `days` are the instruction days on which the pupil was
 * enrolled, in order; closed and PIR days are not among them, so they neither break a run nor count. Being there for any
 * part of a day breaks it. Source: ARM 10.20.102; days of the pupil's own calendar.
 */
export function absenceRun(days: readonly CountedDay[], countDate: CivilDate): AbsenceRun {
  const upTo = days.filter((day) => day.date <= countDate && day.minutes > 0);
  const last = upTo.at(-1);
  const onCount = last?.date === countDate ? last : undefined;
  const before = onCount ? upTo.slice(0, -1) : upTo;
  let length = 0;
  while (length < before.length && missedWhole(before[before.length - 1 - length] as CountedDay)) length += 1;
  const absentOnCountDate = onCount !== undefined && missedWhole(onCount);
  const first = length > 0 ? (before[before.length - length] as CountedDay).date : null;
  return {
    absentOnCountDate,
    throughCountDate: absentOnCountDate ? length + 1 : 0,
    beforeCountDate: length,
    from: first ?? (absentOnCountDate ? countDate : null),
  };
}

/**
 * Whether the run leaves the pupil out of the count. A run as long that ended the day before, with the pupil back on the
 * count date itself, is for a person to decide: the statute wants attendance resumed before the count date, the rule
 * speaks of a run that includes it. Sources: MCA 20-9-311, ARM 10.20.102.
 */
export function tenDayOutcome(run: AbsenceRun, consecutiveDays: number): TenDayOutcome {
  if (run.throughCountDate >= consecutiveDays) return 'excluded';
  if (!run.absentOnCountDate && run.beforeCountDate >= consecutiveDays) return 'review';
  return 'counted';
}
