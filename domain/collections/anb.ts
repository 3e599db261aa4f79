import type { CountCode, CountRules } from '#domain/collections/count-rules.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { addRatios, compareRatios, multiplyRatios, type Ratio, ratio } from '#domain/system/fraction.ts';

/** The PIR days that count: at most seven. Source: MCA 20-1-304. */
export function pirDaysUsed(rules: Pick<CountRules, 'maximumPirDays'>, entered: number): number {
  return Math.min(Math.max(0, entered), rules.maximumPirDays);
}

/**
 * Average number belonging of one budget unit: the mean of both counts, times base days plus PIR days over base days.
 * Exact; rounding is for showing only. Source: MCA 20-9-311.
 */
export function anbOf(
  rules: Pick<CountRules, 'baseDays' | 'maximumPirDays'>,
  counts: { readonly fall: Ratio; readonly spring: Ratio; readonly pirDays: number },
): Ratio {
  const mean = multiplyRatios(addRatios(counts.fall, counts.spring), ratio(1, 2));
  const days = rules.baseDays + pirDaysUsed(rules, counts.pirDays);
  return multiplyRatios(mean, ratio(days, rules.baseDays));
}

/** Mean of this year's ANB and the two before; null unless both are known. Source: MCA 20-9-311. */
export function threeYearAnb(own: Ratio, before: readonly (Ratio | null)[]): Ratio | null {
  const [last, secondLast] = before;
  if (!last || !secondLast) return null;
  return multiplyRatios(addRatios(addRatios(own, last), secondLast), ratio(1, 3));
}

/**
 * Which of the two is larger. The state takes one for the whole district by its budget, so where units disagree nothing
 * is called "used".
 */
export function largerAnb(own: Ratio, threeYear: Ratio | null): 'current' | 'three-year' {
  return threeYear !== null && compareRatios(threeYear, own) > 0 ? 'three-year' : 'current';
}

/**
 * Average daily attendance for finance, of those present on both count dates: half the sum for full-time grades, a quarter
 * for preschool and half-time kindergarten. Not the same as end-of-year attendance totals. Source: ARM 10.15.101(3).
 */
export function financeAda(present: {
  readonly fullFall: number;
  readonly fullSpring: number;
  readonly halfFall: number;
  readonly halfSpring: number;
}): Ratio {
  return addRatios(
    ratio(present.fullFall + present.fullSpring, 2),
    ratio(present.halfFall + present.halfSpring, 4),
  );
}

/** Said beside the numbers of a count whose date is after today. */
export const countToComeWords = ({ count, date }: { count: CountCode; date: CivilDate }): string =>
  `The ${count} count is on ${dateInWords(date)}: its numbers, and what follows from them, are those of the pupils enrolled then as far as is known today.`;
