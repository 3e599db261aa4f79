import { type AbsenceRun, tenDayOutcome } from '#domain/collections/absence-run.ts';
import {
  ageForYear,
  anbFraction,
  type CountCode,
  type CountRules,
  unitOfGrade,
} from '#domain/collections/count-rules.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { addRatios, compareRatios, type Ratio, ratio, subtractRatio } from '#domain/system/fraction.ts';

/** One enrollment that spans the count date, with all the count needs to know about it. */
export interface CountFacts {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly grade: string;
  readonly startDate: CivilDate;
  readonly birthDate: CivilDate | null;
  /** Scheduled minutes of the year; null where there is no schedule and none were entered. */
  readonly minutes: number | null;
  readonly run: AbsenceRun;
  /** What a person decided for this count, over what was worked out. */
  readonly decided: {
    readonly absent: boolean | null;
    readonly tenDay: boolean | null;
    /** A code of `anb_exclusion_reason`, such as LEFT. */
    readonly exclusion: string | null;
    /** Shown proficient under 20-9-311(4)(d): counted although under 180 hours. */
    readonly proficient: boolean;
  };
  readonly stateExclude: boolean;
  /** The calendar, or the grade in it, is left out of state counts. */
  readonly calendarExcludes: 'calendar' | 'grade' | null;
  readonly extracurricularOnly: boolean;
  readonly dayTreatment: boolean;
  /** Eligible at 19 or 20 under the special rule. */
  readonly ageEligible: boolean;
  /** Meeting at which the trustees admitted a child under 5. */
  readonly boardApprovedOn: CivilDate | null;
  /** Receives special education from the district on the count date. */
  readonly specialEducation: boolean;
}

/** How one enrollment counts, and why. */
export interface CountLine {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly unit: string | null;
  readonly minutes: number | null;
  readonly absentOnCountDate: boolean;
  readonly run: AbsenceRun;
  readonly excludedTenDay: boolean;
  /** Codes of `anb_exclusion_reason`; empty when the enrollment counts. */
  readonly exclusions: readonly string[];
  /** Sentences for a person to decide on. */
  readonly review: readonly string[];
  /** What it adds to its unit, after the pupil's cap of one. */
  readonly fraction: Ratio;
}

const ZERO = ratio(0);
const ONE = ratio(1);

/**
 * How each enrollment counts on a count date. A pupil's enrollments in one unit add their hours, and all of them together
 * are never more than one pupil. Sources: MCA 20-9-311, ARM 10.20.102; which enrollment gives way at the cap (the later
 * one) is a local default.
 */
export function studentCount(
  facts: readonly CountFacts[],
  rules: CountRules,
  endYear: number,
): readonly CountLine[] {
  const lines = facts.map((fact) => judged(fact, rules, endYear));
  const byPupil = new Map<string, { fact: CountFacts; line: Judged }[]>();
  facts.forEach((fact, at) => {
    const line = lines[at] as Judged;
    if (line.exclusions.length > 0) return;
    byPupil.set(fact.studentId, [...(byPupil.get(fact.studentId) ?? []), { fact, line }]);
  });
  const fractions = new Map<string, Ratio>();
  for (const own of byPupil.values()) shareOfPupil(own, rules, fractions);
  return lines.map((line) => ({ ...line, fraction: fractions.get(line.enrollmentId) ?? ZERO }));
}

type Judged = Omit<CountLine, 'fraction'>;

