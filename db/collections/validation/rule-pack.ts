import { countRulesOfYear } from '#db/collections/count-rules.ts';
import { exitReasons } from '#db/special-education/exits.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import type { RuleContext, RuleWords } from '#domain/collections/validation/rule.ts';
import type { CodeSet } from '#domain/system/code-set.ts';
import shipped from '#resources/collections/validation-rules.json' with { type: 'json' };

export interface RulePack {
  readonly version: string;
  readonly extracurricularEndStatuses: readonly string[];
  readonly rules: readonly RuleWords[];
}

/** The rule list: the state's or the district's own where there is one, the shipped one otherwise. */
export function rulePack(reader: Reader): RulePack {
  const replaced = reader.rows<{ value: string }>(
    "SELECT value FROM referenceInForce WHERE name = 'validation-rules'",
  )[0];
  return (replaced ? JSON.parse(replaced.value) : shipped) as RulePack;
}

/** What the rules need to know beside the pupil. */
export function ruleContext(reader: Reader, endYear: number, today: string, pack: RulePack): RuleContext {
  const program = codeSetFile<RuleContext['sets']['program']['values'][number]>(reader, 'program');
  const details = new Map<string, CodeSet>();
  for (const { detailSet } of program.values)
    if (detailSet !== undefined) details.set(detailSet, codeSetFile(reader, detailSet));
  return {
    endYear,
    today,
    counts: countRulesOfYear(reader, endYear),
    sets: {
      startStatus: codeSetFile(reader, 'start_status'),
      endStatus: codeSetFile(reader, 'end_status'),
      program,
      details,
      exitReason: exitReasons(reader),
      disability: codeSetFile(reader, 'disability'),
      environment: codeSetFile(reader, 'environment'),
      agreementLaw: codeSetFile(reader, 'attendance_agreement_law'),
    },
    extracurricularEndStatuses: pack.extracurricularEndStatuses,
  };
}
