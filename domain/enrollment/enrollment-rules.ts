import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { type CodeSet, type CodeValue, codeOf, codeProblem } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Problem } from '#domain/system/failure.ts';

/** A start or end code that may ask for something else: `military_connection`, `dropout_reason`. */
export interface StatusValue extends CodeValue {
  readonly requires?: string;
}

/** What the rules need to know beside the row. */
export interface EnrollmentContext {
  readonly sets: {
    readonly gradeLevel: CodeSet;
    readonly serviceType: CodeSet;
    readonly startStatus: CodeSet<StatusValue>;
    readonly endStatus: CodeSet<StatusValue>;
    readonly endReason: CodeSet<StatusValue>;
  };
  /** First and last day of the calendar's school year. */
  readonly yearStart: CivilDate;
  readonly yearEnd: CivilDate;
  /** A military connection is recorded for the pupil on the start date. */
  readonly militaryConnected: boolean;
}

type Field = keyof Row<'enrollment'>;
type EnrollmentProblem = Problem & { field: Field };

/**
 * What is wrong with one enrollment by itself, in the order of the form. Empty when it may be saved. Overlaps with the
 * pupil's other enrollments are in `overlap.ts`. Source: state enrollment rules.
 */
export function enrollmentProblems(
  row: Omit<Row<'enrollment'>, 'id'>,
  context: EnrollmentContext,
): readonly EnrollmentProblem[] {
  const problems: EnrollmentProblem[] = [];
  const say = (field: Field, message: string | null): void => {
    if (message !== null) problems.push({ field, message });
  };
  const { sets, yearStart, yearEnd } = context;
  const year = `The school year runs from ${dateInWords(yearStart)} to ${dateInWords(yearEnd)}.`;
  say('grade', codeProblem(sets.gradeLevel, row.grade, row.startDate));
  say('serviceType', codeProblem(sets.serviceType, row.serviceType, row.startDate));
  if (row.startDate < yearStart || row.startDate > yearEnd)
    say('startDate', `${dateInWords(row.startDate)} lies outside the school year of the calendar. ${year}`);
  if (row.startStatus !== null) {
    say('startStatus', codeProblem(sets.startStatus, row.startStatus, row.startDate));
    const status = codeOf(sets.startStatus, row.startStatus);
    if (status?.requires === 'military_connection' && !context.militaryConnected)
      say(
        'startStatus',
        `Start status ${status.code} is for military families. Record the pupil's military connection first, or choose another status.`,
      );
  }
  if (row.endDate !== null) {
    if (row.endDate < row.startDate)
      say(
        'endDate',
        `The end date ${dateInWords(row.endDate)} is before the start date ${dateInWords(row.startDate)}. The end date is the last day enrolled.`,
      );
    else if (row.endDate > yearEnd)
      say('endDate', `${dateInWords(row.endDate)} lies after the school year of the calendar. ${year}`);
    if (row.endReason === null && row.endStatus === null)
      say('endReason', 'An enrollment that ends needs a reason: where is the child going?');
  } else if (row.endReason !== null || row.endStatus !== null)
    say('endDate', 'There is a reason for leaving but no end date. Enter the last day enrolled.');
  const date = row.endDate ?? row.startDate;
  if (row.endReason !== null) say('endReason', codeProblem(sets.endReason, row.endReason, date));
  if (row.endStatus !== null) say('endStatus', codeProblem(sets.endStatus, row.endStatus, date));
  const dropsOut = asksForDropoutReason(row, sets);
  if (dropsOut && row.dropoutReason === null)
    say('dropoutReason', 'A pupil who drops out needs a dropout reason.');
  if (!dropsOut && row.dropoutReason !== null)
    say(
      'dropoutReason',
      'There is a dropout reason, but the reason for leaving is no dropout. Take the dropout reason away, or choose another reason for leaving.',
    );
  if (row.diplomaType !== null && row.diplomaDate === null) say('diplomaDate', 'A diploma needs its date.');
  if (row.diplomaDate !== null && row.diplomaDate < row.startDate)
    say(
      'diplomaDate',
      `The diploma is dated before the first day of this enrollment, ${dateInWords(row.startDate)}.`,
    );
  return problems;
}

function asksForDropoutReason(
  row: Pick<Row<'enrollment'>, 'endReason' | 'endStatus'>,
  sets: Pick<EnrollmentContext['sets'], 'endReason' | 'endStatus'>,
): boolean {
  const needs = (set: CodeSet<StatusValue>, code: string | null): boolean =>
    code !== null && codeOf(set, code)?.requires === 'dropout_reason';
  return needs(sets.endReason, row.endReason) || needs(sets.endStatus, row.endStatus);
}