function judged(fact: CountFacts, rules: CountRules, endYear: number): Judged {
  const exclusions: string[] = [];
  const review: string[] = [];
  const age = fact.birthDate === null ? null : ageForYear(rules, fact.birthDate, endYear);
  const outcome = tenDayOutcome(fact.run, rules.consecutiveDays);
  const excludedTenDay = fact.decided.tenDay ?? outcome === 'excluded';
  if (excludedTenDay) exclusions.push('TENDAY');
  else if (outcome === 'review' && fact.decided.tenDay === null)
    review.push(
      `Absent ${fact.run.beforeCountDate} school days in a row up to the day before the count date, back on the count date. Decide whether the 10-day rule leaves this pupil out.`,
    );
  if (fact.decided.exclusion !== null && !exclusions.includes(fact.decided.exclusion))
    exclusions.push(fact.decided.exclusion);
  if (fact.extracurricularOnly) exclusions.push('ECA');
  if (fact.dayTreatment && !exclusions.includes('DAYTREAT')) exclusions.push('DAYTREAT');
  if (
    isKindergarten(fact.grade) &&
    age !== null &&
    age < rules.kindergartenAge &&
    fact.boardApprovedOn === null
  )
    exclusions.push('K_UNDER5');
  if (age !== null && age >= rules.oldestAge && !fact.ageEligible) exclusions.push('AGE19');
  if (fact.grade === 'PK' && (endYear < rules.preschoolFromYear || !fact.specialEducation))
    exclusions.push('PRESCHOOL');
  if (fact.stateExclude) exclusions.push('STATE');
  if (fact.calendarExcludes)
    exclusions.push(fact.calendarExcludes === 'grade' ? 'STATE_GRADE' : 'STATE_CALENDAR');
  const unit = unitOfGrade(rules, fact.grade);
  if (!unit) review.push(`Grade ${fact.grade} belongs to no budget unit, so it adds to none.`);
  if (fact.minutes === null)
    review.push('No aggregate hours: give the pupil a room or classes, or enter the hours.');
  if (fact.birthDate === null) review.push('No birth date, so the age rules could not be checked.');
  return {
    enrollmentId: fact.enrollmentId,
    studentId: fact.studentId,
    unit: unit?.code ?? null,
    minutes: fact.minutes,
    absentOnCountDate: fact.decided.absent ?? fact.run.absentOnCountDate,
    run: fact.run,
    excludedTenDay,
    exclusions,
    review,
  };
}

/** Shares one pupil's fraction over the enrollments: hours of one unit together, earliest first, one pupil in all. */
function shareOfPupil(
  own: readonly { fact: CountFacts; line: Judged }[],
  rules: CountRules,
  into: Map<string, Ratio>,
): void {
  const ordered = own.toSorted(
    (a, b) =>
      (a.fact.startDate < b.fact.startDate ? -1 : a.fact.startDate > b.fact.startDate ? 1 : 0) ||
      (a.fact.enrollmentId < b.fact.enrollmentId ? -1 : 1),
  );
  const minutesOfUnit = new Map<string, number>();
  let left = ONE;
  for (const { fact, line } of ordered) {
    if (line.unit === null) continue;
    const before = minutesOfUnit.get(line.unit) ?? 0;
    const after = before + (line.minutes ?? 0);
    minutesOfUnit.set(line.unit, after);
    let fraction = subtractRatio(anbFraction(rules, after), anbFraction(rules, before));
    if (fact.decided.proficient && before === 0 && compareRatios(anbFraction(rules, after), ONE) < 0)
      fraction = ONE;
    if (compareRatios(fraction, left) > 0) fraction = left;
    left = subtractRatio(left, fraction);
    into.set(line.enrollmentId, fraction);
  }
}

const isKindergarten = (grade: string): boolean => grade === 'KF' || grade === 'KH';

/** Nothing the state is told of: marked on the enrollment, its calendar or its grade. */
export const isUnreported = (line: Pick<CountLine, 'exclusions'>): boolean =>
  line.exclusions.some((code) => code === 'STATE' || code === 'STATE_CALENDAR' || code === 'STATE_GRADE');

/** Sum of the fractions of one unit, or of all. */
export function enrolledIn(lines: readonly CountLine[], unit?: string): Ratio {
  return lines
    .filter((line) => unit === undefined || line.unit === unit)
    .reduce((sum, line) => addRatios(sum, line.fraction), ZERO);
}

/** Enrollments whose pupil was there for any part of the count date: what average daily attendance for finance counts. */
export function presentOn(lines: readonly CountLine[]): readonly CountLine[] {
  return lines.filter((line) => !line.absentOnCountDate);
}

export interface CountKey {
  readonly endYear: number;
  readonly count: CountCode;
}
