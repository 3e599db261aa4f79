import type { Row } from '#domain/sync/registry.ts';
import { type CodeSet, codeOf } from '#domain/system/code-set.ts';
import type { Problem } from '#domain/system/failure.ts';
import { compareRatios, ratio, ratioOfDecimal } from '#domain/system/fraction.ts';

type Facts = Omit<Row<'courseFacts'>, 'id' | 'courseId'>;

/**
 * What is wrong with a course's state facts; empty when they may be saved. The state's course code is the two-digit SCED
 * subject area followed by the three-digit identifier. Source: upload template CU.
 */
export function courseProblems(
  facts: Facts,
  { levels, grades }: { levels: CodeSet; grades: CodeSet },
): readonly Problem[] {
  const problems: Problem[] = [];
  const say = (field: keyof Facts, message: string): void => {
    problems.push({ field, message });
  };
  if (facts.subjectArea !== null && !/^\d{2}$/.test(facts.subjectArea))
    say('subjectArea', 'The SCED subject area has two digits, like 02.');
  if (facts.courseCode !== null && !/^\d{3}$/.test(facts.courseCode))
    say('courseCode', 'The SCED course identifier has three digits, like 052.');
  if ((facts.subjectArea === null) !== (facts.courseCode === null))
    say(
      facts.subjectArea === null ? 'subjectArea' : 'courseCode',
      'Subject area and course identifier make one code: enter both or neither.',
    );
  if (facts.level !== null && !codeOf(levels, facts.level))
    say('level', `"${facts.level}" is not in the list "${levels.title}".`);
  const place = (code: string | null): number =>
    code === null ? -1 : grades.values.findIndex((grade) => grade.code === code);
  for (const field of ['lowestGrade', 'highestGrade'] as const)
    if (facts[field] !== null && place(facts[field]) === -1)
      say(field, `"${facts[field]}" is not in the list "${grades.title}".`);
  if (facts.lowestGrade !== null && facts.highestGrade !== null)
    if (place(facts.lowestGrade) > place(facts.highestGrade))
      say('highestGrade', 'The highest grade is below the lowest.');
  const credit = facts.credit === null ? null : ratioOfDecimal(facts.credit);
  if (credit && compareRatios(credit, ratio(10)) > 0)
    say('credit', 'More than ten Carnegie units for one course cannot be.');
  if (facts.sequence !== null && facts.sequenceTotal === null)
    say('sequenceTotal', 'Say how many parts the sequence has.');
  if (facts.sequenceTotal !== null && facts.sequence === null)
    say('sequence', 'Say which part of the sequence this is.');
  if (facts.sequence !== null && facts.sequenceTotal !== null && facts.sequence > facts.sequenceTotal)
    say('sequence', 'The SCED sequence is past its total.');
  return problems;
}
