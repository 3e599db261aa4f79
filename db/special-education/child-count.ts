import { type EnrolledPupil, everybodyEnrolledOn } from '#db/enrollment/enrolled-on.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { childCountProblem } from '#domain/special-education/child-count.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { codeOf } from '#domain/system/code-set.ts';

/** An enrolled pupil with a plan; `problem` is what keeps the pupil off the child count, null when counted. */
export interface ChildWithPlan {
  readonly pupil: EnrolledPupil;
  readonly plan: Row<'iep'>;
  readonly problem: string | null;
}

/** Who has a plan on a day, counted or not. The feed and the certified count both ask here, so that they agree. */
export function childrenWithPlans(
  reader: Reader,
  scope: { readonly date: CivilDate; readonly school?: string | undefined },
): ChildWithPlan[] {
  const disabilities = codeSetFile(reader, 'disability');
  const settings = codeSetFile(reader, 'environment');
  return everybodyEnrolledOn(reader, scope).flatMap((pupil) => {
    const plan = planOn(reader, pupil.studentId, scope.date);
    if (!plan) return [];
    if (pupil.notReported !== null) return [{ pupil, plan, problem: pupil.notReported }];
    const problem = childCountProblem(
      {
        ...plan,
        birthDate: pupil.birthDate,
        grade: pupil.grade,
        exitedOn: exitSince(reader, pupil.studentId, plan.startDate),
      },
      scope.date,
      {
        disability: codeOf(disabilities, plan.disability ?? ''),
        setting: codeOf(settings, plan.setting ?? ''),
      },
    );
    return [{ pupil, plan, problem }];
  });
}

/** The plan that speaks on the day: a locked one in force, the latest first; else the latest plan there is. */
function planOn(reader: Reader, studentId: string, date: CivilDate): Row<'iep'> | undefined {
  return reader.rows<Row<'iep'>>(
    `SELECT * FROM iep WHERE studentId = ? ORDER BY (status = 'locked' AND startDate <= ? AND endDate >= ?) DESC,
      status = 'locked' DESC, startDate DESC, id DESC LIMIT 1`,
    studentId,
    date,
    date,
  )[0];
}

/** The last day in special education, where the pupil has left it since the plan began. */
const exitSince = (reader: Reader, studentId: string, startDate: string): string | null =>
  reader.rows<{ exitedOn: string }>(
    'SELECT exitedOn FROM specialEducationExit WHERE studentId = ? AND exitedOn >= ? ORDER BY exitedOn LIMIT 1',
    studentId,
    startDate,
  )[0]?.exitedOn ?? null;
