import type { CountCode, CountRules } from '#domain/collections/count-rules.ts';
import type { StudentFile } from '#domain/collections/validation/student-file.ts';
import type { ExitReasons } from '#domain/special-education/exit-rules.ts';
import type { Row, TypeName } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import type { CodeSet, CodeValue } from '#domain/system/code-set.ts';

/** must: blocks certifying. check: may stay, with a reason. note: to know. */
export type Severity = 'must' | 'check' | 'note';

/** What is said of a rule; lives in `resources/collections/validation-rules.json`, by school year. */
export interface RuleWords {
  readonly id: string;
  readonly severity: Severity;
  readonly fromYear: number;
  readonly toYear: number | null;
  readonly title: string;
  /** Why the state cares. One sentence. */
  readonly why: string;
  /** How to fix it. One sentence. */
  readonly how: string;
  /** Collections it must hold for. */
  readonly collections: readonly string[];
}

/** One thing wrong with one record. */
export interface RuleHit {
  readonly subjectType: TypeName;
  readonly subjectId: string;
  /** Field to open. */
  readonly field: string;
  /** What is wrong, one sentence, without the pupil's name. */
  readonly what: string;
  /** Where this case weighs differently from the rule's own severity. */
  readonly severity?: Severity;
  /** The count it is about, where a rule looks at both. */
  readonly count?: CountCode;
}

/** What rules need to know beside the pupil. */
export interface RuleContext {
  readonly endYear: number;
  readonly today: CivilDate;
  readonly counts: CountRules;
  readonly sets: {
    readonly startStatus: CodeSet<{ code: string; label: string; authority: string; requires?: string }>;
    readonly endStatus: CodeSet<{ code: string; label: string; authority: string; category?: string }>;
    readonly program: CodeSet<{
      code: string;
      label: string;
      authority: string;
      detailSet?: string;
      detailRequired?: boolean;
    }>;
    readonly details: ReadonlyMap<string, CodeSet>;
    readonly exitReason: ExitReasons;
    readonly disability: CodeSet<CodeValue & { minAge?: number; maxAgeExclusive?: number }>;
    readonly environment: CodeSet<CodeValue & { schoolAge?: boolean; earlyChildhood?: boolean }>;
    readonly agreementLaw: CodeSet<{
      code: string;
      label: string;
      authority: string;
      signatures?: readonly string[];
    }>;
  };
  /** End status codes an activities-only enrollment may have. */
  readonly extracurricularEndStatuses: readonly string[];
}

/** A rule: everything it finds in one pupil's file. */
export type Rule = (file: StudentFile, context: RuleContext) => readonly RuleHit[];

export const onPerson = (file: StudentFile, field: keyof Row<'person'>, what: string): RuleHit => ({
  subjectType: 'person',
  subjectId: file.person.id,
  field,
  what,
});

export const onStay = (
  row: Row<'enrollment'>,
  field: keyof Row<'enrollment'>,
  what: string,
  severity?: Severity,
): RuleHit => ({
  subjectType: 'enrollment',
  subjectId: row.id,
  field,
  what,
  ...(severity ? { severity } : {}),
});
