import { rulesOfYear, thresholdsOfYear } from '#db/attendance/attendance-codes.ts';
import { calendarIndexOf } from '#db/school/calendars.ts';
import { taughtIn } from '#db/school/pupil-seats.ts';
import { schoolNumbered } from '#db/school/schools.ts';
import type { Reader } from '#db/system/connection.ts';
import { chronicAbsence } from '#domain/attendance/chronic.ts';
import type { AttendanceRules } from '#domain/attendance/day-share.ts';
import {
  type DatedMark,
  type RunningTotals,
  runningTotals,
  yearTotals,
} from '#domain/attendance/year-totals.ts';
import type { CalendarIndex } from '#domain/school/calendar-index.ts';
import { earlier, later } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';

/** Which days and which school the numbers are for. */
export interface SummaryScope {
  readonly from: string;
  readonly to: string;
  /** School number. */
  readonly school?: string | undefined;
  /** These enrollments alone. */
  readonly enrollmentIds?: readonly string[] | undefined;
}

/** One enrollment's numbers in the range. */
export interface SummaryRow {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  readonly stateId: string | null;
  readonly localId: string | null;
  readonly schoolNumber: string;
  readonly calendarId: string;
  readonly daysEnrolled: number;
  readonly adaDaysPresent: string;
  readonly essaDaysAbsent: number;
  /** Over all the pupil's enrollments at this school. */
  readonly chronic: boolean;
  readonly daysWithMinutesUnknown: number;
}

export interface ScopedEnrollment {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  readonly stateId: string | null;
  readonly localId: string | null;
  readonly schoolId: string;
  readonly schoolNumber: string;
  readonly calendarId: string;
  readonly endYear: number;
  readonly startDate: string;
  readonly endDate: string | null;
}

/**
 * Enrollments that touch the range. Pupils who never came, and activities-only ones, are not counted. A range that runs
 * backwards and a school that is not here are refused: an empty list would look like an answer.
 */
export function enrollmentsInScope(reader: Reader, scope: SummaryScope): ScopedEnrollment[] {
  if (scope.from > scope.to)
    throw new Failure('invalid-input', 'The first date comes after the last one.', [
      { field: 'from', message: 'After the last date.', value: scope.from },
    ]);
  const school = scope.school === undefined ? null : schoolNumbered(reader, scope.school, 'school').id;
  const only = scope.enrollmentIds === undefined ? null : JSON.stringify(scope.enrollmentIds);
  return reader.rows<ScopedEnrollment>(
    `SELECT e.id AS enrollmentId, p.id AS studentId, p.lastName || ', ' || p.firstName AS name, e.grade,
        st.value AS stateId, lo.value AS localId,
        s.id AS schoolId, s.number AS schoolNumber, e.calendarId, y.endYear, e.startDate, e.endDate
      FROM enrollment e
      JOIN person p ON p.id = e.studentId
      JOIN school s ON s.id = e.schoolId
      JOIN calendar c ON c.id = e.calendarId
      JOIN schoolYear y ON y.id = c.schoolYearId
      LEFT JOIN identifier st ON st.personId = p.id AND st.system = 'state'
      LEFT JOIN identifier lo ON lo.personId = p.id AND lo.system = 'local'
      WHERE e.noShow = 0 AND e.extracurricularOnly = 0 AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?)
        AND EXISTS (SELECT 1 FROM calendarDay d WHERE d.calendarId = c.id AND d.date BETWEEN ? AND ?)
        AND (? IS NULL OR s.id = ?) AND (? IS NULL OR e.id IN (SELECT value FROM json_each(?)))
      ORDER BY s.number, nameOrder(p.lastName, p.firstName), p.id, e.startDate`,
    scope.to,
    scope.from,
    scope.from,
    scope.to,
    school,
    school,
    only,
    only,
  );
}

/** Each enrollment's running totals in the range: what reports add up and what "Explain this number" takes apart. */
export function totalsInScope(
  reader: Reader,
  scope: SummaryScope,
): { enrollment: ScopedEnrollment; totals: RunningTotals }[] {
  const enrollments = enrollmentsInScope(reader, scope);
  const calendars = new Map<string, CalendarIndex>();
  const years = new Map<number, AttendanceRules>();
  const marks = marksInRange(reader, scope, enrollments);
  const taught = taughtIn(
    reader,
    scope.from,
    scope.to,
    scope.enrollmentIds?.length === 1 ? scope.enrollmentIds[0] : undefined,
  );
  return enrollments.map((enrollment) => {
    const calendar = known(calendars, enrollment.calendarId, () =>
      calendarIndexOf(reader, enrollment.calendarId),
    );
    const rules = known(years, enrollment.endYear, () => rulesOfYear(reader, enrollment.endYear));
    const stay = {
      startDate: later(enrollment.startDate, scope.from),
      endDate: earlier(enrollment.endDate ?? scope.to, scope.to),
    };
    return {
      enrollment,
      totals: runningTotals(
        calendar,
        stay,
        marks.get(enrollment.enrollmentId) ?? [],
        rules,
        null,
        (date, blocks) => taught(enrollment.enrollmentId, date, blocks),
      ),
    };
  });
}

/** ADA days enrolled and present, ESSA days absent and chronic absence per enrollment (end-of-year totals). */
export function attendanceSummary(reader: Reader, scope: SummaryScope): SummaryRow[] {
  const rows = totalsInScope(reader, scope).map(({ enrollment, totals }) => ({
    enrollment,
    totals: yearTotals(totals),
  }));
  const atSchool = new Map<string, { daysEnrolled: number; essaDaysAbsent: number }[]>();
  for (const { enrollment, totals } of rows)
    known(atSchool, `${enrollment.studentId} ${enrollment.schoolId} ${enrollment.endYear}`, () => []).push(
      totals,
    );
  return rows.map(({ enrollment, totals }) => ({
    enrollmentId: enrollment.enrollmentId,
    studentId: enrollment.studentId,
    name: enrollment.name,
    grade: enrollment.grade,
    stateId: enrollment.stateId,
    localId: enrollment.localId,
    schoolNumber: enrollment.schoolNumber,
    calendarId: enrollment.calendarId,
    daysEnrolled: totals.daysEnrolled,
    adaDaysPresent: totals.adaDaysPresent,
    essaDaysAbsent: totals.essaDaysAbsent,
    daysWithMinutesUnknown: totals.daysWithMinutesUnknown,
    chronic: chronicAbsence(
      atSchool.get(`${enrollment.studentId} ${enrollment.schoolId} ${enrollment.endYear}`) ?? [],
      thresholdsOfYear(enrollment.endYear),
    ).chronic,
  }));
}

/** Marks of the range by enrollment, those with marks only. */
function marksInRange(
  reader: Reader,
  scope: SummaryScope,
  enrollments: readonly ScopedEnrollment[],
): Map<string, DatedMark[]> {
  const found = new Map<string, DatedMark[]>();
  for (const { enrollmentId } of enrollments) {
    const marks = reader.rows<DatedMark>(
      'SELECT date, block, source, code, minutes FROM attendanceMark WHERE enrollmentId = ? AND date BETWEEN ? AND ? AND code IS NOT NULL',
      enrollmentId,
      scope.from,
      scope.to,
    );
    if (marks.length > 0) found.set(enrollmentId, marks);
  }
  return found;
}

function known<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
