import { hasTransition } from '#domain/special-education/due-plans.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addYears, type CivilDate } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Problem } from '#domain/system/failure.ts';

/** The first plan in force at this age has a transition part. Source: 34 CFR 300.320(b). */
const AGE = 16;

/** What keeps a plan that is in force at sixteen from being complete: its transition part, unless it is written. */
export function transitionProblems(
  { endDate }: Pick<Row<'iep'>, 'endDate'>,
  { birthDate, transition }: { birthDate: CivilDate | null; transition: Parameters<typeof hasTransition>[0] },
): readonly Problem[] {
  if (birthDate === null) return [];
  const sixteen = addYears(birthDate, AGE);
  return endDate < sixteen || hasTransition(transition)
    ? []
    : [
        {
          field: 'transition',
          message: `The pupil is ${AGE} on ${dateInWords(sixteen)}, under this plan: write goals after school, transition services and courses of study.`,
        },
      ];
}

/** What is wrong with the days of the notices about rights; empty when they may be kept. */
export function rightsProblems(
  { toldOn, passedOn }: Pick<Row<'rightsNotice'>, 'toldOn' | 'passedOn'>,
  { birthDate, today }: { birthDate: CivilDate | null; today: CivilDate },
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [field, day] of [
    ['toldOn', toldOn],
    ['passedOn', passedOn],
  ] as const)
    if (day !== null && day > today) problems.push({ field, message: 'That day is still to come.' });
  const eighteen = birthDate === null ? null : addYears(birthDate, 18);
  if (passedOn !== null && eighteen !== null && passedOn < eighteen)
    problems.push({
      field: 'passedOn',
      message: `The rights pass on the eighteenth birthday, ${dateInWords(eighteen)}.`,
    });
  return problems;
}
