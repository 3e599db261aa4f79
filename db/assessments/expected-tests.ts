import { type EnrolledPupil, enrolledOn } from '#db/state-files/enrolled-on.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { partsOf, type TestPart, type TestValue } from '#domain/assessments/test-part.ts';
import { activeOn } from '#domain/programs/program-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import { type CivilDate, schoolYearOf } from '#domain/system/civil-date.ts';

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
