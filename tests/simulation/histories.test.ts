import { expect, test } from 'vitest';
import { seedsFrom } from '#scripts/simulating/seeds.ts';
import { brokenAmong, MINUTES } from '#tests/simulation/support/broken-among.ts';

// The second thousand stands in a file of its own, so that two cores share them.
test.each([1, 251, 501, 751])(
  'every promise holds in 250 histories from seed %i on',
  async (first) => {
    expect(await brokenAmong(seedsFrom(first, 250))).toEqual([]);
  },
  MINUTES,
);
