import { putEnrollment } from '#db/enrollment/enroll.ts';
import { refuseNeverCame } from '#db/enrollment/never-came.ts';
import { endRosters, reopenRosters } from '#db/enrollment/seats-of-a-stay.ts';
import { stayProblems } from '#db/enrollment/stay-problems.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, requiredRow } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';

/** What can be corrected in an enrollment: everything but whose it is. */
export type EnrollmentFix = Omit<Row<'enrollment'>, 'studentId' | 'schoolId'>;

/**
 * Fixes a mistake in an enrollment: it was wrong from the beginning, and the history shows what stood there. All rules of
 * one enrollment are told at once, each at its field; the seats in rooms follow the dates.
 */
export function fixEnrollment(writer: Writer, fix: EnrollmentFix, today: CivilDate): void {
  const old = requiredRow(writer, 'enrollment', fix.id);
  const calendar = requiredRow(writer, 'calendar', fix.calendarId);
  const row: Row<'enrollment'> = { ...old, ...fix, schoolId: calendar.schoolId };
  const problems = stayProblems(writer, row);
  if (problems[0]) throw new Failure('invalid-input', problems[0].message, problems);
  if (row.noShow === 1 && old.noShow === 0) refuseNeverCame(writer, old, today);
  if (old.schoolId !== row.schoolId) leaveRoomsOf(writer, old);
  putEnrollment(writer, row);
  if (row.startDate !== old.startDate) moveSeats(writer, old, row.startDate);
  if (row.endDate !== old.endDate) {
    reopenRosters(writer, old);
    if (row.endDate !== null) endRosters(writer, row.id, row.endDate);
  }
}

/** Seats taken on the first day were taken on the first day: they follow it. */
function moveSeats(writer: Writer, old: Row<'enrollment'>, startDate: string): void {
  for (const seat of writer.rows<Row<'sectionRoster'>>(
    'SELECT * FROM sectionRoster WHERE enrollmentId = ? AND startDate <= ?',
    old.id,
    old.startDate > startDate ? old.startDate : startDate,
  ))
    if (seat.startDate === old.startDate || seat.startDate < startDate)
      put(writer, 'sectionRoster', {
        ...seat,
        startDate,
        endDate: seat.endDate !== null && seat.endDate < startDate ? startDate : seat.endDate,
      });
}

/** A pupil of another school has no seat in the rooms of this one. */
function leaveRoomsOf(writer: Writer, old: Row<'enrollment'>): void {
  const seated = writer.rows(
    'SELECT 1 FROM sectionRoster r JOIN section s ON s.id = r.sectionId WHERE r.enrollmentId = ? AND s.schoolId = ?',
    old.id,
    old.schoolId,
  );
  if (seated.length > 0)
    throw new Failure(
      'conflict',
      'The pupil sits in a room of the school that stands there now. Use Transfer to change the school, so that days and marks stay where they belong.',
      [{ field: 'calendarId', message: 'Use Transfer.' }],
    );
}
