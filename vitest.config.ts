import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { slowStages, vitestStages } from '#scripts/testing/vitest-stages.ts';

// One project for each folder of tests.
export default defineConfig({
  test: {
    // Vitest leaves one core free for who looks on; on a machine of two that is half of it.
    maxWorkers: availableParallelism(),
    projects: vitestStages.map((name) => ({
      test: {
        name,
        environment: 'node',
        include: [`tests/${name}/**/*.{test,spec}.{ts,tsx}`],
        fileParallelism: !slowStages.has(name),
        testTimeout: slowStages.has(name) ? 120_000 : 30_000,
        hookTimeout: slowStages.has(name) ? 180_000 : 60_000,
      },
    })),
  },
});
