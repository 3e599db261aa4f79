import { countRulesOfYear } from '#db/collections/count-rules.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import { nominalCountDate } from '#domain/collections/count-rules.ts';
import { type AgreementLaw, agreementState } from '#domain/enrollment/agreement.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addDays, civilDate } from '#domain/system/civil-date.ts';
import { codeOf } from '#domain/system/code-set.ts';
import { Failure } from '#domain/system/failure.ts';

export interface AgreementLine {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  readonly schoolName: string;
  readonly homeDistrict: string | null;
  readonly homeCounty: string | null;
  readonly agreement:
    | (Omit<Row<'attendanceAgreement'>, 'id' | 'transportation'> & { transportation: boolean })
    | null;
  readonly state: 'missing' | 'unsigned' | 'signed' | 'sent';
  /** Signatures still wanted, as field names. */
  readonly missing: readonly string[];
}

/** Pupils of a year who live in another district, with their attendance agreements (form FP-14). */
export function agreements(reader: Reader, endYear: number): AgreementLine[] {
  const laws = codeSetFile<AgreementLaw>(reader, 'attendance_agreement_law');
  return reader
    .rows<{
      enrollmentId: string;
      studentId: string;
      name: string;
      grade: string;
      schoolName: string;
      homeDistrict: string | null;
      homeCounty: string | null;
    }>(
      `SELECT e.id AS enrollmentId, p.id AS studentId, p.lastName || ', ' || p.firstName AS name, e.grade,
          s.name AS schoolName, coalesce(f.homeDistrict, a.homeDistrict) AS homeDistrict,
          coalesce(f.homeCounty, a.homeCounty) AS homeCounty
        FROM enrollment e JOIN person p ON p.id = e.studentId JOIN school s ON s.id = e.schoolId
        JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
        LEFT JOIN enrollmentFacts f ON f.enrollmentId = e.id
        LEFT JOIN attendanceAgreement a ON a.enrollmentId = e.id
        WHERE y.endYear = ? AND e.noShow = 0 AND (f.homeDistrict IS NOT NULL OR a.id IS NOT NULL)
        ORDER BY nameOrder(p.lastName, p.firstName), p.id, e.startDate`,
      endYear,
    )
    .map((line) => {
      const row = reader.rows<Row<'attendanceAgreement'>>(
        'SELECT * FROM attendanceAgreement WHERE enrollmentId = ?',
        line.enrollmentId,
      )[0];
      const { id: _id, ...agreement } = row ?? { id: '' };
      return {
        ...line,
        agreement: row
          ? {
              ...(agreement as Omit<Row<'attendanceAgreement'>, 'id'>),
              transportation: row.transportation === 1,
            }
          : null,
        ...agreementState(row ?? null, row ? codeOf(laws, row.law) : undefined),
      };
    });
}

/** Saves the agreement, and with it that the pupil lives in another district. */
export function saveAgreement(writer: Writer, row: Omit<Row<'attendanceAgreement'>, 'id'>): void {
  requiredRow(writer, 'enrollment', row.enrollmentId);
  if (!codeOf(codeSetFile(writer, 'attendance_agreement_law'), row.law))
    throw new Failure('invalid-input', 'Choose the law of the agreement from the list.', [
      { field: 'law', message: 'Choose from the list.', value: row.law },
    ]);
  putKeyed(writer, 'attendanceAgreement', row);
  const facts = writer.rows<Row<'enrollmentFacts'>>(
    'SELECT * FROM enrollmentFacts WHERE enrollmentId = ?',
    row.enrollmentId,
  )[0];
  putKeyed(writer, 'enrollmentFacts', {
    dayTreatment: null,
    ageEligible: null,
    boardApprovedOn: null,
    repeatsGrade: null,
    previousSchool: null,
    offeredMode: null,
    ...facts,
    enrollmentId: row.enrollmentId,
    homeDistrict: row.homeDistrict,
    homeCounty: row.homeCounty,
  });
}

/** How many days before a count date, or before June 30, Today begins to speak. */
const AHEAD = 21;

/** Pupils who attend without a complete agreement, when a count date or the day for sending is near; null otherwise. */
export function agreementsDue(
  reader: Reader,
  endYear: number,
  today: string,
): { count: number; due: string; why: 'count' | 'send' } | null {
  const rules = countRulesOfYear(reader, endYear);
  const near = (due: string): boolean => due >= today && due <= addDays(today, AHEAD);
  const countDate = (['fall', 'spring'] as const)
    .map((count) => nominalCountDate(rules, count, endYear))
    .find(near);
  const sendBy = civilDate(endYear, 6, 30);
  if (!countDate && !near(sendBy)) return null;
  const lines = agreements(reader, endYear);
  const open = countDate
    ? lines.filter(({ state }) => state === 'missing' || state === 'unsigned').length
    : lines.filter(({ state }) => state !== 'sent').length;
  if (open === 0) return null;
  return { count: open, due: countDate ?? sendBy, why: countDate ? 'count' : 'send' };
}
