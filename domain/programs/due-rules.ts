import type { CivilDate } from '#domain/system/civil-date.ts';

/**
 * When something is due for a pupil in a program. Days are calendar days unless they say school days; a school year is
 * counted as full when the record began on or before its first day.
 */
export type DueWhen =
  /** So many days after the record began, until it has been done once. */
  | { readonly kind: 'once'; readonly days: number }
  /**
   * Each school year: so many days after school began, or after the pupil came or the record began where that is later.
   * Without `afterStart` a record that began in this school year is not asked about before the next.
   */
  | { readonly kind: 'yearly'; readonly afterSchoolBegins: number; readonly afterStart?: number | undefined }
  /** Each school year by a day of the year; `years`: only in so many full school years. */
  | {
      readonly kind: 'by-date';
      readonly month: number;
      readonly day: number;
      readonly years?: number | undefined;
    }
  /** So many months after it was last done, or after the record began; an earlier day may have been agreed. */
  | { readonly kind: 'every'; readonly months: number }
  /** So many days after the newest such step, when that had the outcome. */
  | { readonly kind: 'after-step'; readonly step: string; readonly outcome: string; readonly days: number }
  /** The record may last so many months, so many full school years, the school year it began in, or its own dates. */
  | { readonly kind: 'months'; readonly months: number }
  | { readonly kind: 'school-years'; readonly years: number }
  | { readonly kind: 'year-end' }
  | { readonly kind: 'ends' }
  /** A record of an earlier school year holds through so many school days of this one. */
  | { readonly kind: 'carry-over'; readonly schoolDays: number }
  /** The pupil is not enrolled any more. */
  | { readonly kind: 'left' };

/** Either a step to note, or the field of the record to change. */
export type DueAsks = { readonly step: string } | { readonly change: 'endDate' };

/** One rule of `resources/programs/due-work.json`. */
export interface DueRule {
  readonly id: string;
  readonly fromYear: number;
  readonly toYear: number | null;
  /** A program of the set `program`, or * for every one. */
  readonly program: string;
  /** Only records with one of these details. */
  readonly details?: readonly string[] | undefined;
  readonly exceptCertifications?: readonly string[] | undefined;
  readonly title: string;
  readonly source: string;
  /** S state source, L law, D local default. */
  readonly mark: string;
  /** How many days before it is due it is shown. */
  readonly daysAhead: number;
  readonly asks: DueAsks;
  readonly due: DueWhen;
}

/** The pupil as far as the rules ask. */
export interface DuePupil {
  /** First day of the pupil in this school year, or in a coming one; null when not enrolled. */
  readonly cameOn: CivilDate | null;
  /** Last day of the newest enrollment; null while enrolled. */
  readonly leftOn: CivilDate | null;
  /** The n-th school day of the pupil's calendar in this school year, the first being 1; null where it has none. */
  readonly schoolDay: (n: number) => CivilDate | null;
}

/** First and last day of school years by ending year. */
export interface SchoolYears {
  readonly firstDay: (endYear: number) => CivilDate;
  readonly lastDay: (endYear: number) => CivilDate;
}

/** The rules of a school year. */
export const dueRulesOf = (rules: readonly DueRule[], endYear: number): readonly DueRule[] =>
  rules.filter(({ fromYear, toYear }) => fromYear <= endYear && (toYear === null || endYear <= toYear));
