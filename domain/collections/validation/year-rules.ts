import { scoreProblem } from '#domain/assessments/score-rules.ts';
import type { RuleContext, RuleHit } from '#domain/collections/validation/rule.ts';
import type { Whose, YearRecords } from '#domain/collections/validation/year-records.ts';
import { concentratorDiffers, contactProblem, creditsProblem } from '#domain/programs/cte-rules.ts';
import { bellProblems } from '#domain/school/bell-periods.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { compareRatios, decimalText, ratioOfDecimal } from '#domain/system/fraction.ts';

/** A hit on a record that is no pupil's file, with whose it is. */
export interface YearHit extends RuleHit {
  readonly whose: Whose;
}

/** A rule over the records of a whole year. */
export type YearRule = (records: YearRecords, context: RuleContext) => readonly YearHit[];

/** Every record after the first with the same key. */
const again = <R>(records: readonly R[], key: (record: R) => string): R[] => {
  const seen = new Set<string>();
  return records.filter((record) => seen.has(key(record)) || !seen.add(key(record)));
};

const ofSchool = ({ schoolId, number }: { schoolId: string; number: string }): string =>
  `${schoolId} ${number.toUpperCase()}`;

/**
 * Rules about records that are right where they were made and wrong together, or that came by a file or a sync past every
 * form. Sources: upload templates CU, SU, CT and CTE end of year; OPI count checklists.
 */
export const yearRules: Readonly<Record<string, YearRule>> = {
  'calendar-twice': ({ calendars }) =>
    again(calendars, ofSchool).map(({ id, number, whose }) => ({
      subjectType: 'calendar',
      subjectId: id,
      field: 'number',
      what: `Another calendar of this school and year has the number ${number}.`,
      whose,
    })),
  'course-twice': ({ courses }) =>
    again(courses, ofSchool).map(({ id, number, whose }) => ({
      subjectType: 'course',
      subjectId: id,
      field: 'number',
      what: `Course number ${number} is there twice in this school.`,
      whose,
    })),
  'section-twice': ({ sections }) =>
    again(sections, ofSchool).map(({ id, number, whose }) => ({
      subjectType: 'section',
      subjectId: id,
      field: 'number',
      what: `Section number ${number} is there twice in this school and year.`,
      whose,
    })),
  'bells-twice': ({ bells }) =>
    again(bells, ({ calendarId, name }) => `${calendarId} ${name.toUpperCase()}`).map(
      ({ id, name, whose }) => ({
        subjectType: 'bellSchedule',
        subjectId: id,
        field: 'name',
        what: `Two bell schedules of this calendar are called "${name}".`,
        whose,
      }),
    ),
  'bells-invalid': ({ bells }) =>
    bells
      .filter(({ periods }) => periods.length > 0)
      .flatMap(({ id, name, periods, whose }) =>
        bellProblems(periods).map(({ message }) => ({
          subjectType: 'bellSchedule' as const,
          subjectId: id,
          field: 'name',
          what: `Bells "${name}": ${message}`,
          whose,
        })),
      ),
  'bells-empty': ({ bells }) =>
    bells
      .filter(({ days, periods }) => days > 0 && periods.length === 0)
      .map(({ id, name, days, whose }) => ({
        subjectType: 'bellSchedule',
        subjectId: id,
        field: 'name',
        what: `Bells "${name}" have no periods, and ${days === 1 ? 'a school day runs' : `${days} school days run`} by them.`,
        whose,
      })),
  'staff-number-missing': ({ staff }) =>
    staff
      .filter(({ stateNumber }) => stateNumber === null || !/^\d{9}$/.test(stateNumber))
      .map(({ id, stateNumber, whose }) => ({
        subjectType: 'person',
        subjectId: id,
        field: 'stateNumber',
        what:
          stateNumber === null
            ? 'The state’s number of this member of the staff is missing.'
            : 'The state’s number of this member of the staff is not nine digits.',
        whose,
      })),
  'cte-credits': ({ pathways }) =>
    pathways.flatMap((row) => {
      const problem = creditsProblem(row);
      return problem
        ? [
            {
              subjectType: 'ctePathway' as const,
              subjectId: row.id,
              field: 'pathwayCredits',
              what: problem.message,
              whose: row.whose,
            },
          ]
        : [];
    }),
  'cte-concentrator': ({ pathways }) =>
    pathways.filter(concentratorDiffers).map(({ id, pathwayCredits, concentrator, whose }) => ({
      subjectType: 'ctePathway',
      subjectId: id,
      field: 'concentrator',
      what: `${concentrator === 1 ? 'Marked' : 'Not marked'} a concentrator with ${pathwayCredits} pathway credits.`,
      whose,
    })),
  'cte-contact': ({ followUps }, { today }) =>
    followUps.flatMap((row) => {
      const problem = contactProblem(row, { leftOn: row.leftOn, today });
      return problem
        ? [
            {
              subjectType: 'cteFollowUp' as const,
              subjectId: row.id,
              field: 'contactDate',
              what: problem.message,
              whose: row.whose,
            },
          ]
        : [];
    }),
  'score-invalid': ({ scores }, { today }) =>
    scores.flatMap((row) => {
      const problem = scoreProblem(row, { birthDate: row.birthDate, today });
      return problem
        ? [
            {
              subjectType: 'testScore' as const,
              subjectId: row.id,
              field: problem.field,
              what: `Score of ${dateInWords(row.takenOn)}: ${problem.message}`,
              whose: row.whose,
            },
          ]
        : [];
    }),
  'count-too-early': ({ countDates }, { today }) =>
    countDates
      .filter(({ date }) => date >= today)
      .map(({ districtId, count, date, whose }) => ({
        subjectType: 'district',
        subjectId: districtId,
        field: 'name',
        what: `The count date is ${dateInWords(date)}. What is counted until the day after may still change.`,
        count,
        whose,
      })),
  'finance-differs': ({ unitCounts }) =>
    unitCounts.flatMap(({ id, count, unit, ours, state, whose }) => {
      const theirs = ratioOfDecimal(state);
      return theirs && compareRatios(theirs, ratioOfDecimal(decimalText(ours, 2)) ?? ours) !== 0
        ? [
            {
              subjectType: 'unitYear' as const,
              subjectId: id,
              field: `${count}Count`,
              what: `Budget unit ${unit}: ${decimalText(ours, 2)} in the ${count} count here, ${state} in the finance system.`,
              count,
              whose,
            },
          ]
        : [];
    }),
};
