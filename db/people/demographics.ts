import { codeSetFile } from '#db/system/code-sets.ts';
import type { Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import { raceProblems } from '#domain/people/race-question.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

export interface Demographics {
  readonly personId: string;
  readonly hispanic: string | null;
  readonly races: readonly string[];
  readonly homeLanguage: string | null;
  readonly enteredGrade9: string | null;
}

/** Answers to the two-part question, home language and the first day of grade 9. `on`: the day whose code list holds. */
export function saveDemographics(writer: Writer, input: Demographics, on: string): void {
  requiredRow(writer, 'person', input.personId);
  const problems = raceProblems(
    input,
    { ethnicity: codeSetFile(writer, 'ethnicity'), race: codeSetFile(writer, 'race') },
    on,
  );
  const known = writer.rows<Row<'demographics'>>(
    'SELECT * FROM demographics WHERE personId = ?',
    input.personId,
  )[0];
  const races = [...new Set(input.races)].sort();
  const stored = races.length === 0 ? null : JSON.stringify(races);
  // Codes that were right when they were entered may stay; only a new answer is held to today's list.
  const answered = known?.hispanic !== input.hispanic || (known?.races ?? null) !== stored;
  if (answered && problems[0]) throw new Failure('invalid-input', problems[0].message, problems);
  putKeyed(writer, 'demographics', {
    personId: input.personId,
    hispanic: input.hispanic,
    races: stored,
    homeLanguage: input.homeLanguage?.trim() || null,
    enteredGrade9: input.enteredGrade9,
  });
}
