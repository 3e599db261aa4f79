import type { Row } from '#domain/sync/registry.ts';
import { ageOn, type CivilDate } from '#domain/system/civil-date.ts';
import { type CodeSet, type CodeValue, codeOf, codeProblem } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Problem } from '#domain/system/failure.ts';

type Exit = Row<'specialEducationExit'>;
export type ExitPaper = 'evaluatedOn' | 'noticeOn' | 'summaryOn';

/** A reason of the set `sped_exit_reason`. */
export interface ExitReason extends CodeValue {
  /** Papers that must be on file. */
  readonly needs?: readonly ExitPaper[];
  /** The pupil stays in school. */
  readonly stays?: boolean;
  /** Reasons for leaving school that go with it. */
  readonly leaves?: readonly string[];
  readonly leastAge?: number;
}

export interface ExitReasons extends CodeSet<ExitReason> {
  /** Ages that the state reports, on the day of the exit. */
  readonly reportedAges?: { readonly from: number; readonly through: number };
}

/** What an exit is held against. */
export interface ExitWorld {
  readonly birthDate: CivilDate | null;
  readonly plans: readonly Pick<Row<'iep'>, 'status' | 'startDate'>[];
  /** The pupil's other exits. */
  readonly others: readonly Pick<Exit, 'exitedOn'>[];
}

/** What keeps an exit from being saved; empty when it may be. */
export function exitProblems(exit: Exit, world: ExitWorld, reasons: ExitReasons): readonly Problem[] {
  const problems: Problem[] = [];
  const say = (field: keyof Exit, message: string | null): void => {
    if (message !== null) problems.push({ field, message });
  };
  const { exitedOn } = exit;
  say('reason', codeProblem(reasons, exit.reason, exitedOn));
  const plansBefore = world.plans.filter(
    ({ status, startDate }) => status === 'locked' && startDate <= exitedOn,
  );
  if (plansBefore.length === 0)
    say(
      'exitedOn',
      `No locked plan began by ${dateInWords(exitedOn)}, so there is nothing to leave. Lock the plan first, or correct the day.`,
    );
  const before = latest(world.others, exitedOn);
  if (before !== null && !plansBefore.some(({ startDate }) => startDate > before))
    say('exitedOn', `The pupil left special education already, on ${dateInWords(before)}.`);
  const reason = codeOf(reasons, exit.reason);
  if (reason?.leastAge !== undefined && world.birthDate !== null) {
    const age = ageOn(world.birthDate, exitedOn);
    if (age < reason.leastAge)
      say(
        'reason',
        `The pupil was ${age} on that day; "${reason.label}" is from ${reason.leastAge} years on.`,
      );
  }
  for (const field of ['evaluatedOn', 'noticeOn'] as const) {
    const day = exit[field];
    if (day !== null && day > exitedOn)
      say(field, 'This comes before the last day in special education, not after it.');
  }
  return problems;
}

const PAPERS: Readonly<Record<ExitPaper, string>> = {
  evaluatedOn:
    'Enter when the pupil was found no longer eligible, or when the parents took their consent back.',
  noticeOn: 'Enter when the parents were given prior written notice.',
  summaryOn: 'Enter when the pupil was given the summary of performance.',
};

/** What is still missing before an exit can be certified: papers, and an enrollment that says the same. */
export function missingForExit(
  exit: Exit,
  stays: readonly Pick<Row<'enrollment'>, 'startDate' | 'endDate' | 'endReason'>[],
  reasons: ExitReasons,
): readonly Problem[] {
  const reason = codeOf(reasons, exit.reason);
  const problems: Problem[] = (reason?.needs ?? [])
    .filter((paper) => exit[paper] === null)
    .map((paper) => ({ field: paper, message: PAPERS[paper] }));
  if (!reason?.leaves) return problems;
  const goesOn = stays.some(
    ({ startDate, endDate }) => startDate <= exit.exitedOn && (endDate === null || endDate > exit.exitedOn),
  );
  const last = stays
    .filter(({ endDate }) => endDate !== null && endDate <= exit.exitedOn)
    .reduce<(typeof stays)[number] | null>(
      (a, b) => (a && (a.endDate ?? '') >= (b.endDate ?? '') ? a : b),
      null,
    );
  if (goesOn)
    problems.push({
      field: 'reason',
      message: `"${reason.label}" means that the pupil left school, but the enrollment goes on. Withdraw the pupil, or choose another reason.`,
    });
  else if (last?.endReason != null && !reason.leaves.includes(last.endReason))
    problems.push({
      field: 'reason',
      message: `"${reason.label}" does not go with the reason for leaving on the enrollment. One of the two is wrong.`,
    });
  return problems;
}

/** The exit is of an age that the state reports; unknown without a birth date. */
export function isReported(
  exitedOn: CivilDate,
  birthDate: CivilDate | null,
  reasons: ExitReasons,
): boolean | null {
  if (birthDate === null || !reasons.reportedAges) return null;
  const age = ageOn(birthDate, exitedOn);
  return age >= reasons.reportedAges.from && age <= reasons.reportedAges.through;
}

const latest = (exits: readonly Pick<Exit, 'exitedOn'>[], through: CivilDate): CivilDate | null =>
  exits
    .map(({ exitedOn }) => exitedOn)
    .filter((day) => day <= through)
    .sort()
    .at(-1) ?? null;
