import { hasTransition, type PlanDueRule } from '#domain/special-education/due-plans.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addYears, type CivilDate } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Problem } from '#domain/system/failure.ts';

/** The ages at which duties begin, as the rules in force say; null where none says so. */
export interface DutyAges {
  /** The plan in force on that birthday has a transition part. */
  readonly transition: number | null;
  /** The rights pass from the parents to the pupil. */
  readonly rightsPass: number | null;
}

export function dutyAges(rules: readonly PlanDueRule[]): DutyAges {
  const ages = { transition: null as number | null, rightsPass: null as number | null };
  for (const { due } of rules) {
    if (due.kind === 'transition') ages.transition = due.years;
    if (due.kind === 'rights' && due.told === 'passedOn') ages.rightsPass = due.years;
  }
  return ages;
}

/** What keeps a plan that is in force on that birthday from being complete: its transition part, unless it is written. */
export function transitionProblems(
  { endDate }: Pick<Row<'iep'>, 'endDate'>,
  { birthDate, transition }: { birthDate: CivilDate | null; transition: Parameters<typeof hasTransition>[0] },
  { transition: age }: DutyAges,
): readonly Problem[] {
  if (birthDate === null || age === null) return [];
  const birthday = addYears(birthDate, age);
  return endDate < birthday || hasTransition(transition)
    ? []
    : [
        {
          field: 'transition',
          message: `The pupil is ${age} on ${dateInWords(birthday)}, under this plan: write goals after school, transition services and courses of study.`,
        },
      ];
}

/** What is wrong with the days of the notices about rights; empty when they may be kept. */
export function rightsProblems(
  { toldOn, passedOn }: Pick<Row<'rightsNotice'>, 'toldOn' | 'passedOn'>,
  { birthDate, today }: { birthDate: CivilDate | null; today: CivilDate },
  { rightsPass: age }: DutyAges,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [field, day] of [
    ['toldOn', toldOn],
    ['passedOn', passedOn],
  ] as const)
    if (day !== null && day > today) problems.push({ field, message: 'That day is still to come.' });
  const birthday = birthDate === null || age === null ? null : addYears(birthDate, age);
  if (passedOn !== null && birthday !== null && passedOn < birthday)
    problems.push({
      field: 'passedOn',
      message: `The rights pass with ${age} years, on ${dateInWords(birthday)}.`,
    });
  return problems;
}
