import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, remove, requiredRow } from '#db/system/rows.ts';
import { type StepValue, stepProblems } from '#domain/programs/step-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { Failure, type Problem } from '#domain/system/failure.ts';

type Step = Row<'programStep'>;

export const stepSet = (reader: Reader) => codeSetFile<StepValue>(reader, 'program_step');

/** What was done, by program record, newest first: of one pupil, or of everybody. */
export function stepsOf(reader: Reader, studentId?: string | undefined): Map<string, StepLine[]> {
  const steps = stepSet(reader);
  const outcomes = codeSetFile(reader, 'step_outcome');
  const lines = reader
    .rows<Step>(
      `SELECT s.* FROM programStep s JOIN programRecord r ON r.id = s.programRecordId
        WHERE (? IS NULL OR r.studentId = ?) ORDER BY s.doneOn DESC, s.id`,
      studentId ?? null,
      studentId ?? null,
    )
    .map((row) => ({
      ...row,
      stepLabel: labelOf(steps, row.step),
      outcomeLabel: row.outcome === null ? null : labelOf(outcomes, row.outcome),
    }));
  return Map.groupBy(lines, ({ programRecordId }) => programRecordId);
}

export type StepLine = Step & { readonly stepLabel: string; readonly outcomeLabel: string | null };

/** Notes something that was done, or corrects the note. A note stays with the program record it was made for. */
export function saveStep(writer: Writer, row: Step, today: CivilDate): void {
  const record = requiredRow(writer, 'programRecord', row.programRecordId);
  const before = writer.rows<Step>('SELECT * FROM programStep WHERE id = ?', row.id)[0];
  if (before && before.programRecordId !== row.programRecordId)
    throw new Failure('conflict', 'This step belongs to another program record.');
  const problems = stepProblems(row, record, {
    steps: stepSet(writer),
    outcomes: codeSetFile(writer, 'step_outcome'),
    today,
  });
  if (problems[0]) throw new Failure('invalid-input', problems[0].message, problems);
  put(writer, 'programStep', row);
}

/** After so many steps of programs others get their turn. */
const STEPS_A_TURN = 20;

/** Notes steps in several records on one day, all or none; each problem is told at its place in the list. */
export function* saveSteps(
  writer: Writer,
  input: {
    readonly steps: readonly Pick<Step, 'programRecordId' | 'step'>[];
    readonly doneOn: CivilDate;
    readonly note: string | null;
  },
  newId: () => string,
  today: CivilDate,
): Generator<void, { noted: number }> {
  const problems: Problem[] = [];
  for (const [at, step] of input.steps.entries()) {
    if (at % STEPS_A_TURN === STEPS_A_TURN - 1) yield;
    try {
      saveStep(
        writer,
        { ...step, id: newId(), doneOn: input.doneOn, outcome: null, nextBy: null, note: input.note },
        today,
      );
    } catch (error) {
      if (!(error instanceof Failure) || error.kind !== 'invalid-input') throw error;
      problems.push({ field: `steps.${at}`, message: error.message, value: step.programRecordId });
    }
  }
  if (problems[0]) throw new Failure('invalid-input', `Nothing was noted. ${problems[0].message}`, problems);
  return { noted: input.steps.length };
}

export function removeStep(writer: Writer, id: string): void {
  requiredRow(writer, 'programStep', id);
  remove(writer, 'programStep', id);
}
