import { allowPlants } from '#scripts/simulating/plant-loader.ts';
import type { Plant } from '#scripts/simulating/plants.ts';
import type { HistoryResult } from '#scripts/simulating/run-history.ts';

/** What became of one planted bug. */
export interface PlantedResult {
  readonly plant: Plant;
  /** The seed of the first history that caught it, or null. */
  readonly caughtBy: number | null;
  readonly histories: number;
  readonly words: string;
}

/** Plays seeds against the product with this bug in it, until one history breaks a promise. */
export async function runPlanted(plant: Plant, seeds: Iterable<number>): Promise<PlantedResult> {
  begin();
  const url = `${new URL('run-histories.ts', import.meta.url).href}?plant=${encodeURIComponent(plant.name)}`;
  const { runHistories } = (await import(url)) as typeof import('#scripts/simulating/run-histories.ts');
  let histories = 0;
  for (const seed of seeds) {
    histories += 1;
    const words = await firstBroken(runHistories([seed]));
    if (words !== undefined) return { plant, caughtBy: seed, histories, words };
  }
  return { plant, caughtBy: null, histories, words: 'nobody noticed' };
}

/** A history that cannot even be played to its end is noticed too. */
async function firstBroken(results: AsyncGenerator<HistoryResult>): Promise<string | undefined> {
  try {
    for await (const { broken } of results) return broken[0];
  } catch (error) {
    return `something broke: ${error instanceof Error ? error.message : error}`;
  }
  return undefined;
}

let begun = false;
function begin(): void {
  if (!begun) allowPlants();
  begun = true;
}
