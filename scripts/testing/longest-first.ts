// Vitest begins with the files that took longest the last time; in a fresh checkout it knows only their size. A long test
// in a short file, begun last, would then run alone while the other cores wait.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Short files whose tests take a minute. */
const long = ['tests/e2e/tour.spec.ts', 'tests/e2e/screens.spec.ts', 'tests/durability/window.test.ts'];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => long.some((name) => moduleId.endsWith(name));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
