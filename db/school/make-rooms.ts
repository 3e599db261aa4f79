import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, requiredRow } from '#db/system/rows.ts';
import { Failure } from '#domain/system/failure.ts';

interface Roomless {
  readonly enrollmentId: string;
  readonly grade: string;
  readonly startDate: string;
  readonly schoolYearId: string;
}

/** Pupils of a school on a date who sit in no room or class: state files bring pupils, but no rosters. */
export function pupilsWithoutRoom(reader: Reader, schoolId: string, date: string): Roomless[] {
  return reader.rows<Roomless>(
    `SELECT e.id AS enrollmentId, e.grade, e.startDate, c.schoolYearId FROM enrollment e JOIN calendar c ON c.id = e.calendarId
      WHERE e.schoolId = ? AND e.noShow = 0 AND e.extracurricularOnly = 0
        AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?)
        AND EXISTS (SELECT 1 FROM calendarDay d WHERE d.calendarId = e.calendarId AND d.date = ?)
        AND NOT EXISTS (SELECT 1 FROM sectionRoster r WHERE r.enrollmentId = e.id AND r.startDate <= ? AND (r.endDate IS NULL OR r.endDate >= ?))
      ORDER BY e.grade, e.id`,
    schoolId,
    date,
    date,
    date,
    date,
    date,
  );
}

/** A pupil who comes later sits down in the room that was made before. */
const roomNumbered = (
  reader: Reader,
  schoolId: string,
  schoolYearId: string,
  number: string,
): string | undefined =>
  reader.rows<{ id: string }>(
    "SELECT id FROM section WHERE schoolId = ? AND schoolYearId = ? AND number = ? AND kind = 'room'",
    schoolId,
    schoolYearId,
    number,
  )[0]?.id;

/** Seats them: one room for the whole school, or one for each grade. Answers how many rooms they sit in. */
export function makeRooms(
  writer: Writer,
  input: { schoolId: string; date: string; by: 'school' | 'grade' },
  newId: () => string,
): number {
  const school = requiredRow(writer, 'school', input.schoolId);
  const pupils = pupilsWithoutRoom(writer, input.schoolId, input.date);
  if (pupils.length === 0)
    throw new Failure('conflict', 'Every pupil of this school sits in a room already.');
  const grades = new Map(codeSet(writer, 'grade_level').map((choice) => [choice.code, choice.label]));
  const rooms = new Map<string, string>();
  for (const pupil of pupils) {
    const number = input.by === 'school' ? 'ALL' : pupil.grade;
    let roomId = rooms.get(number) ?? roomNumbered(writer, school.id, pupil.schoolYearId, number);
    if (roomId) rooms.set(number, roomId);
    else {
      roomId = newId();
      rooms.set(number, roomId);
      put(writer, 'section', {
        id: roomId,
        schoolId: school.id,
        schoolYearId: pupil.schoolYearId,
        courseId: null,
        number,
        name: input.by === 'school' ? school.name : (grades.get(number) ?? `Grade ${number}`),
        kind: 'room',
        block: null,
        teacherId: null,
        place: null,
      });
    }
    put(writer, 'sectionRoster', {
      id: newId(),
      sectionId: roomId,
      enrollmentId: pupil.enrollmentId,
      startDate: pupil.startDate,
      endDate: null,
    });
  }
  return rooms.size;
}
