import { evaluationDue } from '#domain/special-education/iep-dates.ts';
import type { Row } from '#domain/sync/registry.ts';
import { ageOn, type CivilDate } from '#domain/system/civil-date.ts';
import type { CodeValue } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';

export type CountedPlan = Pick<
  Row<'iep'>,
  'status' | 'startDate' | 'endDate' | 'lastEvaluation' | 'disability' | 'setting'
>;

interface Environment extends CodeValue {
  readonly schoolAge?: boolean;
  readonly earlyChildhood?: boolean;
}
interface Category extends CodeValue {
  readonly minAge?: number;
  readonly maxAgeExclusive?: number;
}

/** Ages that special education serves. Source: 34 CFR 300.101; MCA 20-7-411. */
const SERVED = { from: 3, to: 21 } as const;
/** A five-year-old in kindergarten has a school-age setting. Source: federal child count, file C002. */
export const isSchoolAge = (age: number, grade: string): boolean => age >= 6 || (age === 5 && grade !== 'PK');

/** A category may be of some ages only: developmental delay ends with the ninth birthday. */
export const disabilityFits = ({ minAge, maxAgeExclusive }: Category, age: number): boolean =>
  (minAge === undefined || age >= minAge) && (maxAgeExclusive === undefined || age < maxAgeExclusive);

/** Settings come in two lists, one for school age and one for early childhood; some stand on both. */
export const settingFits = ({ schoolAge, earlyChildhood }: Environment, ofSchoolAge: boolean): boolean =>
  (ofSchoolAge ? schoolAge : earlyChildhood) !== false;

/**
 * On a count day in October, a plan that was in force in September and has lapsed since still counts: the meeting was
 * moved. Source: OPI note on the 2017 child count.
 */
const lapsedInSeptember = (endDate: CivilDate, date: CivilDate): boolean =>
  date.slice(5, 7) === '10' && endDate >= `${date.slice(0, 4)}-09-01`;

/**
 * What keeps a pupil with a plan off the child count on a day, in a sentence; null when counted. The first thing to mend is
 * said first: plan, then evaluation, then what must fit the age. Source: OPI child count notice, checks in its order.
 */
export function childCountProblem(
  plan: CountedPlan & {
    readonly birthDate: CivilDate | null;
    readonly grade: string;
    /** Last day in special education since the plan began; null while the pupil is in it. */
    readonly exitedOn: CivilDate | null;
  },
  date: CivilDate,
  codes: { disability: Category | undefined; setting: Environment | undefined },
): string | null {
  if (plan.exitedOn !== null && plan.exitedOn < date)
    return `The pupil left special education on ${dateInWords(plan.exitedOn)}.`;
  if (plan.status !== 'locked') return 'The plan is not locked. Complete and lock it.';
  if (plan.startDate > date) return `The plan starts later, on ${dateInWords(plan.startDate)}.`;
  if (plan.endDate < date && !lapsedInSeptember(plan.endDate, date))
    return `The plan ended on ${dateInWords(plan.endDate)}. It needs its yearly review.`;
  if (plan.lastEvaluation === null) return 'There is no evaluation report. Enter the date of the last one.';
  if (plan.lastEvaluation > date) return 'The last evaluation is dated later than the count.';
  const due = evaluationDue(plan.lastEvaluation);
  if (due < date)
    return `The evaluation of ${dateInWords(plan.lastEvaluation)} is more than three years old: the next was due by ${dateInWords(due)}.`;
  if (!codes.disability) return 'The plan names no disability category of the list.';
  if (!codes.setting) return 'The plan names no setting of the list.';
  if (plan.birthDate === null) return 'The birth date is missing, so nobody can tell what fits the age.';
  const age = ageOn(plan.birthDate, date);
  if (age < SERVED.from || age > SERVED.to)
    return `The pupil is ${age}: the count is of ages ${SERVED.from} to ${SERVED.to}.`;
  if (!disabilityFits(codes.disability, age))
    return `${codes.disability.label} does not fit the age of ${age}. The category must be looked at again.`;
  const schoolAge = isSchoolAge(age, plan.grade);
  if (!settingFits(codes.setting, schoolAge))
    return `"${codes.setting.label}" is a setting of ${schoolAge ? 'early childhood' : 'school age'}, and the pupil is ${age}.`;
  return null;
}
