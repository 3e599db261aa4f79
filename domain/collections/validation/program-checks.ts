import type { Rule } from '#domain/collections/validation/rule.ts';
import { codeOf } from '#domain/system/code-set.ts';

/** Rules about programs and plans. Sources: OPI program participation notices, end-of-year checklists. */
export const programChecks: Readonly<Record<string, Rule>> = {
  'program-detail': (file, { sets }) =>
    file.programs.flatMap((record) => {
      const program = codeOf(sets.program, record.program);
      const hit = (what: string) => [
        { subjectType: 'programRecord' as const, subjectId: record.id, field: 'detail', what },
      ];
      if (!program) return hit('The program is not in this year’s list.');
      if (record.detail === null)
        return program.detailRequired ? hit(`${program.label}: the detail is missing.`) : [];
      const details = program.detailSet === undefined ? undefined : sets.details.get(program.detailSet);
      return details && !codeOf(details, record.detail)
        ? hit(`${program.label}: "${record.detail}" is not in the list "${details.title}".`)
        : [];
    }),
  'plan-unlocked': (file) =>
    file.plans
      .filter(({ status }) => status === 'complete')
      .map(({ id }) => ({
        subjectType: 'iep' as const,
        subjectId: id,
        field: 'status',
        what: 'A completed plan is not locked, so it does not count.',
      })),
};
