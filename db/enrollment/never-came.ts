import { attendanceSummary } from '#db/attendance/summary.ts';
import { countLines } from '#db/collections/student-count.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { change } from '#db/system/rows.ts';
import type { CountCode } from '#domain/collections/count-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addDays, type CivilDate, civilDate, schoolYearOf } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';
import { addRatios, decimalText, type Ratio, ratio } from '#domain/system/fraction.ts';

/** A pupil whose enrollment is open and who may never have come. */
export interface NotSeen {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string;
  readonly schoolName: string;
  readonly startDate: string;
  /** School days from the first day through yesterday: today’s attendance may not be taken yet. */
  readonly days: number;
  /** Days present in them, "0.00" for somebody who was absent on every one. */
  readonly present: string;
  /** Marked absent on every school day so far, and there was one. */
  readonly neverSeen: boolean;
}

/** Open enrollments that began in this school year, those who were absent on every day so far first. Changes nothing. */
export function notSeen(reader: Reader, { today }: { today: CivilDate }): NotSeen[] {
  const endYear = schoolYearOf(today);
  const from = civilDate(endYear - 1, 7, 1);
  const yesterday = addDays(today, -1);
  const totals = new Map(
    (yesterday < from ? [] : attendanceSummary(reader, { from, to: yesterday })).map((row) => [
      row.enrollmentId,
      row,
    ]),
  );
  return reader
    .rows<{
      enrollmentId: string;
      studentId: string;
      name: string;
      grade: string;
      schoolName: string;
      startDate: string;
    }>(
      `SELECT e.id AS enrollmentId, e.studentId, p.lastName || ', ' || p.firstName AS name, e.grade, s.name AS schoolName,
          e.startDate
        FROM enrollment e JOIN person p ON p.id = e.studentId JOIN school s ON s.id = e.schoolId
        JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
        WHERE y.endYear = ? AND e.noShow = 0 AND e.extracurricularOnly = 0 AND e.endDate IS NULL AND e.startDate <= ?
        ORDER BY name, e.id`,
      endYear,
      today,
    )
    .map((row) => {
      const own = totals.get(row.enrollmentId);
      const present = own?.adaDaysPresent ?? '0.00';
      const days = own?.daysEnrolled ?? 0;
      return { ...row, days, present, neverSeen: days > 0 && Number(present) === 0 };
    })
    .sort((a, b) => Number(b.neverSeen) - Number(a.neverSeen));
}

export interface NeverCameEffect {
  readonly pupils: number;
  /** Marks of attendance that stay on record and count no more. */
  readonly marks: number;
  readonly counts: readonly {
    readonly count: CountCode;
    /** What they add to the count now, "3.50". */
    readonly less: string;
  }[];
}

/** What marking these enrollments would do. Refused where one of them is not open any more. */
export function neverCameEffect(reader: Reader, enrollmentIds: readonly string[]): NeverCameEffect {
  const rows = openRows(reader, enrollmentIds);
  const ids = new Set(enrollmentIds);
  const endYear = yearOfAll(reader, rows);
  const marks = rows.reduce(
    (sum, { id }) =>
      sum +
      (reader.rows<{ n: number }>('SELECT count(*) AS n FROM attendanceMark WHERE enrollmentId = ?', id)[0]
        ?.n ?? 0),
    0,
  );
  const counts = (['fall', 'spring'] as const).map((count) => {
    const { lines } = countLines(reader, { endYear, count });
    const less = lines
      .filter(({ enrollmentId }) => ids.has(enrollmentId))
      .reduce((sum: Ratio, { fraction }) => addRatios(sum, fraction), ratio(0));
    return { count, less: decimalText(less, 2) };
  });
  return { pupils: rows.length, marks, counts };
}

/** Marks them all as never having come, or none: attendance, counts and files leave them out from then on. */
export function markNeverCame(writer: Writer, enrollmentIds: readonly string[]): number {
  const rows = openRows(writer, enrollmentIds);
  for (const { id } of rows) change(writer, 'enrollment', id, { noShow: 1 });
  return rows.length;
}

function openRows(reader: Reader, enrollmentIds: readonly string[]): Row<'enrollment'>[] {
  return [...new Set(enrollmentIds)].map((id, at) => {
    const row = reader.rows<Row<'enrollment'>>('SELECT * FROM enrollment WHERE id = ?', id)[0];
    if (!row || row.endDate !== null || row.noShow === 1)
      throw new Failure(
        'conflict',
        'One of these enrollments was changed meanwhile: it has ended, or is marked already. Look at the list again.',
        [{ field: `enrollmentIds.${at}`, message: 'Not open any more.', value: id }],
      );
    return row;
  });
}

function yearOfAll(reader: Reader, rows: readonly Row<'enrollment'>[]): number {
  const years = new Set(
    rows.map(
      ({ calendarId }) =>
        reader.rows<{ endYear: number }>(
          'SELECT y.endYear FROM calendar c JOIN schoolYear y ON y.id = c.schoolYearId WHERE c.id = ?',
          calendarId,
        )[0]?.endYear ?? 0,
    ),
  );
  const [year] = years;
  if (year === undefined || years.size > 1)
    throw new Failure('invalid-input', 'Choose pupils of one school year.');
  return year;
}
