import { Failure } from '#domain/system/failure.ts';
import type { Share } from '#domain/system/fraction.ts';

/** Attendance thresholds of the school years from one ending year on. Lives in `resources/attendance`. */
export interface AttendanceThresholds {
  /** First ending year they hold for. */
  readonly fromYear: number;
  /** Last ending year, or null while they hold. */
  readonly toYear: number | null;
  /** Share of a day missed that makes an ESSA day absent. */
  readonly essaDay: Share;
  /** Share of enrolled days absent that is chronic, at or above. */
  readonly chronic: Share;
  /** Share of days present under which the report card speaks of low attendance. */
  readonly lowAttendance: Share;
  /** Consecutive absent instruction days that exclude from ANB. */
  readonly tenDayRule: number;
  /** Fewest days enrolled for the federal chronic-absence file. */
  readonly fewestDaysEnrolled: number;
  readonly truancy: TruancyThresholds;
}

export interface TruancyThresholds {
  /** Unexcused days that make habitual truancy (MCA 20-5-106). */
  readonly days: number;
  /** Unexcused parts of a day that make habitual truancy (MCA 20-5-106). */
  readonly parts: number;
  /** Parts that weigh as much as one day when both are mixed. */
  readonly partsPerDay: number;
  /** Minutes of a class period: a shorter absence is no part of a day. Local default. */
  readonly partMinutes: number;
  /** Days (or their weight in parts) at which to warn early. Local default. */
  readonly warnAt: readonly number[];
}

/**
 * The thresholds of the school year that ends then. Refused where no row covers it, because guessing would make
 * wrong state numbers: somebody asked for a date before the first of them, or long after.
 */
export function thresholdsOf(rows: readonly AttendanceThresholds[], endYear: number): AttendanceThresholds {
  const row = rows.find(
    ({ fromYear, toYear }) => fromYear <= endYear && (toYear === null || endYear <= toYear),
  );
  if (!row) {
    const first = Math.min(...rows.map(({ fromYear }) => fromYear));
    throw new Failure(
      'invalid-input',
      `There are no attendance thresholds for the school year that ends in ${endYear}. ${
        endYear < first
          ? `They begin with the one that ends in ${first}: choose a later date.`
          : 'Choose an earlier date.'
      }`,
      [{ field: 'date', message: 'No attendance thresholds for that school year.' }],
    );
  }
  return row;
}
