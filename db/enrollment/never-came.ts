import { attendanceSummary } from '#db/attendance/summary.ts';
import { countLines } from '#db/collections/student-count.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { change, requiredRow } from '#db/system/rows.ts';
import type { CountCode } from '#domain/collections/count-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addDays, type CivilDate, civilDate, earlier, schoolYearOf } from '#domain/system/civil-date.ts';
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
        ORDER BY nameOrder(p.lastName, p.firstName), e.id`,
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

/** What marking these enrollments would do. Refused where one of them is not open any more, or the pupil came. */
export function neverCameEffect(
  reader: Reader,
  { enrollmentIds, today }: { enrollmentIds: readonly string[]; today: CivilDate },
): NeverCameEffect {
  const rows = openRows(reader, enrollmentIds);
  const ids = new Set(enrollmentIds);
  const endYear = yearOfAll(reader, rows);
  refuseWhoCame(reader, rows, { endYear, today });
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

/** After so many pupils others get their turn. */
const PUPILS_A_STEP = 20;

/** Marks them all as never having come, or none: attendance, counts and files leave them out from then on. */
export function* markNeverCame(
  writer: Writer,
  enrollmentIds: readonly string[],
  today: CivilDate,
): Generator<void, { pupils: number }> {
  const rows = openRows(writer, enrollmentIds);
  refuseWhoCame(writer, rows, { endYear: yearOfAll(writer, rows), today });
  for (const [at, { id }] of rows.entries()) {
    if (at % PUPILS_A_STEP === 0) yield;
    change(writer, 'enrollment', id, { noShow: 1 });
  }
  return { pupils: rows.length };
}

/** Refuses the whole list where attendance has one of its pupils here. */
function refuseWhoCame(
  reader: Reader,
  rows: readonly Row<'enrollment'>[],
  when: { endYear: number; today: CivilDate },
): void {
  const seen = whereSeen(
    reader,
    rows.map(({ id }) => id),
    when,
  );
  rows.forEach(({ id }, at) => {
    const here = seen.get(id);
    if (here !== undefined)
      throw new Failure('conflict', `Attendance has a pupil of this list here ${here}. ${WHAT_TO_DO}`, [
        { field: `enrollmentIds.${at}`, message: `Here ${here}.`, value: id },
      ]);
  });
}

/** Somebody whom attendance has here did come: no box and no file takes that away. */
export function refuseNeverCame(reader: Reader, old: Row<'enrollment'>, today: CivilDate): void {
  const { schoolYearId } = requiredRow(reader, 'calendar', old.calendarId);
  const { endYear } = requiredRow(reader, 'schoolYear', schoolYearId);
  const here = whereSeen(reader, [old.id], { endYear, today }).get(old.id);
  if (here !== undefined)
    throw new Failure('conflict', `Attendance has the pupil here ${here}. ${WHAT_TO_DO}`, [
      { field: 'noShow', message: `Here ${here}.` },
    ]);
}

/** What to do instead of marking somebody who was seen as never having come. */
const WHAT_TO_DO =
  'Somebody who came is withdrawn with a last day; for somebody who did not, mark the absence of every one of those days first. Nothing was changed.';

/**
 * On which days attendance has the pupils of these enrollments of one year here, in words; without those who were absent
 * on every school day so far. A day that nobody took counts as present in every number of the state, so it stands
 * against "never came" too, until the absence is marked; today counts once it is taken.
 */
export function whereSeen(
  reader: Reader,
  enrollmentIds: readonly string[],
  { endYear, today }: { endYear: number; today: CivilDate },
): Map<string, string> {
  const from = civilDate(endYear - 1, 7, 1);
  const to = earlier(addDays(today, -1), civilDate(endYear, 6, 30));
  const totals = new Map(
    (to < from ? [] : attendanceSummary(reader, { from, to, enrollmentIds })).map((row) => [
      row.enrollmentId,
      row,
    ]),
  );
  return new Map(
    enrollmentIds.flatMap((id) => {
      const { adaDaysPresent = '0.00', daysEnrolled = 0 } = totals.get(id) ?? {};
      if (Number(adaDaysPresent) > 0)
        return [[id, `on ${adaDaysPresent} of the ${daysEnrolled} school days through yesterday`]];
      return hereOn(reader, id, today) ? [[id, 'today']] : [];
    }),
  );
}

/** The pupil's room or class was taken that day, in a block in which no absence stands. */
const hereOn = (reader: Reader, enrollmentId: string, date: CivilDate): boolean =>
  reader.rows(
    `SELECT 1 FROM attendanceTaken t JOIN sectionRoster r ON r.sectionId = t.sectionId
      WHERE r.enrollmentId = ? AND t.date = ? AND t.takenAt IS NOT NULL
        AND r.startDate <= t.date AND (r.endDate IS NULL OR r.endDate >= t.date)
        AND NOT EXISTS (SELECT 1 FROM attendanceMark m JOIN attendanceCode c ON c.code = m.code
          WHERE m.enrollmentId = r.enrollmentId AND m.date = t.date AND m.block = t.block AND c.absent = 1) LIMIT 1`,
    enrollmentId,
    date,
  ).length > 0;

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
