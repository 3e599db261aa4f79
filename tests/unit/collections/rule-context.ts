import type { RuleContext, RuleWords } from '#domain/collections/validation/rule.ts';
import type { ExitReasons } from '#domain/special-education/exit-rules.ts';
import type { CodeSet } from '#domain/system/code-set.ts';
import law from '#resources/code-sets/attendance_agreement_law.json' with { type: 'json' };
import disability from '#resources/code-sets/disability.json' with { type: 'json' };
import endStatus from '#resources/code-sets/end_status.json' with { type: 'json' };
import environment from '#resources/code-sets/environment.json' with { type: 'json' };
import homeless from '#resources/code-sets/homeless_residence.json' with { type: 'json' };
import program from '#resources/code-sets/program.json' with { type: 'json' };
import exitReason from '#resources/code-sets/sped_exit_reason.json' with { type: 'json' };
import startStatus from '#resources/code-sets/start_status.json' with { type: 'json' };
import pack from '#resources/collections/validation-rules.json' with { type: 'json' };
import { rules } from '#tests/unit/collections/count-fixtures.ts';

/** The shipped rule list, and what rules know beside the records: the shipped lists, a day in November. */
export const words = pack.rules as unknown as RuleWords[];
export const context: RuleContext = {
  endYear: 2027,
  today: '2026-11-24',
  counts: rules,
  sets: {
    startStatus: startStatus as unknown as CodeSet,
    endStatus: endStatus as unknown as CodeSet,
    program: program as unknown as CodeSet,
    details: new Map([['homeless_residence', homeless as unknown as CodeSet]]),
    exitReason: exitReason as unknown as ExitReasons,
    disability: disability as unknown as CodeSet,
    environment: environment as unknown as CodeSet,
    agreementLaw: law as unknown as CodeSet,
  },
  extracurricularEndStatuses: pack.extracurricularEndStatuses,
};
