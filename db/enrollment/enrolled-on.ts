import { CALENDAR_EXCLUDES } from '#db/school/calendar-reporting.ts';
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
  /** Why the state is not told of this pupil, as a sentence; null for somebody it is told of. */
  readonly notReported: string | null;
}

type Scope = { readonly date: CivilDate; readonly school?: string | undefined };

/** Pupils enrolled on a day whom the state counts. See `everybodyEnrolledOn`. */
export const enrolledOn = (reader: Reader, scope: Scope): EnrolledPupil[] =>
  everybodyEnrolledOn(reader, scope).filter(({ notReported }) => notReported === null);

/**
 * Pupils enrolled on a day, each once: of several enrollments one that the state is told of speaks, the primary one before
 * others, then the latest. Without no-shows and activities-only pupils. In the order of State IDs.
 */
export function everybodyEnrolledOn(reader: Reader, { date, school }: Scope): EnrolledPupil[] {
  const rows = reader.rows<EnrolledPupil>(
    `SELECT p.id AS studentId, d.id AS districtId, d.number AS districtNumber, s.number AS schoolNumber, st.value AS stateId,
        lo.value AS localId, p.lastName, p.firstName, p.birthDate, p.gender, e.grade, e.startDate,
        CASE WHEN e.stateExclude = 1 THEN 'enrollment' ELSE ${CALENDAR_EXCLUDES} END AS notReported
      FROM enrollment e JOIN person p ON p.id = e.studentId JOIN school s ON s.id = e.schoolId
      JOIN district d ON d.id = s.districtId
      LEFT JOIN identifier st ON st.personId = p.id AND st.system = 'state'
      LEFT JOIN identifier lo ON lo.personId = p.id AND lo.system = 'local'
      WHERE e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?) AND e.noShow = 0
        AND e.extracurricularOnly = 0 AND (? IS NULL OR s.number IN (?, substr('0000' || ?, -4)))
      ORDER BY st.value IS NULL, st.value, p.lastName, p.firstName, p.id, notReported IS NOT NULL, e.serviceType = 'P' DESC,
         e.startDate DESC, e.id`,
    date,
    date,
    school ?? null,
    school ?? null,
    school ?? null,
  );
  const seen = new Set<string>();
  return rows
    .filter(({ studentId }) => !seen.has(studentId) && seen.add(studentId))
    .map((row) => ({ ...row, notReported: whyNotReported(row.notReported, row.grade) }));
}

/** Why the state is not told of an enrollment, as a sentence: "enrollment", or what `CALENDAR_EXCLUDES` answers. */
export function whyNotReported(excluded: string | null, grade: string): string | null {
  if (excluded === null) return null;
  if (excluded === 'enrollment')
    return 'The enrollment is left out of state counts. Look at the pupil’s page.';
  const what = excluded === 'grade' ? `Grade ${grade} of the calendar` : 'The calendar';
  return `${what} is left out of state counts. Look at the Calendar screen.`;
}
