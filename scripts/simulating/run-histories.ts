import { Dice } from '#scripts/district-generator/dice.ts';
import { answerAtOnce } from '#scripts/simulating/immediate-crypto.ts';
import { type HistoryResult, runHistory } from '#scripts/simulating/run-history.ts';
import { ON_ONE_STATE } from '#scripts/simulating/seeds.ts';
import { SimulatedState } from '#scripts/simulating/simulated-state.ts';

/** Plays the seeds one after the other. */
export async function* runHistories(seeds: Iterable<number>): AsyncGenerator<HistoryResult> {
  let state: SimulatedState | undefined;
  let played = 0;
  answerAtOnce();
  try {
    for (const seed of seeds) {
      if (!state || played % ON_ONE_STATE === 0) {
        state?.close();
        state = await SimulatedState.open(new Dice(seed, 'state'));
      }
      played += 1;
      yield await runHistory(state, seed);
    }
  } finally {
    state?.close();
  }
}
