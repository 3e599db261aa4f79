import type { DuePupil, DueRule, SchoolYears } from '#domain/programs/due-rules.ts';
import { activeOn } from '#domain/programs/program-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import {
  addDays,
  addMonths,
  type CivilDate,
  civilDate,
  daysInMonth,
  earlier,
  later,
  schoolYearOf,
} from '#domain/system/civil-date.ts';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';

type Program = Row<'programRecord'>;
type Step = Pick<Row<'programStep'>, 'step' | 'doneOn' | 'outcome' | 'nextBy'>;

/** A day by which something is due, and what it was worked out from. */
interface Due {
  readonly on: CivilDate;
  /** One sentence. */
  readonly because: string;
}

export interface DueItem extends Due {
  readonly rule: DueRule;
  readonly record: Program;
}

interface Situation {
  readonly record: Program;
  /** Oldest first. */
  readonly steps: readonly Step[];
  readonly pupil: DuePupil;
  readonly years: SchoolYears;
  readonly today: CivilDate;
}

/** What is due for one record by today and the days ahead that each rule looks; in the order of the rules. */
export function dueFor(rules: readonly DueRule[], situation: Situation): readonly DueItem[] {
  const { record, today } = situation;
  return rules.flatMap((rule) => {
    if (!asked(rule, situation)) return [];
    const due = dueOn(rule, situation);
    return due && due.on <= addDays(today, rule.daysAhead) ? [{ rule, record, ...due }] : [];
  });
}

function asked(rule: DueRule, { record, pupil, today }: Situation): boolean {
  if (rule.program !== '*' && rule.program !== record.program) return false;
  if (rule.details && !rule.details.includes(record.detail ?? '')) return false;
  if (rule.exceptCertifications?.includes(record.certification ?? '')) return false;
  if (rule.due.kind === 'left') return pupil.leftOn !== null;
  return pupil.leftOn === null && activeOn(record, today);
}

function dueOn({ asks, due }: DueRule, situation: Situation): Due | null {
  const { record, pupil, years, today } = situation;
  const step = 'step' in asks ? asks.step : '';
  const done = situation.steps.filter((one) => one.step === step);
  const year = schoolYearOf(today);
  const doneThisYear = done.some(({ doneOn }) => schoolYearOf(doneOn) === year);
  const began = `On record since ${dateInWords(record.startDate)}`;
  const first = firstFullYear(record.startDate, years);
  switch (due.kind) {
    case 'once':
      return done.length > 0
        ? null
        : { on: addDays(record.startDate, due.days), because: `${began}; ${due.days} days.` };
    case 'yearly':
      return doneThisYear ? null : yearlyDue(due, situation, year);
    case 'by-date': {
      const on = dayOfYear(year, due.month, due.day);
      if (doneThisYear || record.startDate > on) return null;
      if (due.years === undefined) return { on, because: `Every school year; ${schoolYearInWords(year)}.` };
      const nth = year - first + 1;
      return nth < 1 || nth > due.years
        ? null
        : { on, because: `${began}; school year ${nth} of ${due.years}.` };
    }
    case 'every': {
      const last = done.at(-1);
      const latest = addMonths(last?.doneOn ?? record.startDate, due.months);
      const agreed = last?.nextBy ?? null;
      return {
        on: agreed === null ? latest : earlier(agreed, latest),
        because: last
          ? `Last done ${dateInWords(last.doneOn)}; ${agreed !== null && agreed < latest ? 'the day was agreed.' : `${due.months} months.`}`
          : `${began}, never done; ${due.months} months.`,
      };
    }
    case 'after-step': {
      const last = situation.steps.filter((one) => one.step === due.step).at(-1);
      return last?.outcome === due.outcome
        ? {
            on: addDays(last.doneOn, due.days),
            because: `Met on ${dateInWords(last.doneOn)}; ${due.days} days.`,
          }
        : null;
    }
    case 'months':
      return { on: addMonths(record.startDate, due.months), because: `${began}; ${due.months} months.` };
    case 'school-years': {
      const through = first + due.years - 1;
      return {
        on: years.lastDay(through),
        because: `${began}; the ${due.years} school years end with ${schoolYearInWords(through)}.`,
      };
    }
    case 'year-end': {
      const endYear = schoolYearOf(record.startDate);
      return {
        on: years.lastDay(endYear),
        because: `${began}; the school year ${schoolYearInWords(endYear)}.`,
      };
    }
    case 'ends':
      return record.endDate === null
        ? null
        : { on: record.endDate, because: `The record ends on ${dateInWords(record.endDate)}.` };
    case 'carry-over': {
      if (schoolYearOf(record.startDate) >= year) return null;
      const on = pupil.schoolDay(due.schoolDays);
      return on === null
        ? null
        : { on, because: `${began}, an earlier school year; school day ${due.schoolDays} of this one.` };
    }
    case 'left':
      return pupil.leftOn !== null && (record.endDate === null || record.endDate > pupil.leftOn)
        ? { on: pupil.leftOn, because: `The pupil’s last day was ${dateInWords(pupil.leftOn)}.` }
        : null;
  }
}

/** After school began; after the pupil came or the record began, where that is later. */
function yearlyDue(
  { afterSchoolBegins, afterStart }: Extract<DueRule['due'], { kind: 'yearly' }>,
  { record, pupil, years }: Situation,
  year: number,
): Due | null {
  const opens = years.firstDay(year);
  const came = later(opens, pupil.cameOn ?? opens);
  if (afterStart === undefined && schoolYearOf(record.startDate) >= year) return null;
  const from = afterStart === undefined ? came : later(came, record.startDate);
  const days = from === opens ? afterSchoolBegins : (afterStart ?? afterSchoolBegins);
  const since =
    from === opens ? 'School began' : from === record.startDate ? 'On record since' : 'Here since';
  return { on: addDays(from, days), because: `${since} ${dateInWords(from)}; ${days} days.` };
}

/** The first school year that the record covers from its first day on. */
function firstFullYear(startDate: CivilDate, years: SchoolYears): number {
  const year = schoolYearOf(startDate);
  return startDate <= years.firstDay(year) ? year : year + 1;
}

/** A day of the school year; February 29 becomes the last of the month in a common year. */
function dayOfYear(endYear: number, month: number, day: number): CivilDate {
  const year = month >= 7 ? endYear - 1 : endYear;
  return civilDate(year, month, Math.min(day, daysInMonth(year, month)));
}
