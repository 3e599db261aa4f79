import { countingRules } from '#domain/collections/validation/counting-rules.ts';
import { peopleRules } from '#domain/collections/validation/people-rules.ts';
import { planRules } from '#domain/collections/validation/plan-rules.ts';
import { programChecks } from '#domain/collections/validation/program-checks.ts';
import type { Rule, RuleContext, RuleHit, RuleWords, Severity } from '#domain/collections/validation/rule.ts';
import { stayRules } from '#domain/collections/validation/stay-rules.ts';
import type { StudentFile } from '#domain/collections/validation/student-file.ts';

/** Every rule by its id. */
export const rules: Readonly<Record<string, Rule>> = {
  ...peopleRules,
  ...stayRules,
  ...countingRules,
  ...programChecks,
  ...planRules,
};

/** A hit with the words of its rule. */
export interface Finding extends RuleHit {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  readonly how: string;
  readonly studentId: string;
}

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
 * mistake in the rule list and said so, never passed over.
 */
export function validateStudent(
  file: StudentFile,
  words: readonly RuleWords[],
  context: RuleContext,
): readonly Finding[] {
  return words.flatMap((rule) => {
    const check = rules[rule.id];
    if (!check)
      throw new RangeError(
        `The rule list names "${rule.id}", which this Hi-Line does not know. Update Hi-Line.`,
      );
    return check(file, context).map((hit) => ({
      rule: rule.id,
      title: rule.title,
      why: rule.why,
      how: rule.how,
      studentId: file.person.id,
      ...hit,
      severity: hit.severity ?? rule.severity,
    }));
  });
}
