import { REPORTED } from '#db/school/calendar-reporting.ts';
import type { Reader } from '#db/system/connection.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';

export interface EnrolledPupil {
  readonly studentId: string;
  readonly districtId: string;
  readonly districtNumber: string;
  readonly schoolNumber: string;
  readonly stateId: string | null;
  readonly localId: string | null;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: string | null;
  readonly gender: string | null;
  readonly grade: string;
  /** First day of the enrollment that speaks. */
  readonly startDate: CivilDate;
}

/**
 * Pupils enrolled on a day, each once: the primary enrollment speaks, else the latest. Without no-shows, activities-only
 * pupils and enrollments the state does not count. In the order of State IDs.
 */
export function enrolledOn(
  reader: Reader,
  { date, school }: { date: CivilDate; school?: string | undefined },
): EnrolledPupil[] {
  const rows = reader.rows<EnrolledPupil>(
    `SELECT p.id AS studentId, d.id AS districtId, d.number AS districtNumber, s.number AS schoolNumber, st.value AS stateId,
        lo.value AS localId, p.lastName, p.firstName, p.birthDate, p.gender, e.grade, e.startDate
      FROM enrollment e JOIN person p ON p.id = e.studentId JOIN school s ON s.id = e.schoolId
      JOIN district d ON d.id = s.districtId
      LEFT JOIN identifier st ON st.personId = p.id AND st.system = 'state'
      LEFT JOIN identifier lo ON lo.personId = p.id AND lo.system = 'local'
      WHERE e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?) AND e.noShow = 0 AND ${REPORTED}
        AND e.extracurricularOnly = 0 AND (? IS NULL OR s.number IN (?, substr('0000' || ?, -4)))
      ORDER BY st.value IS NULL, st.value, p.lastName, p.firstName, p.id, e.serviceType = 'P' DESC, e.startDate DESC, e.id`,
    date,
    date,
    school ?? null,
    school ?? null,
    school ?? null,
  );
  const seen = new Set<string>();
  return rows.filter(({ studentId }) => !seen.has(studentId) && seen.add(studentId));
}
