import { type EnrolledPupil, enrolledOn } from '#db/enrollment/enrolled-on.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { isExpected, partsOf, type TestPart, type TestValue } from '#domain/assessments/test-part.ts';
import { nextGrade } from '#domain/enrollment/grade-order.ts';
import { activeOn } from '#domain/programs/program-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import { type CivilDate, civilDate, schoolYearOf } from '#domain/system/civil-date.ts';

export interface TestScope {
  /** Day on which enrollment, grade and programs are read. */
  readonly date: CivilDate;
  /** School number; left out: every school. */
  readonly school?: string | undefined;
}

export interface TestedPupil extends EnrolledPupil {
  readonly programs: ReadonlySet<string>;
  readonly parts: readonly TestPart[];
}

/** Tests as the list in force names them, in its order. */
export const testsInForce = (reader: Reader): readonly TestValue[] =>
  codeSetFile<TestValue>(reader, 'assessment').values;

/** Pupils enrolled on the day, with the programs of that day and the tests each takes part in. */
export function testedPupils(
  reader: Reader,
  scope: TestScope,
  enrolled: readonly EnrolledPupil[] = enrolledOn(reader, scope),
): TestedPupil[] {
  const tests = testsInForce(reader);
  const programs = new Map<string, Set<string>>();
  for (const record of reader.rows<Row<'programRecord'>>('SELECT * FROM programRecord'))
    if (activeOn(record, scope.date))
      programs.set(record.studentId, (programs.get(record.studentId) ?? new Set()).add(record.program));
  const decisions = new Map<string, Map<string, Row<'testDecision'>>>();
  for (const row of reader.rows<Row<'testDecision'>>(
    'SELECT * FROM testDecision WHERE endYear = ?',
    schoolYearOf(scope.date),
  ))
    decisions.set(row.studentId, (decisions.get(row.studentId) ?? new Map()).set(row.test, row));
  return enrolled.map((pupil) => {
    const own = programs.get(pupil.studentId) ?? new Set<string>();
    return {
      ...pupil,
      programs: own,
      parts: partsOf(
        tests,
        { grade: pupil.grade, programs: own },
        decisions.get(pupil.studentId) ?? new Map(),
      ),
    };
  });
}

/**
 * A grade the pupil has in that school year calls for the test, with the programs of that year. While nobody is enrolled for
 * the year yet, the last one and the grade after it speak.
 */
export function calledFor(
  reader: Reader,
  { studentId, endYear, test: code }: { studentId: string; endYear: number; test: string },
): boolean {
  const test = testsInForce(reader).find((one) => one.code === code);
  if (!test) return false;
  const gradesOf = (year: number): string[] =>
    reader
      .rows<{ grade: string }>(
        `SELECT e.grade FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
          WHERE e.studentId = ? AND y.endYear = ? AND e.noShow = 0 AND e.extracurricularOnly = 0`,
        studentId,
        year,
      )
      .map(({ grade }) => grade);
  const own = gradesOf(endYear);
  const grades =
    own.length > 0
      ? own
      : gradesOf(endYear - 1).flatMap((grade) => [grade, nextGrade(grade)].filter((one) => one !== null));
  const programs = new Set(
    reader
      .rows<{ program: string }>(
        'SELECT program FROM programRecord WHERE studentId = ? AND startDate <= ? AND (endDate IS NULL OR endDate >= ?)',
        studentId,
        civilDate(endYear, 6, 30),
        civilDate(endYear - 1, 7, 1),
      )
      .map(({ program }) => program),
  );
  return grades.some((grade) => isExpected(test, grade, programs));
}
