import { type TestedPupil, type TestScope, testedPupils } from '#db/assessments/expected-tests.ts';
import type { Reader } from '#db/system/connection.ts';
import type { Row } from '#domain/sync/registry.ts';
import { type CivilDate, schoolYearOf } from '#domain/system/civil-date.ts';

export interface TestLine {
  readonly studentId: string;
  readonly name: string;
  readonly stateId: string | null;
  readonly grade: string;
  readonly schoolNumber: string;
  readonly test: string;
  readonly part: string;
  readonly decided: boolean;
  readonly reason: string | null;
  /** Not enrolled on the day the list is compared with. */
  readonly cameSince: boolean;
  /** The newest result of this test in the school year, where one is on file. */
  readonly score: string | null;
}

interface TestList {
  readonly lines: readonly TestLine[];
  /** Enrolled on the earlier day and not on this one. */
  readonly gone: readonly { studentId: string; name: string; grade: string }[];
}

/** Who takes which test on a day; with `since`, who came and who left after that earlier day (registration, say). */
export function testList(reader: Reader, scope: TestScope & { since?: CivilDate | undefined }): TestList {
  const endYear = schoolYearOf(scope.date);
  const pupils = testedPupils(reader, scope);
  const before =
    scope.since === undefined ? undefined : testedPupils(reader, { ...scope, date: scope.since });
  const earlier = new Set(before?.map(({ studentId }) => studentId));
  const now = new Set(pupils.map(({ studentId }) => studentId));
  const scores = new Map<string, string>();
  for (const row of reader.rows<Row<'testScore'>>(
    'SELECT * FROM testScore WHERE takenOn BETWEEN ? AND ? ORDER BY takenOn, id',
    `${endYear - 1}-07-01`,
    `${endYear}-06-30`,
  ))
    scores.set(
      `${row.studentId} ${row.test}`,
      [row.score, row.level].filter(Boolean).join(', ') || 'on file',
    );
  return {
    lines: pupils
      .flatMap((pupil) =>
        pupil.parts.map(
          (part): TestLine => ({
            studentId: pupil.studentId,
            name: nameOf(pupil),
            stateId: pupil.stateId,
            grade: pupil.grade,
            schoolNumber: pupil.schoolNumber,
            ...part,
            cameSince: before !== undefined && !earlier.has(pupil.studentId),
            score: scores.get(`${pupil.studentId} ${part.test}`) ?? null,
          }),
        ),
      )
      .sort((a, b) => (a.grade + a.name < b.grade + b.name ? -1 : 1)),
    gone: (before ?? [])
      .filter(({ studentId, parts }) => !now.has(studentId) && parts.length > 0)
      .map((pupil) => ({ studentId: pupil.studentId, name: nameOf(pupil), grade: pupil.grade })),
  };
}

const nameOf = (pupil: TestedPupil): string => `${pupil.lastName}, ${pupil.firstName}`;
