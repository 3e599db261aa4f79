import type { Reader } from '#db/system/connection.ts';
import type { Schedule } from '#domain/collections/aggregate-hours.ts';
import type { CalendarIndex } from '#domain/school/calendar-index.ts';

/** Half days: what a self-contained room is marked by. */
const HALF_DAYS: ReadonlySet<string> = new Set(['AM', 'PM']);

/**
 * The blocks each enrollment of a calendar year is taught in on a day, by enrollment id. A room is the whole day; classes
 * are their own blocks; of one pupil, or of everybody. Enrollments without a roster line are not in the map.
 */
export function schedulesOn(
  reader: Reader,
  endYear: number,
  date: string,
  studentId?: string | undefined,
): Map<string, Schedule> {
  const lines = reader.rows<{ enrollmentId: string; kind: string; block: string | null }>(
    `SELECT r.enrollmentId, s.kind, s.block
      FROM sectionRoster r JOIN section s ON s.id = r.sectionId JOIN schoolYear y ON y.id = s.schoolYearId
      WHERE y.endYear = ? AND r.startDate <= ? AND (r.endDate IS NULL OR r.endDate >= ?)
        ${studentId === undefined ? '' : 'AND r.enrollmentId IN (SELECT id FROM enrollment WHERE studentId = ?)'}`,
    endYear,
    date,
    date,
    ...(studentId === undefined ? [] : [studentId]),
  );
  const found = new Map<string, Schedule>();
  for (const { enrollmentId, kind, block } of lines) {
    const held = found.get(enrollmentId);
    if (held === 'whole-day') continue;
    if (kind === 'room') found.set(enrollmentId, 'whole-day');
    else if (block !== null) found.set(enrollmentId, new Set([...(held ?? []), block]));
  }
  return found;
}

/**
 * The schedule of a pupil without a roster line: in a school of half days everybody is there for the whole day; where the
 * day has periods nobody can tell, so there is none. Source: count-date attendance, "students without schedules"; the
 * self-contained room is a local default.
 */
export function scheduleWithoutRoster(calendar: CalendarIndex): Schedule | null {
  const names = new Set<string>();
  for (const day of calendar.dayOn.values()) for (const block of day.blocks) names.add(block.name);
  return names.size > 0 && [...names].every((name) => HALF_DAYS.has(name)) ? 'whole-day' : null;
}
