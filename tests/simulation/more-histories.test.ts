import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { seedsFrom } from '#scripts/simulating/seeds.ts';
import { brokenAmong, MINUTES } from '#tests/simulation/support/broken-among.ts';

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

test.each([1001, 1251, 1501, 1751])(
  'every promise holds in 250 histories from seed %i on',
  async (first) => {
    expect(await brokenAmong(seedsFrom(first, 250))).toEqual([]);
  },
  MINUTES,
);
