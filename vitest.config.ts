import { defineConfig } from 'vitest/config';

// One project a stage of `npm test`; scripts/test.ts runs them in this order, the cheap ones first.
export const stages = [
  'unit',
  'property',
  'migrations',
  'simulation',
  'state-server',
  'security',
  'e2e',
  'package',
] as const;

/** These open windows or start servers: one file at a time, and time enough on a small machine. */
const slow = new Set<string>(['state-server', 'security', 'e2e', 'package']);

export default defineConfig({
  test: {
    projects: stages.map((name) => ({
      test: {
        name,
        environment: 'node',
        include: [`tests/${name}/**/*.{test,spec}.{ts,tsx}`],
        fileParallelism: !slow.has(name),
        testTimeout: slow.has(name) ? 120_000 : 30_000,
        hookTimeout: slow.has(name) ? 180_000 : 60_000,
      },
    })),
  },
});
