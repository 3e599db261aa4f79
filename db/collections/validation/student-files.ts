import type { CountSubject } from '#db/collections/count-facts.ts';
import { countLines } from '#db/collections/student-count.ts';
import { CALENDAR_EXCLUDES } from '#db/school/calendar-reporting.ts';
import { calendarIndexOf } from '#db/school/calendars.ts';
import type { Reader } from '#db/system/connection.ts';
import type { CountCode } from '#domain/collections/count-rules.ts';
import type { CountLine } from '#domain/collections/student-count.ts';
import type { StudentFile, ValidatedStay } from '#domain/collections/validation/student-file.ts';
import { type CalendarIndex, instructionDaysBetween } from '#domain/school/calendar-index.ts';
import type { Row, TypeName } from '#domain/sync/registry.ts';

type YearRow = Row<'enrollment'> & { endYear: number; yearStart: string; yearEnd: string };

/** Everything the rules look at, of every pupil with an enrollment in the year or one left open before it, or of one. */
export function studentFiles(reader: Reader, endYear: number, studentId?: string | undefined): StudentFile[] {
  const one = studentId === undefined ? [] : [studentId];
  const and = (column: string): string => (studentId === undefined ? '' : `AND ${column} = ?`);
  const enrollments = reader.rows<YearRow>(
    `SELECT e.*, y.endYear, y.startDate AS yearStart, y.endDate AS yearEnd
      FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE (y.endYear = ? OR (y.endYear < ? AND e.endDate IS NULL AND e.noShow = 0)) AND ${CALENDAR_EXCLUDES} IS NULL
        ${and('e.studentId')}
      ORDER BY e.startDate, e.id`,
    endYear,
    endYear,
    ...one,
  );
  const ofStudent = grouped(enrollments, (row) => row.studentId);
  const perStudent = <N extends TypeName>(type: N, column: string): Map<string, Row<N>[]> =>
    grouped(
      reader.rows<Row<N>>(`SELECT * FROM "${type}" WHERE 1 = 1 ${and(column)} ORDER BY id`, ...one),
      (row) => (row as unknown as Record<string, string>)[column] ?? '',
    );
  const people = perStudent('person', 'id');
  const demographics = perStudent('demographics', 'personId');
  const directories = perStudent('directory', 'personId');
  const programs = perStudent('programRecord', 'studentId');
  const plans = perStudent('iep', 'studentId');
  const exits = perStudent('specialEducationExit', 'studentId');
  const perEnrollment = <R extends { enrollmentId: string }>(type: TypeName): Map<string, R> =>
    new Map(
      reader
        .rows<R>(
          `SELECT t.* FROM "${type}" t ${studentId === undefined ? '' : 'JOIN enrollment e ON e.id = t.enrollmentId WHERE e.studentId = ?'}`,
          ...one,
        )
        .map((row) => [row.enrollmentId, row]),
    );
  const facts = perEnrollment<Row<'enrollmentFacts'>>('enrollmentFacts');
  const agreements = perEnrollment<Row<'attendanceAgreement'>>('attendanceAgreement');
  const totals = perEnrollment<Row<'enteredTotals'>>('enteredTotals');
  const modes = new Map(
    reader
      .rows<Row<'calendarModes'>>('SELECT * FROM calendarModes WHERE modes IS NOT NULL')
      .map((row) => [row.calendarId, JSON.parse(row.modes ?? '[]') as string[]]),
  );
  const here = marksOfBeingHere(reader, endYear, studentId);
  const counts = {
    fall: linesOf(reader, 'fall', endYear, studentId),
    spring: linesOf(reader, 'spring', endYear, studentId),
  };
  const stateIds = stateIdsOf(reader, studentId);
  const calendars = new Map<string, CalendarIndex>();
  const calendarOf = (id: string): CalendarIndex => {
    const held = calendars.get(id) ?? calendarIndexOf(reader, id);
    calendars.set(id, held);
    return held;
  };

  return [...ofStudent].flatMap(([id, rows]) => {
    const person = people.get(id)?.[0];
    if (!person) return [];
    const stays = rows
      .filter((row) => row.endYear === endYear)
      .map(({ endYear: year, yearStart, yearEnd, ...row }): ValidatedStay => {
        const fall = counts.fall.get(row.id);
        const spring = counts.spring.get(row.id);
        return {
          row,
          endYear: year,
          yearStart,
          yearEnd,
          daysEnrolled: instructionDaysBetween(calendarOf(row.calendarId), row.startDate, row.endDate),
          facts: facts.get(row.id) ?? null,
          agreement: agreements.get(row.id) ?? null,
          totals: totals.get(row.id) ?? null,
          modes: modes.get(row.calendarId) ?? [],
          marksOfBeingHere: here.get(row.id) ?? 0,
          counts: { ...(fall ? { fall } : {}), ...(spring ? { spring } : {}) },
        };
      });
    const open = rows.find((row) => row.endYear < endYear);
    const stateId = stateIds.get(id);
    return [
      {
        person,
        stateId: stateId?.value ?? null,
        stateIdSharedBy: stateId?.others ?? 0,
        demographics: demographics.get(id)?.[0] ?? null,
        directory: directories.get(id)?.[0] ?? null,
        stays,
        openBefore: open ?? null,
        programs: (programs.get(id) ?? []).filter(
          (record) => stays.length > 0 && touchesYear(record, stays[0] as ValidatedStay),
        ),
        plans: plans.get(id) ?? [],
        exits: exits.get(id) ?? [],
      },
    ];
  });
}

