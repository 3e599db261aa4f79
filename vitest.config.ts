import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from '#scripts/testing/longest-first.ts';
import { slowStages, vitestStages, windowStages } from '#scripts/testing/vitest-stages.ts';
import { hasDisplay } from '#scripts/with-display.ts';

// One project for each folder of tests.
export default defineConfig({
  test: {
    // Vitest leaves one core free for who looks on; on a machine of two that is half of it.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    projects: vitestStages.map((name) => ({
      test: {
        name,
        environment: 'node',
        include: [`tests/${name}/**/*.{test,spec}.{ts,tsx}`],
        // Without a screen to share, each file's windows have a hidden one of their own.
        fileParallelism: !(windowStages.has(name) && hasDisplay()),
        testTimeout: slowStages.has(name) ? 120_000 : 60_000,
        // `expect.poll` gives up after a second otherwise, which a busy machine may need.
        expect: { poll: { timeout: 30_000 } },
        hookTimeout: slowStages.has(name) ? 180_000 : 60_000,
      },
    })),
  },
});
