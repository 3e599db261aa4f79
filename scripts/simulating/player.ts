// One of the processes `npm run simulate` plays in: it is told a job, tells what comes of it, and waits for the next.
import type { Job, Told } from '#scripts/simulating/all-cores.ts';
import { plants } from '#scripts/simulating/plants.ts';
import { knownFirst, seedsFrom } from '#scripts/simulating/seeds.ts';

const tell = (told: Told): void => void process.send?.(told);

process.on('message', async (job: Job) => {
  if (job.kind === 'histories') {
    const { runHistories } = await import('#scripts/simulating/run-histories.ts');
    // Stories are long, and only those of a broken promise are read.
    for await (const result of runHistories(seedsFrom(job.first, job.count)))
      tell({ kind: 'history', result: job.count === 1 ? result : { ...result, story: [] } });
  } else {
    const { runPlanted } = await import('#scripts/simulating/run-planted.ts');
    const plant = plants.find(({ name }) => name === job.name);
    if (!plant) throw new Error(`There is no plant "${job.name}".`);
    const seeds = job.known ? knownFirst(plant.seed, job.histories) : seedsFrom(job.seed, job.histories);
    tell({ kind: 'plant', result: await runPlanted(plant, seeds) });
  }
  tell({ kind: 'done' });
});
// Whoever gave the jobs is gone.
process.on('disconnect', () => process.exit());
