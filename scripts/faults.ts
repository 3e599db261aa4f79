// `npm run faults [-- --minutes N --offices N --seed S]`: real offices and a real state on PostgreSQL over a line that
// breaks, both ends killed every few seconds. Leaves out/faults.json and fails when an edit called saved was lost or the
// two ends do not agree in the end.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { faultRun } from '#scripts/faulting/fault-run.ts';
import { projectRoot, runCommand, say } from '#scripts/runtime/run.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    offices: { type: 'string', default: '3' },
    seed: { type: 'string' },
  },
});

await runCommand(async () => {
  const [minutes, offices] = [Number(values.minutes), Number(values.offices)];
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  if (!(minutes > 0) || !Number.isInteger(offices) || offices < 1 || !Number.isInteger(seed))
    throw new Error('Use numbers: npm run faults -- --minutes 10 --offices 3 --seed 7');
  say(`${offices} offices, ${minutes} minutes, seed ${seed}`);
  let told = 0;
  const report = await faultRun({
    seed,
    offices,
    seconds: minutes * 60,
    onProgress: (words) => {
      if (Date.now() - told < 15_000) return;
      told = Date.now();
      say(words);
    },
  });
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  writeFileSync(join(projectRoot, 'out/faults.json'), `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  for (const words of [...report.problems, ...report.lost].slice(0, 20)) say(words);
  if (!report.digestsAgree) say('The two ends do not hold the same records.');
  return report.lost.length === 0 && report.problems.length === 0 && report.digestsAgree ? 0 : 1;
});
