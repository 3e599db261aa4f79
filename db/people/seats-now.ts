import type { Reader } from '#db/system/connection.ts';

/** A room or class a pupil sits in on a day. */
export interface SeatNow {
  readonly sectionId: string;
  readonly name: string;
  /** The period; null for a room, where the pupil is the whole day. */
  readonly block: string | null;
  /** Everybody who teaches it on that day, "Aspen, Tess; Birch, Ole"; null where nobody is entered. */
  readonly teacher: string | null;
  /** Where it meets. */
  readonly place: string | null;
  readonly since: string;
}

/** Rooms and classes the pupil sits in on that day, rooms first, then by period. */
export function seatsNow(reader: Reader, studentId: string, date: string): SeatNow[] {
  return reader.rows<SeatNow>(
    `SELECT s.id AS sectionId, s.name, s.block, s.place, r.startDate AS since,
        (SELECT group_concat(name, '; ') FROM (
          SELECT p.lastName || ', ' || p.firstName AS name FROM person p WHERE p.id = s.teacherId OR p.id IN (
            SELECT t.staffId FROM sectionStaff t WHERE t.sectionId = s.id
              AND coalesce(t.startDate, d.day) <= d.day AND coalesce(t.endDate, d.day) >= d.day)
          ORDER BY name)) AS teacher
      FROM (SELECT ? AS day) d JOIN sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId
        JOIN section s ON s.id = r.sectionId
      WHERE e.studentId = ? AND e.noShow = 0 AND e.startDate <= d.day AND coalesce(e.endDate, d.day) >= d.day
        AND r.startDate <= d.day AND coalesce(r.endDate, d.day) >= d.day
      ORDER BY s.block IS NOT NULL, s.block, s.name, s.id`,
    date,
    studentId,
  );
}
