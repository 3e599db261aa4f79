// `npm run simulate [-- --histories N --seed S]`: seeded histories of several offices and the state over a line that
// breaks. Fails when a promise of the sync is broken, and says with which seed. `-- --planted`: bugs put in on purpose,
// each of which must be caught; with `--known` the history that is known to catch it is played first.
import { parseArgs } from 'node:util';
import { runCommand, say } from '#scripts/runtime/run.ts';
import { plants } from '#scripts/simulating/plants.ts';
import { runHistories, seedsFrom } from '#scripts/simulating/run-histories.ts';
import { runPlanted } from '#scripts/simulating/run-planted.ts';

const { values } = parseArgs({
  options: {
    histories: { type: 'string' },
    seed: { type: 'string', default: '1' },
    planted: { type: 'boolean', default: false },
    known: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

await runCommand(async () => {
  const [histories, seed] = [Number(values.histories ?? (values.planted ? 500 : 2000)), Number(values.seed)];
  if (!Number.isInteger(histories) || histories < 1 || !Number.isInteger(seed))
    throw new Error('Use whole numbers: npm run simulate -- --histories 2000 --seed 7');
  return values.planted ? simulatePlanted(histories, seed) : simulate(histories, seed);
});

async function simulate(histories: number, seed: number): Promise<number> {
  const begun = performance.now();
  let [played, failed, crashes, edits] = [0, 0, 0, 0];
  for await (const result of runHistories(seedsFrom(seed, histories))) {
    played += 1;
    crashes += result.crashes;
    edits += result.edits;
    if (result.broken.length > 0) {
      failed += 1;
      say(`seed ${result.seed} breaks a promise:`);
      for (const line of result.broken.slice(0, failed <= 5 ? 4 : 1)) say(`  ${line}`);
      if (histories === 1) for (const line of result.story) say(`    ${line}`);
    }
    if (played % 1000 === 0) say(`${played} histories, ${failed} with a broken promise`);
  }
  const seconds = (performance.now() - begun) / 1000;
  say(
    `${played} histories, ${edits} saved values, ${crashes} crashes, ${failed} with a broken promise; ${(played / seconds).toFixed(0)} a second`,
  );
  return failed === 0 ? 0 : 1;
}

/** The known history; should it have become another one since, those from the first on. */
function* knownFirst(known: number, histories: number): Generator<number> {
  yield known;
  yield* seedsFrom(1, histories - 1);
}

async function simulatePlanted(histories: number, seed: number): Promise<number> {
  let missed = 0;
  for (const plant of plants) {
    if (values.only && !plant.name.includes(values.only)) continue;
    const result = await runPlanted(
      plant,
      values.known ? knownFirst(plant.seed, histories) : seedsFrom(seed, histories),
    );
    if (result.caughtBy === null) missed += 1;
    say(
      result.caughtBy === null
        ? `NOT CAUGHT in ${result.histories}: ${plant.name} (${plant.rule})`
        : `caught by seed ${result.caughtBy}: ${plant.name} (${plant.rule}) — ${result.words.slice(0, 140)}`,
    );
  }
  say(missed === 0 ? 'Every planted bug was caught.' : `${missed} planted bugs were not caught.`);
  return missed === 0 ? 0 : 1;
}
