import type { Row } from '#domain/sync/registry.ts';
import { addDays, addYears, type CivilDate } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Problem } from '#domain/system/failure.ts';

type IepDates = Pick<
  Row<'iep'>,
  'meetingDate' | 'startDate' | 'endDate' | 'lastEvaluation' | 'nextEvaluation'
>;

/** The plan starts the day after the meeting and ends one year after it, unless the office says otherwise. */
export function defaultIepDates(meetingDate: CivilDate): { startDate: CivilDate; endDate: CivilDate } {
  return { startDate: addDays(meetingDate, 1), endDate: latestIepEnd(meetingDate) };
}

/** One year after the meeting, February 29 becoming February 28: reviewed at least yearly (34 CFR 300.324(b)). */
export function latestIepEnd(meetingDate: CivilDate): CivilDate {
  return addYears(meetingDate, 1);
}

/** Three years after the last evaluation (34 CFR 300.303(b)). */
export function evaluationDue(lastEvaluation: CivilDate): CivilDate {
  return addYears(lastEvaluation, 3);
}

/** What is wrong with a plan's dates; empty when nothing is. An end earlier than a year is allowed, a later one never. */
export function iepDateProblems(iep: IepDates): readonly Problem[] {
  const problems: Problem[] = [];
  const { meetingDate, startDate, endDate, lastEvaluation, nextEvaluation } = iep;
  if (startDate < meetingDate)
    problems.push({
      field: 'startDate',
      message: `The plan cannot start before its meeting on ${dateInWords(meetingDate)}.`,
    });
  if (endDate < startDate)
    problems.push({
      field: 'endDate',
      message: `The plan ends before it starts on ${dateInWords(startDate)}.`,
    });
  const latest = latestIepEnd(meetingDate);
  if (endDate > latest)
    problems.push({
      field: 'endDate',
      message: `The plan must be reviewed within a year of its meeting: it cannot end after ${dateInWords(latest)}.`,
    });
  if (lastEvaluation !== null && nextEvaluation !== null) {
    const due = evaluationDue(lastEvaluation);
    if (nextEvaluation > due)
      problems.push({
        field: 'nextEvaluation',
        message: `The next evaluation is due within three years of the last one: by ${dateInWords(due)}.`,
      });
    else if (nextEvaluation <= lastEvaluation)
      problems.push({
        field: 'nextEvaluation',
        message: `The next evaluation must come after the last one on ${dateInWords(lastEvaluation)}.`,
      });
  }
  return problems;
}

/** The plan is in force on that day. A draft or merely complete plan never is: only locked ones count. */
export function iepInForce(
  iep: Pick<Row<'iep'>, 'status' | 'startDate' | 'endDate'>,
  date: CivilDate,
): boolean {
  return iep.status === 'locked' && iep.startDate <= date && date <= iep.endDate;
}
