// `npm run simulate [-- --histories N --seed S]`: seeded histories of several offices and the state over a line that
// breaks. Fails when a promise of the sync is broken, and says with which seed.
import { parseArgs } from 'node:util';
import { runCommand, say } from '#scripts/runtime/run.ts';
import { runHistories, seedsFrom } from '#scripts/simulating/run-histories.ts';

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
  },
});

await runCommand(async () => {
  const [histories, seed] = [Number(values.histories), Number(values.seed)];
  if (!Number.isInteger(histories) || histories < 1 || !Number.isInteger(seed))
    throw new Error('Use whole numbers: npm run simulate -- --histories 2000 --seed 7');
  const begun = performance.now();
  let [played, failed, crashes, edits] = [0, 0, 0, 0];
  for await (const result of runHistories(seedsFrom(seed, histories))) {
    played += 1;
    crashes += result.crashes;
    edits += result.edits;
    if (result.broken.length > 0) {
      failed += 1;
      if (failed <= 5) {
        say(`seed ${result.seed} breaks a promise:`);
        for (const line of result.broken.slice(0, 4)) say(`  ${line}`);
        if (histories === 1) for (const line of result.story) say(`    ${line}`);
      }
    }
    if (played % 1000 === 0) say(`${played} histories, ${failed} with a broken promise`);
  }
  const seconds = (performance.now() - begun) / 1000;
  say(
    `${played} histories, ${edits} saved values, ${crashes} crashes, ${failed} with a broken promise; ${(played / seconds).toFixed(0)} a second`,
  );
  return failed === 0 ? 0 : 1;
});
