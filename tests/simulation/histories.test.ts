import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runHistories, seedsFrom } from '#scripts/simulating/run-histories.ts';

const AT_ONCE = 250;
const HISTORIES = 2_000;
const MINUTES = 6 * 60_000;

async function brokenAmong(seeds: Iterable<number>): Promise<string[]> {
  const broken: string[] = [];
  for await (const result of runHistories(seeds))
    if (result.broken.length > 0)
      broken.push(
        `npm run simulate -- --histories 1 --seed ${result.seed}: ${result.broken.slice(0, 3).join('; ')}`,
      );
  return broken;
}

test(
  'histories that once broke a promise keep it',
  async () => {
    const { seeds } = JSON.parse(readFileSync(new URL('kept-seeds.json', import.meta.url), 'utf8')) as {
      seeds: { seed: number }[];
    };
    expect(await brokenAmong(seeds.map(({ seed }) => seed))).toEqual([]);
  },
  MINUTES,
);

test.each(Array.from({ length: HISTORIES / AT_ONCE }, (_, n) => 1 + n * AT_ONCE))(
  'every promise holds in 250 histories from seed %i on',
  async (first) => {
    expect(await brokenAmong(seedsFrom(first, AT_ONCE))).toEqual([]);
  },
  MINUTES,
);
