import { stringify } from 'csv-stringify/sync';
import { attendanceSummary } from '#db/attendance/summary.ts';
import { whyNotReported } from '#db/enrollment/enrolled-on.ts';
import { inNameOrder } from '#db/people/name-order.ts';
import { CALENDAR_EXCLUDES } from '#db/school/calendar-reporting.ts';
import type { Reader } from '#db/system/connection.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { decimalText, ratio, ratioOfDecimal } from '#domain/system/fraction.ts';

export interface EwsScope {
  /** Last day looked at. */
  readonly date: string;
  /** Calendar number and school number together name one calendar. */
  readonly school?: string | undefined;
}

const HEAD = [
  'stateId',
  'enrollmentStart',
  'enrollmentEnd',
  'attendanceRate',
  'behaviorEvents',
  'failingMarks',
  'marksPosted',
] as const;

export interface EwsExtract {
  readonly text: string;
  readonly rows: number;
  /** Enrollments of these grades that have no row, each with its reason. */
  readonly leftOut: readonly { studentId: string; name: string; reason: string }[];
}

/** Grades the state's early-warning model is run for. */
const GRADES = new Set(['06', '07', '08', '09', '10', '11', '12']);

/**
 * What the state's early-warning model asks of a district, by primary enrollment: two enrollments are two rows, so that each
 * attendance rate is right. Without names. The state runs the model; nothing is scored here. Source: Montana EWS extract;
 * the order of the last columns is a local default.
 */
export function ewsExtract(reader: Reader, { date, school }: EwsScope): EwsExtract {
  const endYear = schoolYearOf(date);
  const from = `${endYear - 1}-07-01`;
  const totals = new Map(
    attendanceSummary(reader, { from, to: date, school }).map((row) => [row.enrollmentId, row]),
  );
  const enrollments = reader.rows<{
    id: string;
    studentId: string;
    stateId: string | null;
    grade: string;
    startDate: string;
    endDate: string | null;
    name: string;
    excluded: 'enrollment' | 'calendar' | 'grade' | null;
  }>(
    `SELECT e.id, e.studentId, i.value AS stateId, e.grade, e.startDate, e.endDate, p.lastName || ', ' || p.firstName AS name,
        CASE WHEN e.stateExclude = 1 THEN 'enrollment' ELSE ${CALENDAR_EXCLUDES} END AS excluded
      FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      JOIN school s ON s.id = e.schoolId JOIN person p ON p.id = e.studentId
      LEFT JOIN identifier i ON i.personId = e.studentId AND i.system = 'state'
      WHERE y.endYear = ? AND e.serviceType = 'P' AND e.noShow = 0 AND e.extracurricularOnly = 0
        AND e.startDate <= ? AND (? IS NULL OR s.number IN (?, substr('0000' || ?, -4)))
      ORDER BY i.value, e.startDate, e.id`,
    endYear,
    date,
    school ?? null,
    school ?? null,
    school ?? null,
  );
  const leftOut: { studentId: string; name: string; reason: string }[] = [];
  const lines = enrollments.flatMap((row) => {
    if (!GRADES.has(row.grade)) return [];
    const own = totals.get(row.id);
    const { studentId, name, stateId } = row;
    const reason = whyNotReported(row.excluded, row.grade);
    if (reason !== null || stateId === null || !own || own.daysEnrolled === 0) {
      leftOut.push({
        studentId,
        name,
        reason: reason ?? (stateId === null ? NO_STATE_ID : 'No school day of this enrollment has come yet.'),
      });
      return [];
    }
    const present = ratioOfDecimal(own.adaDaysPresent) ?? ratio(0);
    const events =
      reader.rows<{ n: number }>(
        `SELECT count(*) AS n FROM behaviorPart p JOIN behaviorEvent e ON e.id = p.eventId
          WHERE p.studentId = ? AND p.role = 'O' AND e.date BETWEEN ? AND ?`,
        row.studentId,
        from,
        date,
      )[0]?.n ?? 0;
    const marks = reader.rows<{ posted: number; failing: number | null }>(
      `SELECT count(*) AS posted, sum(v.passing = 0) AS failing FROM postedMark m
        JOIN term t ON t.id = m.termId AND t.startDate <= ?
        LEFT JOIN sectionScale k ON k.sectionId = m.sectionId
        LEFT JOIN markScaleValue v ON v.scaleId = k.scaleId AND v.mark = m.mark
        WHERE m.enrollmentId = ? AND m.mark IS NOT NULL`,
      date,
      row.id,
    )[0];
    return [
      [
        stateId,
        row.startDate,
        row.endDate ?? '',
        decimalText(ratio(present.numerator, present.denominator * BigInt(own.daysEnrolled)), 4),
        String(events),
        String(marks?.failing ?? 0),
        String(marks?.posted ?? 0),
      ],
    ];
  });
  return {
    text: stringify([[...HEAD], ...lines], { record_delimiter: '\r\n' }),
    rows: lines.length,
    leftOut: inNameOrder(leftOut),
  };
}

const NO_STATE_ID = 'The pupil has no State ID yet. Look under State numbers.';
