import { putEnrollment, seat, withdraw } from '#db/enrollment/enroll.ts';
import type { Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addDays } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

/** A new grade or calendar without a gap in the record: end 105 and start 02 for a change of grade at one school. */
export function transfer(
  writer: Writer,
  input: {
    enrollmentId: string;
    lastDay: string;
    firstDay: string;
    calendarId: string;
    grade: string;
    sectionId: string | undefined;
  },
  newId: () => string,
): string {
  const old = requiredRow(writer, 'enrollment', input.enrollmentId);
  if (input.firstDay <= input.lastDay)
    throw new Failure(
      'invalid-input',
      `The new enrollment starts after the old one ends: ${dateInWords(addDays(input.lastDay, 1))} at the earliest.`,
      [{ field: 'firstDay', message: 'Too early.' }],
    );
  const calendar = requiredRow(writer, 'calendar', input.calendarId);
  const sameSchool = calendar.schoolId === old.schoolId;
  withdraw(writer, {
    enrollmentId: old.id,
    endDate: input.lastDay,
    endReason: sameSchool ? 'GRADECHG' : 'TR_MT',
    endStatus: sameSchool ? '105' : null,
    dropoutReason: null,
  });
  const row: Row<'enrollment'> = {
    ...old,
    id: newId(),
    schoolId: calendar.schoolId,
    calendarId: input.calendarId,
    grade: input.grade,
    startDate: input.firstDay,
    startStatus: sameSchool ? '02' : '04',
    endDate: null,
    endStatus: null,
    endReason: null,
    dropoutReason: null,
    diplomaDate: null,
    diplomaType: null,
    diplomaPeriod: null,
    note: null,
  };
  putEnrollment(writer, row);
  if (input.sectionId) seat(writer, input.sectionId, row, input.firstDay, newId);
  carryOver(writer, old.id, row);
  return row.id;
}

/**
 * A transfer is often written down days after it happened: what was marked meanwhile goes along, and the pupil stays on
 * the saved lists. The old enrollment's marks stay where they are; after its last day they do not count.
 */
function carryOver(writer: Writer, from: string, to: Row<'enrollment'>): void {
  const marks = writer.rows<Row<'attendanceMark'>>(
    'SELECT * FROM attendanceMark WHERE enrollmentId = ? AND date >= ? AND code IS NOT NULL',
    from,
    to.startDate,
  );
  for (const mark of marks) putKeyed(writer, 'attendanceMark', { ...mark, enrollmentId: to.id });
  const lists = writer.rows<Row<'attendanceGroupMember'>>(
    'SELECT * FROM attendanceGroupMember WHERE enrollmentId = ? AND active = 1',
    from,
  );
  for (const member of lists) putKeyed(writer, 'attendanceGroupMember', { ...member, enrollmentId: to.id });
}
