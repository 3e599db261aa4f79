import { childrenWithPlans } from '#db/special-education/child-count.ts';
import type { Feed, FeedRow, FeedScope, FeedTotal } from '#db/state-files/feeds.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { ageOn } from '#domain/system/civil-date.ts';
import { codeOf, labelOf } from '#domain/system/code-set.ts';

/** Pupils with a plan, and what keeps each of the others off the child count. Source: OPI child count notice. */
export function specialEducationFeed(reader: Reader, scope: FeedScope): Feed {
  const disabilities = codeSetFile(reader, 'disability');
  const settings = codeSetFile(reader, 'environment');
  const federal = (code: string): string =>
    (codeOf(disabilities, code) as { edfacts?: string } | undefined)?.edfacts ?? code;
  const rows: FeedRow[] = [];
  const leftOut: { studentId: string; name: string; reason: string }[] = [];
  for (const { pupil, plan, problem } of childrenWithPlans(reader, scope)) {
    const name = `${pupil.lastName}, ${pupil.firstName}`;
    if (problem !== null) leftOut.push({ studentId: pupil.studentId, name, reason: problem });
    else
      rows.push({
        studentId: pupil.studentId,
        name,
        values: {
          ...pupil,
          age: String(ageOn(pupil.birthDate ?? scope.date, scope.date)),
          disability: federal(plan.disability ?? ''),
          environment: plan.setting,
          iepStart: plan.startDate,
          iepEnd: plan.endDate,
          lastEvaluation: plan.lastEvaluation,
        },
      });
  }
  const by = (group: string, field: string, label: (code: string) => string): FeedTotal[] =>
    [...new Set(rows.map(({ values }) => String(values[field])))].sort().map((code) => ({
      group,
      label: label(code),
      studentIds: rows.filter(({ values }) => values[field] === code).map(({ studentId }) => studentId),
    }));
  return {
    rows,
    leftOut,
    totals: [
      {
        always: true,
        group: 'All',
        label: 'Pupils counted',
        studentIds: rows.map(({ studentId }) => studentId),
      },
      ...by('Disability', 'disability', (code) => code),
      ...by('Environment', 'environment', (code) => `${code}: ${labelOf(settings, code)}`),
      ...by('Age', 'age', (age) => `${age} years`),
      ...by('School', 'schoolNumber', (school) => school),
    ],
  };
}
