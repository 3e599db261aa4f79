import type { CivilDate } from '#domain/system/civil-date.ts';
import { type CodeSet, codeProblem } from '#domain/system/code-set.ts';
import type { Problem } from '#domain/system/failure.ts';

/**
 * The two-part question: first whether Hispanic or Latino, then one race or more, also when the first answer is yes. An
 * answer to neither part is no problem; to one part alone it is. Codes must be in use on that day, since the lists change
 * (the standard of 2024 makes one question of the two). Source: federal guidance of 2007; OPI.
 */
export function raceProblems(
  answer: { readonly hispanic: string | null; readonly races: readonly string[] },
  sets: { readonly ethnicity: CodeSet; readonly race: CodeSet },
  on: CivilDate,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (answer.hispanic !== null) {
    const wrong = codeProblem(sets.ethnicity, answer.hispanic, on);
    if (wrong) problems.push({ field: 'hispanic', message: wrong, value: answer.hispanic });
  } else if (answer.races.length > 0)
    problems.push({
      field: 'hispanic',
      message: 'Answer the first part too: is the pupil Hispanic or Latino?',
    });
  if (answer.hispanic !== null && answer.races.length === 0)
    problems.push({
      field: 'races',
      message: 'Choose at least one race, also for a pupil who is Hispanic or Latino.',
    });
  for (const race of answer.races) {
    const wrong = codeProblem(sets.race, race, on);
    if (wrong) problems.push({ field: 'races', message: wrong, value: race });
  }
  return problems;
}
