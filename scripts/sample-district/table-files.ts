import { stringify } from 'csv-stringify/sync';
import { effectiveMarks } from '#domain/attendance/effective-mark.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { DistrictRows } from '#scripts/sample-district/district-rows.ts';

export function csv(
  columns: readonly string[],
  lines: readonly (readonly (string | number | null)[])[],
): string {
  return stringify([[...columns], ...lines.map((line) => [...line])], { record_delimiter: '\r\n' });
}

/** Days of the elementary calendars, with the minutes of each half day. */
export function halfDayCalendarFile(rows: DistrictRows): string {
  const lines = calendarDays(rows, 'AM').map(({ day, calendar, school, blocks }) => [
    school.number,
    day.date,
    day.kind === 'instruction' ? 'Y' : 'N',
    blocks.get('AM') ?? 0,
    blocks.get('PM') ?? 0,
    calendar.number,
  ]);
  return csv(['school_number', 'date', 'instruction', 'am_minutes', 'pm_minutes', 'calendar_number'], lines);
}

/** Days of the high school's calendar, with the bell schedule in force. */
export function bellCalendarFile(rows: DistrictRows): string {
  const lines = calendarDays(rows, 'P1').map(({ day, calendar, school }) => [
    school.number,
    day.date,
    day.kind === 'instruction' ? 'Y' : 'N',
    day.bellScheduleId === null ? '' : rows.get('bellSchedule', day.bellScheduleId).name,
    calendar.number,
  ]);
  return csv(['school_number', 'date', 'instruction', 'bell_schedule', 'calendar_number'], lines);
}

interface DayFacts {
  readonly day: Row<'calendarDay'>;
  readonly calendar: Row<'calendar'>;
  readonly school: Row<'school'>;
  readonly blocks: ReadonlyMap<string, number>;
}

/** Days of the calendars whose bells have that block, in the order of calendar and date. */
function calendarDays(rows: DistrictRows, withBlock: string): readonly DayFacts[] {
  const blocks = new Map<string, Map<string, number>>();
  for (const bell of rows.of('bellBlock')) {
    const schedule = blocks.get(bell.bellScheduleId) ?? new Map<string, number>();
    schedule.set(bell.name, bell.minutes);
    blocks.set(bell.bellScheduleId, schedule);
  }
  const wanted = new Set(
    rows
      .of('bellSchedule')
      .filter((schedule) => blocks.get(schedule.id)?.has(withBlock))
      .map((schedule) => schedule.calendarId),
  );
  return rows
    .of('calendarDay')
    .filter((day) => wanted.has(day.calendarId))
    .map((day) => {
      const calendar = rows.get('calendar', day.calendarId);
      return {
        day,
        calendar,
        school: rows.get('school', calendar.schoolId),
        blocks: blocks.get(day.bellScheduleId ?? '') ?? new Map(),
      };
    })
    .sort((a, b) => order(`${a.calendar.number} ${a.day.date}`, `${b.calendar.number} ${b.day.date}`));
}

/** What counts of the attendance marks: one line per pupil, day and block, by the district's own student number. */
export function attendanceFile(rows: DistrictRows): string {
  const days = new Map<string, Row<'attendanceMark'>[]>();
  for (const mark of rows.of('attendanceMark')) {
    const key = `${mark.enrollmentId} ${mark.date}`;
    const day = days.get(key);
    if (day) day.push(mark);
    else days.set(key, [mark]);
  }
  const lines = [...days.values()].flatMap((marks) =>
    [...effectiveMarks(marks).values()].map((mark) => [
      rows.number(rows.get('enrollment', mark.enrollmentId).studentId, 'local'),
      mark.date,
      mark.block,
      mark.code,
      mark.minutes,
    ]),
  );
  lines.sort((a, b) => order(`${a[1]} ${a[0]} ${a[2]}`, `${b[1]} ${b[0]} ${b[2]}`));
  return csv(['student_id', 'date', 'block', 'code', 'minutes'], lines);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
