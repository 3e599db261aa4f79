import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, remove, requiredRow } from '#db/system/rows.ts';
import { TAKES } from '#domain/assessments/test-part.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';

/** Decides how a pupil takes part in a test of a year; null takes the decision back. Anything but "takes it" needs a reason. */
export function decideTest(writer: Writer, input: Omit<Row<'testDecision'>, 'id'>): void {
  requiredRow(writer, 'person', input.studentId);
  requireCode(writer, 'assessment', 'test', input.test);
  if (input.part !== null) requireCode(writer, 'assessment_part', 'part', input.part);
  if (input.part !== null && input.part !== TAKES && input.reason === null)
    throw new Failure('invalid-input', 'Say why, so that it can be explained later.', [
      { field: 'reason', message: 'Please fill this in.' },
    ]);
  putKeyed(writer, 'testDecision', { ...input, reason: input.part === null ? null : input.reason });
}

/** Keeps a score. The same test on the same day is the same score, brought up to date. Answers its id. */
export function saveScore(writer: Writer, input: Omit<Row<'testScore'>, 'id'>, today: CivilDate): string {
  requiredRow(writer, 'person', input.studentId);
  requireCode(writer, 'assessment', 'test', input.test);
  if (input.takenOn > today)
    throw new Failure('invalid-input', 'A score cannot be from a day to come. Correct the date.', [
      { field: 'takenOn', message: 'After today.', value: input.takenOn },
    ]);
  if (input.score === null && input.level === null)
    throw new Failure('invalid-input', 'Enter the score or the level.', [
      { field: 'score', message: 'Please fill one in.' },
    ]);
  return putKeyed(writer, 'testScore', input);
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

function requireCode(reader: Reader, set: string, field: string, code: string): void {
  if (!codeSet(reader, set).some((one) => one.code === code))
    throw new Failure('invalid-input', 'Choose from the list.', [
      { field, message: 'Choose from the list.', value: code },
    ]);
}
