import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { type CodeSet, type CodeValue, codeOf, codeProblem } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Problem } from '#domain/system/failure.ts';

/** A step of the set `program_step`. */
export interface StepValue extends CodeValue {
  /** The programs it belongs to. */
  readonly programs: readonly string[];
  /** Whether the exit criteria were met is asked. */
  readonly outcomes?: boolean;
}

/** What is wrong with noting a step in a program record; empty when it may be saved. */
export function stepProblems(
  row: Row<'programStep'>,
  record: Pick<Row<'programRecord'>, 'program' | 'startDate'>,
  { steps, outcomes, today }: { steps: CodeSet<StepValue>; outcomes: CodeSet; today: CivilDate },
): readonly Problem[] {
  const problems: Problem[] = [];
  const say = (field: keyof Row<'programStep'>, message: string | null): void => {
    if (message !== null) problems.push({ field, message });
  };
  const step = codeOf(steps, row.step);
  say('step', codeProblem(steps, row.step, row.doneOn));
  if (step && !step.programs.includes(record.program))
    say('step', `"${step.label}" is no step of this program.`);
  if (row.doneOn > today) say('doneOn', 'This day is still to come. Note it when it is done.');
  if (row.doneOn < record.startDate)
    say('doneOn', `The program record begins on ${dateInWords(record.startDate)}; this day is before it.`);
  if (row.nextBy !== null && row.nextBy <= row.doneOn)
    say('nextBy', 'The next time must come after the day it was done.');
  if (row.outcome !== null && !step?.outcomes) say('outcome', 'This step has no outcome. Leave it empty.');
  else if (row.outcome !== null) say('outcome', codeProblem(outcomes, row.outcome, row.doneOn));
  return problems;
}
