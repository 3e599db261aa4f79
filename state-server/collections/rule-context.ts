import { type CountRules, countRulesOf } from '#domain/collections/count-rules.ts';
import type { RuleContext, RuleWords } from '#domain/collections/validation/rule.ts';
import type { ExitReasons } from '#domain/special-education/exit-rules.ts';
import type { CodeSet } from '#domain/system/code-set.ts';
import agreementLaw from '#resources/code-sets/attendance_agreement_law.json' with { type: 'json' };
import disability from '#resources/code-sets/disability.json' with { type: 'json' };
import elStatus from '#resources/code-sets/el_status.json' with { type: 'json' };
import endStatus from '#resources/code-sets/end_status.json' with { type: 'json' };
import environment from '#resources/code-sets/environment.json' with { type: 'json' };
import homeless from '#resources/code-sets/homeless_residence.json' with { type: 'json' };
import meals from '#resources/code-sets/meal_eligibility.json' with { type: 'json' };
import military from '#resources/code-sets/military_connection.json' with { type: 'json' };
import program from '#resources/code-sets/program.json' with { type: 'json' };
import spedExitReason from '#resources/code-sets/sped_exit_reason.json' with { type: 'json' };
import startStatus from '#resources/code-sets/start_status.json' with { type: 'json' };
import title1 from '#resources/code-sets/title1_kind.json' with { type: 'json' };
import countRules from '#resources/collections/count-rules.json' with { type: 'json' };
import shippedPack from '#resources/collections/validation-rules.json' with { type: 'json' };

interface RulePack {
  readonly version: string;
  readonly extracurricularEndStatuses: readonly string[];
  readonly rules: readonly RuleWords[];
}

/** The rules, and what they need to know, as the state has published them for a school year; the shipped ones otherwise. */
export function rulesInForce(
  endYear: number,
  today: string,
  published: ReadonlyMap<string, unknown>,
): { readonly pack: RulePack; readonly context: RuleContext } {
  const pack = (published.get('validation-rules') ?? shippedPack) as RulePack;
  return { pack, context: contextOf(endYear, today, published, pack) };
}

function contextOf(
  endYear: number,
  today: string,
  published: ReadonlyMap<string, unknown>,
  pack: RulePack,
): RuleContext {
  const set = (file: { readonly name: string }): CodeSet =>
    (published.get(`code-set ${file.name}`) ?? file) as CodeSet;
  const counts = (published.get('count-rules') ?? countRules) as { rows: readonly CountRules[] };
  return {
    endYear,
    today,
    counts: countRulesOf(counts.rows, endYear),
    sets: {
      startStatus: set(startStatus),
      endStatus: set(endStatus),
      program: set(program),
      details: new Map(
        [homeless, elStatus, meals, military, title1].map((file) => [file.name, set(file)] as const),
      ),
      disability: set(disability),
      environment: set(environment),
      exitReason: set(spedExitReason) as unknown as ExitReasons,
      agreementLaw: set(agreementLaw),
    },
    extracurricularEndStatuses: pack.extracurricularEndStatuses,
  };
}