const touchesYear = (record: Row<'programRecord'>, { yearStart, yearEnd }: ValidatedStay): boolean =>
  record.startDate <= yearEnd && (record.endDate === null || record.endDate >= yearStart);

/** Marks that are no absence of a whole block, of those who are said never to have come. */
function marksOfBeingHere(
  reader: Reader,
  endYear: number,
  studentId: string | undefined,
): Map<string, number> {
  const rows = reader.rows<{ id: string; n: number }>(
    `SELECT e.id, count(*) AS n FROM enrollment e JOIN calendar c ON c.id = e.calendarId
        JOIN schoolYear y ON y.id = c.schoolYearId JOIN attendanceMark m ON m.enrollmentId = e.id
        JOIN attendanceCode k ON k.code = m.code AND k.absent = 0
      WHERE e.noShow = 1 AND y.endYear = ? ${studentId === undefined ? '' : 'AND e.studentId = ?'} GROUP BY e.id`,
    endYear,
    ...(studentId === undefined ? [] : [studentId]),
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}

function linesOf(
  reader: Reader,
  count: CountCode,
  endYear: number,
  studentId: string | undefined,
): Map<string, CountLine> {
  const { subjects, lines } = countLines(reader, { endYear, count, studentId });
  return new Map(
    subjects.map((subject: CountSubject, at) => [subject.facts.enrollmentId, lines[at] as CountLine]),
  );
}

function stateIdsOf(
  reader: Reader,
  studentId: string | undefined,
): Map<string, { value: string; others: number }> {
  const rows = reader.rows<{ personId: string; value: string; others: number }>(
    `SELECT i.personId, i.value,
        (SELECT count(*) FROM identifier o WHERE o.value = i.value AND o.system = 'state' AND o.personId <> i.personId) AS others
      FROM identifier i WHERE i.system = 'state' AND i.value IS NOT NULL ${studentId === undefined ? '' : 'AND i.personId = ?'}`,
    ...(studentId === undefined ? [] : [studentId]),
  );
  return new Map(rows.map(({ personId, value, others }) => [personId, { value, others }]));
}

function grouped<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const own = found.get(key(row));
    if (own) own.push(row);
    else found.set(key(row), [row]);
  }
  return found;
}
