import { iepDateProblems } from '#domain/special-education/iep-dates.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { Problem } from '#domain/system/failure.ts';

type Iep = Row<'iep'>;
export type IepStatus = 'draft' | 'complete' | 'locked';

/** What must be written before a plan is complete, and the sentence while it is not (34 CFR 300.320). */
const PARTS: readonly (readonly [keyof Iep, string])[] = [
  ['disability', 'Choose the disability category.'],
  ['setting', 'Choose the setting.'],
  ['caseManagerId', 'Name the case manager.'],
  ['presentLevels', 'Write the present levels of achievement and performance.'],
  ['goals', 'Write at least one measurable annual goal.'],
  ['progress', 'Say how progress is measured and when the parents are told.'],
  ['participation', 'Say how far the pupil will not be with other pupils.'],
  ['assessment', 'Say how the pupil takes state and district tests.'],
  ['schoolMinutes', 'Enter the minutes in school a week.'],
  ['lastEvaluation', 'Enter the date of the last evaluation.'],
];

/**
 * What keeps a plan from being complete: one sentence per missing part, then wrong dates. Empty when it may become
 * complete.
 */
export function missingForComplete(
  iep: Iep,
  services: readonly Pick<Row<'iepService'>, 'minutes'>[],
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [field, message] of PARTS) {
    const value = iep[field];
    if (value === null || value === '') problems.push({ field, message });
  }
  if (services.length === 0)
    problems.push({ field: 'services', message: 'Add at least one service, with its minutes.' });
  if (services.some(({ minutes }) => minutes <= 0))
    problems.push({ field: 'services', message: 'Every service needs more than 0 minutes.' });
  return [...problems, ...iepDateProblems(iep)];
}

/**
 * What keeps a plan from going to another status; empty when it may. Draft and complete go both ways; only a complete
 * plan can be locked; a locked one never changes and is amended by a new version instead.
 */
export function statusProblems(
  iep: Iep,
  services: readonly Pick<Row<'iepService'>, 'minutes'>[],
  to: IepStatus,
): readonly Problem[] {
  if (iep.status === 'locked') return [{ field: 'status', message: LOCKED }];
  if (to === 'draft') return [];
  if (to === 'locked' && iep.status !== 'complete')
    return [
      {
        field: 'status',
        message: 'Only a complete plan can be locked. Mark it complete first.',
      },
    ];
  return missingForComplete(iep, services);
}

const LOCKED = 'This plan is locked and stays as it is. Make an amendment to change it.';

/** Why the plan cannot be edited, or null when it can: only drafts are edited. */
export function editProblem(iep: Pick<Iep, 'status'>): string | null {
  if (iep.status === 'locked') return LOCKED;
  if (iep.status === 'complete') return 'This plan is complete. Set it back to draft to change it.';
  return null;
}

/**
 * The draft of an amendment: a new version that names the locked plan and starts with its contents (34 CFR
 * 300.324(a)(4)). It keeps the meeting and end dates, because an amendment does not lengthen the year. Throws a
 * RangeError for a plan that is not locked.
 */
export function amendmentOf(iep: Iep): Omit<Iep, 'id'> {
  if (iep.status !== 'locked') throw new RangeError('Only a locked plan is amended; this one can be edited.');
  const { id, ...contents } = iep;
  return { ...contents, amendsId: id, status: 'draft', lockedAt: null };
}
