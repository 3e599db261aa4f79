import type { Reader } from '#db/system/connection.ts';

/** A pupil who sits in a room or class on a day. */
export interface RosterPupil {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly calendarId: string;
  readonly name: string;
  readonly grade: string;
  readonly localId: string | null;
  readonly stateId: string | null;
}

/** Pupils on a section's roster on that date, by name. A pupil who never came is not there. */
export function rosterOn(reader: Reader, sectionId: string, date: string): RosterPupil[] {
  return reader.rows<RosterPupil>(
    `SELECT e.id AS enrollmentId, p.id AS studentId, e.calendarId,
        p.lastName || ', ' || coalesce(p.usualName, p.firstName) AS name, e.grade,
        (SELECT value FROM identifier WHERE personId = p.id AND system = 'local') AS localId,
        (SELECT value FROM identifier WHERE personId = p.id AND system = 'state') AS stateId
      FROM sectionRoster r
      JOIN enrollment e ON e.id = r.enrollmentId
      JOIN person p ON p.id = e.studentId
      WHERE r.sectionId = ? AND r.startDate <= ? AND (r.endDate IS NULL OR r.endDate >= ?)
        AND e.noShow = 0 AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?)
      ORDER BY nameOrder(p.lastName, coalesce(p.usualName, p.firstName)), e.id`,
    sectionId,
    date,
    date,
    date,
    date,
  );
}

export interface RoomFacts {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly kind: string;
  readonly block: string | null;
  readonly schoolId: string;
  readonly schoolName: string;
  readonly teacher: string | null;
  readonly teacherId: string | null;
}

/** Rooms and classes of the school years that hold the date; `schoolId` narrows to one school. */
export function roomsOn(reader: Reader, date: string, schoolId?: string): RoomFacts[] {
  return reader.rows<RoomFacts>(
    `SELECT s.id, s.name, s.number, s.kind, s.block, s.schoolId, c.name AS schoolName, s.teacherId,
        t.firstName || ' ' || t.lastName AS teacher
      FROM section s
      JOIN school c ON c.id = s.schoolId
      JOIN schoolYear y ON y.id = s.schoolYearId
      LEFT JOIN person t ON t.id = s.teacherId
      WHERE y.startDate <= ? AND y.endDate >= ? AND (? IS NULL OR s.schoolId = ?)
      ORDER BY c.number, CASE s.kind WHEN 'room' THEN 0 ELSE 1 END, s.block, s.number`,
    date,
    date,
    schoolId ?? null,
    schoolId ?? null,
  );
}
