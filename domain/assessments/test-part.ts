import type { FieldProblem } from '#domain/sync/normal-form.ts';
import type { CodeValue } from '#domain/system/code-set.ts';

/** A state test of the set `assessment`: who takes it. */
export interface TestValue extends CodeValue {
  readonly grades?: readonly string[];
  /** Only pupils in this program on the day. */
  readonly program?: string;
}

/** How a pupil takes part, and whether grade and programs or a person said so. */
export interface TestPart {
  readonly test: string;
  readonly part: string;
  readonly decided: boolean;
  readonly reason: string | null;
}

/** Codes of `assessment_part` that the rule itself uses. */
export const TAKES = 'Y';
export const TAKES_NOT = 'N';

/** Expected by the pupil's grade and programs. Source: ESSA 1111(b)(2); the list itself is data. */
export const isExpected = (test: TestValue, grade: string, programs: ReadonlySet<string>): boolean =>
  (test.grades?.includes(grade) ?? false) && (test.program === undefined || programs.has(test.program));

/** Every test the pupil is expected in or somebody decided about; what a person decided goes before the rule. */
export function partsOf(
  tests: readonly TestValue[],
  pupil: { readonly grade: string; readonly programs: ReadonlySet<string> },
  decisions: ReadonlyMap<string, { readonly part: string | null; readonly reason: string | null }>,
): TestPart[] {
  return tests.flatMap((test): TestPart[] => {
    const own = decisions.get(test.code);
    if (own?.part != null) return [{ test: test.code, part: own.part, decided: true, reason: own.reason }];
    return isExpected(test, pupil.grade, pupil.programs)
      ? [{ test: test.code, part: TAKES, decided: false, reason: null }]
      : [];
  });
}

/** Anything but "takes it" has to say why; null when nothing is missing. */
export const partProblem = (part: unknown, reason: unknown): FieldProblem | null =>
  part && part !== TAKES && !reason
    ? { field: 'reason', message: 'Say why, so that it can be explained later.' }
    : null;
