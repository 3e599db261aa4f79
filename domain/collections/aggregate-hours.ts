import type { MinimumHours } from '#domain/collections/count-rules.ts';
import type { CalendarIndex } from '#domain/school/calendar-index.ts';
import { decimalText, ratio } from '#domain/system/fraction.ts';

/** Blocks a pupil is taught in: every block of the day, or those named. */
export type Schedule = 'whole-day' | ReadonlySet<string>;

/**
 * Instructional minutes of a school year for a schedule: every instruction day of the calendar, the blocks the pupil is
 * taught in. A pupil counts by the program enrolled in, so the whole year is taken, not only the days since enrolling.
 * Lunch and recess are not in a block's minutes. Sources: MCA 20-9-311(4), 20-1-101.
 */
export function scheduledMinutes(calendar: CalendarIndex, schedule: Schedule): number {
  let minutes = 0;
  for (const date of calendar.dates)
    for (const block of calendar.dayOn.get(date)?.blocks ?? [])
      if (schedule === 'whole-day' || schedule.has(block.name)) minutes += block.minutes;
  return minutes;
}

/** Hours with two digits, as the state's files carry them: cut, never rounded up into a higher band. */
export function hoursText(minutes: number): string {
  return decimalText(ratio(Math.floor((minutes * 100) / 60), 100), 2);
}

/** Whole minutes of hours written as decimals, or null. 179.99 hours stay below 180. */
export function minutesOfHours(text: string): number | null {
  const match = /^(\d{1,5})(?:\.(\d{1,4}))?$/.exec(text.trim());
  if (!match) return null;
  const places = match[2] ?? '';
  const scale = 10 ** places.length;
  return Math.floor(((Number(match[1]) * scale + Number(places || 0)) * 60) / scale);
}

/** One calendar and grade band against the state's minimum. */
export interface HoursProjection {
  readonly band: string;
  readonly label: string;
  readonly minimumMinutes: number;
  readonly scheduledMinutes: number;
  /** Minutes below the minimum; 0 when it is met. */
  readonly shortMinutes: number;
}

/** A calendar's year against each band that is taught in it. Source: MCA 20-1-301. */
export function projectHours(
  calendar: CalendarIndex,
  grades: ReadonlySet<string>,
  minimums: readonly MinimumHours[],
): readonly HoursProjection[] {
  const scheduled = scheduledMinutes(calendar, 'whole-day');
  return minimums
    .filter((minimum) => minimum.grades.some((grade) => grades.has(grade)))
    .map((minimum) => ({
      band: minimum.band,
      label: minimum.label,
      minimumMinutes: minimum.hours * 60,
      scheduledMinutes: scheduled,
      shortMinutes: Math.max(0, minimum.hours * 60 - scheduled),
    }));
}
