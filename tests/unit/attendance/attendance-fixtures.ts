import type { CodeMeaning, CodeTable } from '#domain/attendance/code-table.ts';
import type { AttendanceRules } from '#domain/attendance/day-share.ts';
import type { AttendanceThresholds } from '#domain/attendance/thresholds.ts';
import type { DatedMark } from '#domain/attendance/year-totals.ts';
import type { DayBlock } from '#domain/school/school-day.ts';

const meaning = (absent: 0 | 1, excuse: string | null, byMinutes: 0 | 1): CodeMeaning => ({
  absent,
  excuse,
  byMinutes,
});

/** The default code table, written out here so that the tests do not follow the data they check. */
export const codes: CodeTable = new Map([
  ['P', meaning(0, null, 0)],
  ['AE', meaning(1, 'E', 0)],
  ['AU', meaning(1, 'U', 0)],
  ['A', meaning(1, 'K', 0)],
  ['SA', meaning(0, 'X', 0)],
  ['OF', meaning(0, 'X', 0)],
  ['SO', meaning(1, 'E', 0)],
  ['T', meaning(0, 'U', 1)],
  ['LE', meaning(0, 'E', 1)],
]);

export const rules: AttendanceRules = { codes, essaDay: { numerator: 1, denominator: 2 } };

export const thresholds: AttendanceThresholds = {
  fromYear: 2018,
  toYear: null,
  essaDay: { numerator: 1, denominator: 2 },
  chronic: { numerator: 1, denominator: 10 },
  lowAttendance: { numerator: 95, denominator: 100 },
  tenDayRule: 11,
  fewestDaysEnrolled: 10,
  truancy: { days: 9, parts: 54, partsPerDay: 6, partMinutes: 45, warnAt: [3, 6] },
};

export function block(name: string, minutes: number, startTime?: string, endTime?: string): DayBlock {
  return { name, minutes, startTime: startTime ?? null, endTime: endTime ?? null };
}

/** A room's day of 360 instructional minutes in two halves. */
export const amPm: readonly DayBlock[] = [
  block('AM', 180, '08:30', '11:45'),
  block('PM', 180, '12:30', '15:30'),
];

/** A high school's day of seven periods of 50 minutes. */
export const sevenPeriods: readonly DayBlock[] = [1, 2, 3, 4, 5, 6, 7].map((n) => block(`P${n}`, 50));

export function mark(
  date: string,
  blockName: string,
  code: string | null,
  minutes: number | null = null,
  source: 'office' | 'teacher' = 'office',
): DatedMark {
  return { date, block: blockName, source, code, minutes };
}
