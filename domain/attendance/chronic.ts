import type { AttendanceThresholds } from '#domain/attendance/thresholds.ts';
import type { YearTotals } from '#domain/attendance/year-totals.ts';
import { decimalText, ratio } from '#domain/system/fraction.ts';

/** One pupil at one school in one year. */
export interface ChronicAbsence {
  readonly daysEnrolled: number;
  readonly essaDaysAbsent: number;
  /** Share absent in percent, one decimal half up: "10.0". Null without a day enrolled. */
  readonly percentAbsent: string | null;
  /** Absent the threshold share or more of the days enrolled. Decided exactly, never from the rounded percent. */
  readonly chronic: boolean;
  /** Fewer days than the federal file takes. */
  readonly tooFewDays: boolean;
  /** Further ESSA days absent before the pupil is chronic, the days enrolled staying as they are; 0 when he is. */
  readonly daysUntilChronic: number;
}

/**
 * Chronic absence: 10 percent or more of the days enrolled at one school, all of the pupil's enrollments there in the
 * year added. Source: OPI notices on ESSA chronic absenteeism.
 */
export function chronicAbsence(
  enrollmentsAtOneSchool: Iterable<Pick<YearTotals, 'daysEnrolled' | 'essaDaysAbsent'>>,
  thresholds: Pick<AttendanceThresholds, 'chronic' | 'fewestDaysEnrolled'>,
): ChronicAbsence {
  let daysEnrolled = 0;
  let essaDaysAbsent = 0;
  for (const enrollment of enrollmentsAtOneSchool) {
    daysEnrolled += enrollment.daysEnrolled;
    essaDaysAbsent += enrollment.essaDaysAbsent;
  }
  const { numerator, denominator } = thresholds.chronic;
  const needed = Math.ceil((daysEnrolled * numerator) / denominator);
  return {
    daysEnrolled,
    essaDaysAbsent,
    percentAbsent: daysEnrolled === 0 ? null : decimalText(ratio(100 * essaDaysAbsent, daysEnrolled), 1),
    chronic: daysEnrolled > 0 && essaDaysAbsent * denominator >= daysEnrolled * numerator,
    tooFewDays: daysEnrolled < thresholds.fewestDaysEnrolled,
    daysUntilChronic: daysEnrolled === 0 ? 0 : Math.max(0, needed - essaDaysAbsent),
  };
}
