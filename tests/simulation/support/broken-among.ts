import { runHistories } from '#scripts/simulating/run-histories.ts';

/** Time for one test of histories, on a slow machine. */
export const MINUTES = 6 * 60_000;

/** What to run to see it, and what went wrong, for each history that breaks a promise. */
export async function brokenAmong(seeds: Iterable<number>): Promise<string[]> {
  const broken: string[] = [];
  for await (const result of runHistories(seeds))
    if (result.broken.length > 0)
      broken.push(
        `npm run simulate -- --histories 1 --seed ${result.seed}: ${result.broken.slice(0, 3).join('; ')}`,
      );
  return broken;
}
