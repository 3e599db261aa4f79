import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
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
/** An evaluation is good for this many years. Source: 34 CFR 300.303(b). */
const EVALUATION_YEARS = 3;
/** A five-year-old in kindergarten has a school-age setting. Source: federal child count, file C002. */
const isSchoolAge = (age: number, grade: string): boolean => age >= 6 || (age === 5 && grade !== 'PK');

/** Whole years on a day. */
export function ageOn(birthDate: CivilDate, date: CivilDate): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/**
 * What keeps a pupil with a plan off the child count on a day, in a sentence; null when counted. The first thing to mend is
 * said first: plan, then evaluation, then what must fit the age. Source: OPI child count notice, checks in its order.
 */
export function childCountProblem(
  plan: CountedPlan & { readonly birthDate: CivilDate | null; readonly grade: string },
  date: CivilDate,
  codes: { disability: Category | undefined; setting: Environment | undefined },
): string | null {
  if (plan.status !== 'locked') return 'The plan is not locked. Complete and lock it.';
  if (plan.startDate > date) return `The plan starts later, on ${dateInWords(plan.startDate)}.`;
  if (plan.endDate < date)
    return `The plan ended on ${dateInWords(plan.endDate)}. It needs its yearly review.`;
  if (plan.lastEvaluation === null) return 'There is no evaluation report. Enter the date of the last one.';
  if (plan.lastEvaluation > date) return 'The last evaluation is dated later than the count.';
  const good = `${Number(plan.lastEvaluation.slice(0, 4)) + EVALUATION_YEARS}${plan.lastEvaluation.slice(4)}`;
  if (good < date)
    return `The evaluation of ${dateInWords(plan.lastEvaluation)} is more than ${EVALUATION_YEARS} years old.`;
  if (!codes.disability) return 'The plan names no disability category of the list.';
  if (!codes.setting) return 'The plan names no setting of the list.';
  if (plan.birthDate === null) return 'The birth date is missing, so nobody can tell what fits the age.';
  const age = ageOn(plan.birthDate, date);
  if (age < SERVED.from || age > SERVED.to)
    return `The pupil is ${age}: the count is of ages ${SERVED.from} to ${SERVED.to}.`;
  const { minAge, maxAgeExclusive } = codes.disability;
  if ((minAge !== undefined && age < minAge) || (maxAgeExclusive !== undefined && age >= maxAgeExclusive))
    return `${codes.disability.label} does not fit the age of ${age}. The category must be looked at again.`;
  const schoolAge = isSchoolAge(age, plan.grade);
  if (schoolAge ? codes.setting.schoolAge === false : codes.setting.earlyChildhood === false)
    return `"${codes.setting.label}" is a setting of ${schoolAge ? 'early childhood' : 'school age'}, and the pupil is ${age}.`;
  return null;
}
