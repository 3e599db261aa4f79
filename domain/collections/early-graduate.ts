import { ageForYear, type CountRules } from '#domain/collections/count-rules.ts';
import { type CivilDate, schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';

/** A pupil who left school between the two counts with a diploma or as a graduate. */
export interface EarlyGraduateFacts {
  readonly grade: string;
  readonly birthDate: CivilDate | null;
  /** Last day of enrollment. */
  readonly endDate: CivilDate;
  readonly enteredGrade9: CivilDate | null;
  readonly diplomaDate: CivilDate | null;
  readonly diplomaType: string | null;
  readonly diplomaPeriod: string | null;
  /** Adds to the fall count. */
  readonly countedInFall: boolean;
  readonly springCountDate: CivilDate;
}

/** One condition, and whether it holds; null where the records do not say. */
export interface EarlyGraduateCheck {
  readonly holds: boolean | null;
  /** One sentence. */
  readonly words: string;
}

/**
 * Whether somebody may be named in a request for increased ANB: in grade 12 and counted in the fall, gone by the spring
 * count, done after exactly seven semesters, under 19 on September 10, with date, type and period of the diploma. Source:
 * OPI student count guidance.
 */
export function earlyGraduateChecks(
  facts: EarlyGraduateFacts,
  rules: CountRules,
  endYear: number,
): readonly EarlyGraduateCheck[] {
  const { grade, semesters: wanted } = rules.earlyGraduate ?? { grade: '12', semesters: 7 };
  const age = facts.birthDate === null ? null : ageForYear(rules, facts.birthDate, endYear);
  const done = semestersThrough(facts.enteredGrade9, facts.endDate);
  const missing = [
    facts.diplomaDate === null ? 'date' : null,
    facts.diplomaType === null ? 'type' : null,
    facts.diplomaPeriod === null ? 'period' : null,
  ].filter((part) => part !== null);
  return [
    {
      holds: facts.grade === grade && facts.countedInFall,
      words:
        facts.grade !== grade
          ? `Was in grade ${facts.grade} in the fall, not in grade ${grade}.`
          : facts.countedInFall
            ? `Counted in grade ${grade} in the fall.`
            : 'Did not count in the fall count.',
    },
    {
      holds: facts.endDate < facts.springCountDate,
      words: `Last day ${dateInWords(facts.endDate)}; the spring count is on ${dateInWords(facts.springCountDate)}.`,
    },
    {
      holds: done === null ? null : done === wanted,
      words:
        done === null
          ? 'The date of first entering grade 9 is missing, so the semesters cannot be told.'
          : `${done} semesters since grade 9; ${wanted} are asked for.`,
    },
    {
      holds: age === null ? null : age < rules.oldestAge,
      words:
        age === null
          ? 'The birth date is missing.'
          : `${age} years on September 10; under ${rules.oldestAge} is asked for.`,
    },
    {
      holds: missing.length === 0,
      words:
        missing.length === 0 ? 'The diploma is complete.' : `The diploma’s ${missing.join(', ')} is missing.`,
    },
  ];
}

/** Semesters from entering grade 9 through a day of the year's middle: two for each whole year, and the fall one. */
function semestersThrough(enteredGrade9: CivilDate | null, day: CivilDate): number | null {
  if (enteredGrade9 === null || enteredGrade9 > day) return null;
  return (schoolYearOf(day) - schoolYearOf(enteredGrade9)) * 2 + 1;
}
