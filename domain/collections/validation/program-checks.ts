import type { Rule } from '#domain/collections/validation/rule.ts';
import { leftSchoolOn, planNotLeft } from '#domain/special-education/due-plans.ts';
import { missingForExit } from '#domain/special-education/exit-rules.ts';
import { codeOf } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';

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
  'special-education-exit-missing': (file, { today }) => {
    const left = file.openBefore
      ? null
      : leftSchoolOn(
          file.stays.map(({ row }) => row).filter(({ noShow }) => noShow === 0),
          today,
        );
    const plan = planNotLeft(file.plans, file.exits);
    return left !== null && plan !== null && plan.endDate >= left
      ? [
          {
            subjectType: 'iep' as const,
            subjectId: plan.id,
            field: 'exitedOn',
            what: `The pupil left school on ${dateInWords(left)} with a plan in force, and no exit from special education is on record.`,
          },
        ]
      : [];
  },
  'special-education-exit-incomplete': (file, { sets }) =>
    file.exits.flatMap((exit) =>
      missingForExit(
        exit,
        file.stays.map(({ row }) => row),
        sets.exitReason,
      ).map(({ field, message }) => ({
        subjectType: 'specialEducationExit' as const,
        subjectId: exit.id,
        field: field ?? 'exitedOn',
        what: message,
      })),
    ),
};
