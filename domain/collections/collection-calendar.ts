import type { CountCode } from '#domain/collections/count-rules.ts';
import { addDays, type CivilDate, civilDate, daysFrom, firstMonday } from '#domain/system/civil-date.ts';

/** A day by rule: of a month, or so many days after the month's first Monday. Months from July on lie in the year before. */
export type DayRule =
  | { readonly month: number; readonly day: number }
  | { readonly firstMonday: number; readonly plusDays: number };

/** What the frozen content of a collection is made of; null where Hi-Line does not hold its records. */
export type CollectionContent =
  | 'count'
  | 'enrollment'
  | 'programs'
  | 'mode'
  | 'attendance'
  | 'leavers'
  | 'child-count'
  | 'special-education-exits'
  | 'extracurricular';

/** A dated question from the state. Lives in `resources/collections/collections.json`. */
export interface Collection {
  readonly code: string;
  readonly title: string;
  readonly about: string;
  readonly opens: DayRule;
  readonly due: DayRule;
  readonly certify: boolean;
  /** Kind of data its certifiers answer for. */
  readonly dataType: string | null;
  readonly count: CountCode | null;
  /** State files that carry it. */
  readonly files: readonly string[];
  /** A collection with nothing in it is certified too, to show that the zero was reviewed. */
  readonly zeroAllowed: boolean;
  /** Last day of corrections; null: none known. */
  readonly correctionsEnd: DayRule | null;
  readonly content: CollectionContent | null;
}

export interface CollectionCalendar {
  readonly statement: string;
  readonly helpDesk: { readonly name: string; readonly phone: string };
  readonly dataTypes: readonly { readonly code: string; readonly label: string }[];
  readonly collections: readonly Collection[];
  /** Dates the state announced. */
  readonly windows: readonly {
    readonly endYear: number;
    readonly code: string;
    readonly opens: CivilDate;
    readonly due: CivilDate;
  }[];
}

export interface CollectionWindow {
  readonly opens: CivilDate;
  readonly due: CivilDate;
  readonly correctionsEnd: CivilDate | null;
  /** Announced by the state; otherwise earlier years' rule. */
  readonly confirmed: boolean;
}

export function dayOf(rule: DayRule, endYear: number): CivilDate {
  const yearOf = (month: number): number => (month >= 7 ? endYear - 1 : endYear);
  return 'day' in rule
    ? civilDate(yearOf(rule.month), rule.month, rule.day)
    : addDays(firstMonday(yearOf(rule.firstMonday), rule.firstMonday), rule.plusDays);
}

/** When a collection is open in a school year. */
export function windowOf(
  calendar: CollectionCalendar,
  collection: Collection,
  endYear: number,
): CollectionWindow {
  const announced = calendar.windows.find((one) => one.endYear === endYear && one.code === collection.code);
  return {
    opens: announced?.opens ?? dayOf(collection.opens, endYear),
    due: announced?.due ?? dayOf(collection.due, endYear),
    correctionsEnd: collection.correctionsEnd === null ? null : dayOf(collection.correctionsEnd, endYear),
    confirmed: announced !== undefined,
  };
}

export type WindowState = 'not-open' | 'open' | 'due-soon' | 'overdue' | 'closed';

/** Days before the last one on which a deadline is called near. */
const SOON = 7;

/**
 * Where a collection stands on a day. `done`: certified by all who must; null for one that nobody certifies. Closed: past
 * its corrections, or past its last day where there is nothing to sign.
 */
export function windowState(dates: CollectionWindow, today: CivilDate, done: boolean | null): WindowState {
  if (done === null && today > dates.due) return 'closed';
  if (dates.correctionsEnd !== null && today > dates.correctionsEnd) return 'closed';
  if (today < dates.opens) return 'not-open';
  if (today > dates.due) return done ? 'open' : 'overdue';
  return daysFrom(today, dates.due) <= SOON ? 'due-soon' : 'open';
}
