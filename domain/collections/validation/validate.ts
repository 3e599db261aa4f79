import { countingRules } from '#domain/collections/validation/counting-rules.ts';
import { peopleRules } from '#domain/collections/validation/people-rules.ts';
import { planRules } from '#domain/collections/validation/plan-rules.ts';
import { programChecks } from '#domain/collections/validation/program-checks.ts';
import type { Rule, RuleContext, RuleHit, RuleWords, Severity } from '#domain/collections/validation/rule.ts';
import { stayRules } from '#domain/collections/validation/stay-rules.ts';
import type { StudentFile } from '#domain/collections/validation/student-file.ts';
import type { YearRecords } from '#domain/collections/validation/year-records.ts';
import { type YearHit, yearRules } from '#domain/collections/validation/year-rules.ts';

/** Every rule by its id. */
export const rules: Readonly<Record<string, Rule>> = {
  ...peopleRules,
  ...stayRules,
  ...countingRules,
  ...programChecks,
  ...planRules,
};

/** Whether a rule of a list can be run here: over one pupil, or over the records of a year. */
export const knowsRule = (id: string): boolean => id in rules || id in yearRules;

/** A hit with the words of its rule. */
export interface Finding extends Omit<RuleHit, 'severity'>, RuleSays {
  readonly studentId: string;
}

interface RuleSays {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly how: string;
}

/** What a rule finds in the records of a year, with whose record it is. */
export interface YearFinding extends Omit<YearHit, 'severity'>, RuleSays {}

/** The rules of a school year, for one collection or for all. */
export function rulesFor(
  words: readonly RuleWords[],
  endYear: number,
  collection?: string,
): readonly RuleWords[] {
  return words.filter(
    (rule) =>
      rule.fromYear <= endYear &&
      (rule.toYear === null || endYear <= rule.toYear) &&
      (collection === undefined || rule.collections.includes(collection)),
  );
}

/**
 * Everything the rules find in one pupil's file, in the order of the rule list. A rule without a check of its name is a
 * mistake in the rule list and said so, never passed over; rules about the records of a year are in `validateYear`.
 */
export function validateStudent(
  file: StudentFile,
  words: readonly RuleWords[],
  context: RuleContext,
): readonly Finding[] {
  return words.flatMap((rule) => {
    if (!knowsRule(rule.id))
      throw new RangeError(
        `The rule list names "${rule.id}", which this Hi-Line does not know. Update Hi-Line.`,
      );
    return (rules[rule.id]?.(file, context) ?? []).map((hit) => ({
      studentId: file.person.id,
      ...hit,
      ...said(rule, hit),
    }));
  });
}

/** Everything the rules find in the records of a year, in the order of the rule list. */
export function validateYear(
  records: YearRecords,
  words: readonly RuleWords[],
  context: RuleContext,
): readonly YearFinding[] {
  return words.flatMap((rule) =>
    (yearRules[rule.id]?.(records, context) ?? []).map((hit) => ({ ...hit, ...said(rule, hit) })),
  );
}

const said = (rule: RuleWords, { severity }: RuleHit): RuleSays => ({
  rule: rule.id,
  title: rule.title,
  why: rule.why,
  how: rule.how,
  severity: severity ?? rule.severity,
});
