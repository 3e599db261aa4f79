import { type ExitReasons, missingForExit } from '#domain/special-education/exit-rules.ts';
import { evaluationDue } from '#domain/special-education/iep-dates.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addDays, addYears, type CivilDate } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';

/** When something is due in special education. */
export type PlanDueWhen =
  | { readonly kind: 'plan-end' | 'evaluation' | 'left' | 'exit-papers' }
  /** So many days after the meeting, while the plan is a draft or only complete. */
  | { readonly kind: 'unlocked'; readonly days: number }
  /** On that birthday, while a plan is in force. */
  | { readonly kind: 'age'; readonly years: number }
  /** By that birthday the plan that is in force on it has its transition part. */
  | { readonly kind: 'transition'; readonly years: number }
  /** On that birthday pupil and parents are told of the rights: that they will pass, or have passed. */
  | { readonly kind: 'rights'; readonly years: number; readonly told: 'toldOn' | 'passedOn' };

/** One rule of `resources/special-education/due-plans.json`. */
export interface PlanDueRule {
  readonly id: string;
  readonly fromYear: number;
  readonly toYear: number | null;
  readonly title: string;
  readonly source: string;
  readonly mark: string;
  readonly daysAhead: number;
  readonly due: PlanDueWhen;
}

type Plan = Pick<
  Row<'iep'>,
  'id' | 'status' | 'meetingDate' | 'startDate' | 'endDate' | 'lastEvaluation' | 'nextEvaluation'
>;
type Stay = Pick<Row<'enrollment'>, 'startDate' | 'endDate' | 'endReason'>;

/** One pupil with plans. */
export interface PlanFile {
  readonly birthDate: CivilDate | null;
  readonly plans: readonly Plan[];
  readonly exits: readonly Row<'specialEducationExit'>[];
  readonly transitions: readonly Row<'iepTransition'>[];
  readonly rights: Pick<Row<'rightsNotice'>, 'toldOn' | 'passedOn'> | null;
  /** Those the pupil came for. */
  readonly stays: readonly Stay[];
}

export interface PlanDue {
  readonly rule: PlanDueRule;
  readonly on: CivilDate;
  readonly because: string;
  /** The plan to open, the exit to enter or complete, or the notice about rights. */
  readonly at: { readonly plan: string } | { readonly exit: string | null } | { readonly rights: true };
}

/** The end of year of a pupil who goes on, or a change of grade: no leaving of school. */
const GOES_ON: ReadonlySet<string> = new Set(['EOY', 'GRADECHG']);

/** Goals, services and courses are all written. Source: 34 CFR 300.320(b). */
export const hasTransition = (
  part: Pick<Row<'iepTransition'>, 'goals' | 'services' | 'courseOfStudy'> | undefined,
): boolean => Boolean(part?.goals && part.services && part.courseOfStudy);

/** The last day of somebody who has left school; null while enrolled or expected. */
export function leftSchoolOn(stays: readonly Stay[], today: CivilDate): CivilDate | null {
  if (stays.some(({ endDate }) => endDate === null || endDate >= today)) return null;
  const last = [...stays].sort((a, b) => ((a.endDate ?? '') < (b.endDate ?? '') ? -1 : 1)).at(-1);
  return last && !GOES_ON.has(last.endReason ?? '') ? last.endDate : null;
}

/** The locked plan that began last, unless the pupil has left special education since it began. */
export function planNotLeft<P extends Pick<Plan, 'status' | 'startDate'>>(
  plans: readonly P[],
  exits: readonly Pick<Row<'specialEducationExit'>, 'exitedOn'>[],
): P | null {
  const newest = plans
    .filter(({ status }) => status === 'locked')
    .reduce<P | null>((a, b) => (a && a.startDate > b.startDate ? a : b), null);
  return newest && !exits.some(({ exitedOn }) => exitedOn >= newest.startDate) ? newest : null;
}

/** What is due for one pupil by today and the days ahead that each rule looks. */
export function planDue(
  rules: readonly PlanDueRule[],
  file: PlanFile,
  { today, reasons }: { today: CivilDate; reasons: ExitReasons },
): readonly PlanDue[] {
  const left = leftSchoolOn(file.stays, today);
  const plan = planNotLeft(file.plans, file.exits);
  return rules.flatMap((rule) =>
    eachDue(rule.due, file, { left, plan, reasons })
      .filter(({ on }) => on <= addDays(today, rule.daysAhead))
      .map((due) => ({ rule, ...due })),
  );
}

function eachDue(
  due: PlanDueWhen,
  file: PlanFile,
  { left, plan, reasons }: { left: CivilDate | null; plan: Plan | null; reasons: ExitReasons },
): Omit<PlanDue, 'rule'>[] {
  const here = left === null && file.stays.length > 0;
  switch (due.kind) {
    case 'plan-end':
      return plan && here
        ? [
            {
              on: plan.endDate,
              because: `The plan of ${dateInWords(plan.meetingDate)} ends.`,
              at: { plan: plan.id },
            },
          ]
        : [];
    case 'evaluation': {
      const last = plan?.lastEvaluation ?? null;
      const on = plan?.nextEvaluation ?? (last === null ? null : evaluationDue(last));
      return plan && here && on !== null
        ? [
            {
              on,
              because: last ? `Last evaluated ${dateInWords(last)}.` : 'As the plan says.',
              at: { plan: plan.id },
            },
          ]
        : [];
    }
    case 'unlocked':
      return here
        ? file.plans
            .filter(
              ({ status, meetingDate }) => status !== 'locked' && !(plan && plan.meetingDate > meetingDate),
            )
            .map(({ id, status, meetingDate }) => ({
              on: addDays(meetingDate, due.days),
              because: `The meeting was on ${dateInWords(meetingDate)}; the plan is ${status === 'draft' ? 'a draft' : 'complete, not locked'}.`,
              at: { plan: id },
            }))
        : [];
    case 'age':
      return plan && here && file.birthDate !== null
        ? [
            {
              on: addYears(file.birthDate, due.years),
              because: `Born ${dateInWords(file.birthDate)}; ${due.years} years.`,
              at: { exit: null },
            },
          ]
        : [];
    case 'transition': {
      if (!plan || !here || file.birthDate === null) return [];
      const on = addYears(file.birthDate, due.years);
      // A plan that ends before the birthday is followed by the one that must have it.
      if (plan.endDate < on || hasTransition(file.transitions.find(({ iepId }) => iepId === plan.id)))
        return [];
      return [
        {
          on,
          because: `Born ${dateInWords(file.birthDate)}; the plan in force at ${due.years} has no transition part.`,
          at: { plan: plan.id },
        },
      ];
    }
    case 'rights':
      return plan && here && file.birthDate !== null && !file.rights?.[due.told]
        ? [
            {
              on: addYears(file.birthDate, due.years),
              because: `Born ${dateInWords(file.birthDate)}; ${due.years} years.`,
              at: { rights: true },
            },
          ]
        : [];
    case 'left':
      return plan && left !== null && plan.endDate >= left
        ? [{ on: left, because: `The pupil’s last day was ${dateInWords(left)}.`, at: { exit: null } }]
        : [];
    case 'exit-papers':
      return file.exits.flatMap((exit) => {
        const missing = missingForExit(exit, file.stays, reasons);
        return missing.length > 0
          ? [
              {
                on: exit.exitedOn,
                because: missing.map(({ message }) => message).join(' '),
                at: { exit: exit.id },
              },
            ]
          : [];
      });
  }
}
