import { calledFor } from '#db/assessments/expected-tests.ts';
import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, remove, requiredRow, rowOf } from '#db/system/rows.ts';
import { testDecision } from '#domain/assessments/assessments.records.ts';
import { scoreProblem } from '#domain/assessments/score-rules.ts';
import { partProblem } from '#domain/assessments/test-part.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { Row } from '#domain/sync/registry.ts';
import { type CivilDate, schoolYearOf } from '#domain/system/civil-date.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

/**
 * Decides how a pupil takes part in a test of this school year or the next; null takes the decision back. Anything but
 * "takes it" needs a reason, and the test must be one that the pupil's grade and programs call for, or stand decided.
 */
export function decideTest(writer: Writer, input: Omit<Row<'testDecision'>, 'id'>, today: CivilDate): void {
  requirePupil(writer, input.studentId);
  requireCode(writer, 'assessment', 'test', input.test);
  if (input.part !== null) requireCode(writer, 'assessment_part', 'part', input.part);
  const reason = input.reason?.trim() || null;
  const unexplained = partProblem(input.part, reason);
  if (unexplained) throw new Failure('invalid-input', unexplained.message, [unexplained]);
  const thisYear = schoolYearOf(today);
  if (input.endYear !== thisYear && input.endYear !== thisYear + 1)
    throw new Failure(
      'invalid-input',
      `It is decided for the school year ${schoolYearInWords(thisYear)} or ${schoolYearInWords(thisYear + 1)}, not for ${schoolYearInWords(input.endYear)}.`,
      [{ field: 'endYear', message: 'Not this school year or the next.', value: String(input.endYear) }],
    );
  const before = rowOf(writer, 'testDecision', naturalId(testDecision, input));
  if (before?.part == null && !calledFor(writer, input))
    throw new Failure(
      'invalid-input',
      `The pupil's grade and programs do not call for this test in ${schoolYearInWords(input.endYear)}, so there is nothing to decide. Correct the enrollment or the program first.`,
      [{ field: 'test', message: 'Not a test of this grade and these programs.', value: input.test }],
    );
  putKeyed(writer, 'testDecision', { ...input, reason: input.part === null ? null : reason });
}

/** Keeps a score. The same test on the same day is the same score, brought up to date. Answers its id. */
export function saveScore(writer: Writer, input: Omit<Row<'testScore'>, 'id'>, today: CivilDate): string {
  const { birthDate } = requirePupil(writer, input.studentId);
  requireCode(writer, 'assessment', 'test', input.test);
  const problem = scoreProblem(input, { birthDate, today });
  if (problem) throw new Failure('invalid-input', problem.message, [problem]);
  return putKeyed(writer, 'testScore', { ...input, score: input.score || null, level: input.level || null });
}

export function removeScore(writer: Writer, id: string): void {
  requiredRow(writer, 'testScore', id);
  remove(writer, 'testScore', id);
}

/** A pupil's scores, newest first. */
export const scoresOf = (reader: Reader, studentId: string): Row<'testScore'>[] =>
  reader.rows<Row<'testScore'>>(
    'SELECT * FROM testScore WHERE studentId = ? ORDER BY takenOn DESC, test, id',
    studentId,
  );

/** Only pupils take state tests: a parent or a teacher of the same name was meant otherwise. */
function requirePupil(reader: Reader, personId: string): Row<'person'> {
  const person = requiredRow(reader, 'person', personId);
  if (person.isStudent !== 1)
    throw new Failure('invalid-input', 'This person is no pupil, so there is no test to record.', [
      { field: 'studentId', message: 'Not a pupil.', value: personId },
    ]);
  return person;
}

function requireCode(reader: Reader, set: string, field: string, code: string): void {
  if (!codeSet(reader, set).some((one) => one.code === code))
    throw new Failure('invalid-input', 'Choose from the list.', [
      { field, message: 'Choose from the list.', value: code },
    ]);
}
