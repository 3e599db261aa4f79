import type { CivilDate } from '#domain/system/civil-date.ts';
import { ageOn, civilDate, firstMonday } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';
import { type Ratio, ratio } from '#domain/system/fraction.ts';

export type CountCode = 'fall' | 'spring';

export interface CountRule {
  readonly code: CountCode;
  readonly label: string;
  /** The count is on the first Monday of this month, or the next school day. */
  readonly month: number;
  /** Record type of the state's upload. */
  readonly recordType: string;
}

export interface BudgetUnit {
  readonly code: string;
  readonly label: string;
  readonly grades: readonly string[];
}

export interface MinimumHours {
  readonly band: string;
  readonly label: string;
  readonly grades: readonly string[];
  readonly hours: number;
}

/**
 * Everything about counting that the state may change, for the school years from one ending year on. Lives in
 * `resources/collections/count-rules.json`. Sources: MCA 20-9-311, 20-1-301, ARM 10.20.102.
 */
export interface CountRules {
  readonly fromYear: number;
  readonly toYear: number | null;
  readonly counts: readonly CountRule[];
  /** Dates the state set otherwise, by ending year and count. */
  readonly setDates: readonly {
    readonly endYear: number;
    readonly count: CountCode;
    readonly date: CivilDate;
  }[];
  /** Fraction of a pupil in quarters, from so many aggregate hours on; ascending. */
  readonly bands: readonly { readonly fromHours: number; readonly quarters: number }[];
  readonly minimumHours: readonly MinimumHours[];
  /** Hours that may be enough for graduating seniors. */
  readonly seniorHours: number;
  readonly units: readonly BudgetUnit[];
  /** Grades that weigh half in average daily attendance for finance. */
  readonly halfWeightGrades: readonly string[];
  /** Consecutive absent school days through the count date that exclude. */
  readonly consecutiveDays: number;
  readonly baseDays: number;
  readonly maximumPirDays: number;
  readonly kindergartenAge: number;
  readonly oldestAge: number;
  /** Month and day on which a pupil's age is taken, "09-10". */
  readonly ageMonthDay: string;
  /** First ending year in which preschoolers in special education count. */
  readonly preschoolFromYear: number;
  /** Who is an early graduate: grade, and semesters since entering grade 9. Left out: grade 12 after seven. */
  readonly earlyGraduate?: { readonly grade: string; readonly semesters: number } | undefined;
  /** Digits shown of an ANB; the calculation itself is exact. Local default. */
  readonly showDigits: number;
}

/** Those of a school year, where there are some. */
export const countRulesIn = (rows: readonly CountRules[], endYear: number): CountRules | undefined =>
  rows.find(({ fromYear, toYear }) => fromYear <= endYear && (toYear === null || endYear <= toYear));

/** The rules of the school year that ends then. Refused where no row covers it: guessing would make wrong state numbers. */
export function countRulesOf(rows: readonly CountRules[], endYear: number): CountRules {
  const row = countRulesIn(rows, endYear);
  if (!row)
    throw new Failure(
      'invalid-input',
      `There are no count rules for the school year that ends in ${endYear}. Choose another school year, or add them to the count rules under Settings.`,
      [{ field: 'endYear', message: 'No count rules for that school year.', value: String(endYear) }],
    );
  return row;
}

export function countRule(rules: CountRules, count: CountCode): CountRule {
  const rule = rules.counts.find(({ code }) => code === count);
  if (!rule) throw new RangeError(`There is no ${count} count in this school year.`);
  return rule;
}

/** The day a count falls on before school calendars are asked: set by the state, or the first Monday of its month. */
export function nominalCountDate(rules: CountRules, count: CountCode, endYear: number): CivilDate {
  const set = rules.setDates.find((one) => one.endYear === endYear && one.count === count);
  if (set) return set.date;
  const { month } = countRule(rules, count);
  return firstMonday(month >= 7 ? endYear - 1 : endYear, month);
}

/**
 * What an enrollment counts as for so many aggregate minutes: half-open bands, so 359.99 hours are in the lower one.
 * Source: MCA 20-9-311(4).
 */
export function anbFraction(rules: Pick<CountRules, 'bands'>, minutes: number): Ratio {
  let quarters = 0;
  for (const band of rules.bands) if (minutes >= band.fromHours * 60) quarters = band.quarters;
  return ratio(quarters, 4);
}

/** The budget unit a grade belongs to; undefined for a grade no unit has. */
export function unitOfGrade(rules: Pick<CountRules, 'units'>, grade: string): BudgetUnit | undefined {
  return rules.units.find((unit) => unit.grades.includes(grade));
}

/** A pupil's age on the state's day (September 10) of the school year that ends then. */
export function ageForYear(
  rules: Pick<CountRules, 'ageMonthDay'>,
  birthDate: CivilDate,
  endYear: number,
): number {
  const [month = 9, day = 10] = rules.ageMonthDay.split('-').map(Number);
  return ageOn(birthDate, civilDate(endYear - 1, month, day));
}
