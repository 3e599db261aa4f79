import type { CivilDate } from '#domain/system/civil-date.ts';
import type { Problem } from '#domain/system/failure.ts';

/** A score as somebody enters it or a file has it. */
export interface ScoreFacts {
  readonly takenOn: CivilDate;
  readonly score: string | null;
  readonly level: string | null;
}

/** No test of the lists is older; a date before it is a slip of the keys. Local default. */
export const FIRST_TEST_DAY: CivilDate = '2000-01-01';
/** Above every scale in use (the widest runs to about 3,000). Local default. */
const HIGHEST_SCORE = 9999;
const LONGEST_LEVEL = 60;
const PLAIN_NUMBER = /^\d{1,6}(\.\d{1,2})?$/;

/** What is wrong with a score, at its field (`takenOn`, `score` or `level`); null when it may be kept. */
export function scoreProblem(
  { takenOn, score, level }: ScoreFacts,
  { birthDate, today }: { birthDate: CivilDate | null; today: CivilDate },
): (Problem & { readonly field: keyof ScoreFacts }) | null {
  if (takenOn > today)
    return {
      field: 'takenOn',
      message: 'A score cannot be from a day to come. Correct the date.',
      value: takenOn,
    };
  if (takenOn < FIRST_TEST_DAY)
    return {
      field: 'takenOn',
      message: 'A score cannot be from before the year 2000. Correct the date.',
      value: takenOn,
    };
  if (birthDate !== null && takenOn <= birthDate)
    return {
      field: 'takenOn',
      message: 'The test would be before the pupil was born. Correct the date, or the date of birth.',
      value: takenOn,
    };
  if (!score && !level) return { field: 'score', message: 'Enter the score or the level.' };
  if (score && !(PLAIN_NUMBER.test(score) && Number(score) <= HIGHEST_SCORE))
    return {
      field: 'score',
      message: `A score is a plain number from 0 to ${HIGHEST_SCORE}, like 412 or 4.5. Words go under Level.`,
      value: score,
    };
  if (level && !isLevel(level))
    return {
      field: 'level',
      message: `A level is what the report calls it, like Proficient or 3, in up to ${LONGEST_LEVEL} characters.`,
      value: level,
    };
  return null;
}

/** A name, or a plain number: some reports number their levels. */
const isLevel = (level: string): boolean =>
  level.length <= LONGEST_LEVEL &&
  (Number.isNaN(Number(level)) ? /[\p{L}\d]/u.test(level) : PLAIN_NUMBER.test(level));
