// `npm run simulate [-- --histories N --seed S --cores N]`: seeded histories of several offices and the state over a line
// that breaks, on all cores. Fails when a promise of the sync is broken, and says with which seed. `-- --planted`: bugs put
// in on purpose, each of which must be caught; with `--known` the history that is known to catch it is played first.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runCommand, say } from '#scripts/runtime/run.ts';
import { onCores } from '#scripts/simulating/all-cores.ts';
import { Figures } from '#scripts/simulating/figures.ts';
import { plants } from '#scripts/simulating/plants.ts';
import { ON_ONE_STATE } from '#scripts/simulating/seeds.ts';

const { values } = parseArgs({
  options: {
    histories: { type: 'string' },
    seed: { type: 'string', default: '1' },
    cores: { type: 'string', default: String(availableParallelism()) },
    planted: { type: 'boolean', default: false },
    known: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});

await runCommand(async () => {
  const histories = Number(values.histories ?? (values.planted ? 500 : 2000));
  const [seed, cores] = [Number(values.seed), Number(values.cores)];
  if (![histories, cores].every((n) => Number.isInteger(n) && n >= 1) || !Number.isInteger(seed))
    throw new Error('Use whole numbers: npm run simulate -- --histories 2000 --seed 7');
  return values.planted ? simulatePlanted(histories, seed, cores) : simulate(histories, seed, cores);
});

async function simulate(histories: number, seed: number, cores: number): Promise<number> {
  const slices = Array.from({ length: Math.ceil(histories / ON_ONE_STATE) }, (_, slice) => {
    const done = slice * ON_ONE_STATE;
    return {
      kind: 'histories' as const,
      first: seed + done,
      count: Math.min(ON_ONE_STATE, histories - done),
    };
  });
  const figures = new Figures(histories, say);
  await onCores(cores, slices, (told) => {
    if (told.kind === 'history') figures.add(told.result);
  });
  figures.sayAll();
  return figures.failed === 0 ? 0 : 1;
}

async function simulatePlanted(histories: number, seed: number, cores: number): Promise<number> {
  const { only = '', known } = values;
  const jobs = plants
    .filter(({ name }) => name.includes(only))
    .map(({ name }) => ({ kind: 'plant' as const, name, seed, known, histories }));
  let missed = 0;
  await onCores(cores, jobs, (told) => {
    if (told.kind !== 'plant') return;
    const { plant, caughtBy, words, histories: played } = told.result;
    if (caughtBy === null) missed += 1;
    say(
      caughtBy === null
        ? `NOT CAUGHT in ${played}: ${plant.name} (${plant.rule})`
        : `caught by seed ${caughtBy}: ${plant.name} (${plant.rule}) — ${words.slice(0, 140)}`,
    );
  });
  say(
    missed === 0
      ? `Every planted bug was caught: ${jobs.length} of ${jobs.length}.`
      : `${missed} planted bugs were not caught.`,
  );
  return missed === 0 ? 0 : 1;
}
