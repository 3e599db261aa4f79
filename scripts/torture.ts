// `npm run torture [-- --kills N --seed S]`: SIGKILL at random moments of attendance sessions, most of the headless data
// process and one in ten of the whole program. Leaves out/torture.json and fails when a mark called saved was lost or a
// file was left half written.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Dice } from '#scripts/district-generator/dice.ts';
import { projectRoot, runCommand, say } from '#scripts/runtime/run.ts';
import { killDataProcess } from '#scripts/torturing/kill-data-process.ts';
import { killWindow, startAgain } from '#scripts/torturing/kill-window.ts';
import { SavedMarks } from '#scripts/torturing/saved-marks.ts';
import { makeTortureSchool } from '#scripts/torturing/torture-school.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string' } },
});

await runCommand(async () => {
  const kills = Number(values.kills);
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed))
    throw new Error('Use whole numbers: npm run torture -- --kills 200 --seed 7');
  say(`${kills} kills, seed ${seed}`);
  const dice = new Dice(seed, 'torture');
  const school = await makeTortureSchool();
  const known = new SavedMarks(school.blocks);
  const report = { seed, kills: { dataProcess: 0, window: 0 }, saved: 0, problems: [] as string[] };
  try {
    for (let kill = 1; kill <= kills; kill++) {
      const window = kill % 10 === 0;
      const found = window
        ? await killWindow(school, known, dice)
        : await killDataProcess(school, known, dice);
      report.kills[window ? 'window' : 'dataProcess'] += 1;
      report.problems.push(...found.map((problem) => `Kill ${kill}: ${problem}`));
      if (kill % 10 === 0)
        say(`${kill} kills, ${known.saved} marks saved, ${report.problems.length} problems`);
    }
    report.problems.push(...(await startAgain(school, known)));
  } finally {
    report.saved = known.saved;
    mkdirSync(join(projectRoot, 'out'), { recursive: true });
    writeFileSync(join(projectRoot, 'out/torture.json'), `${JSON.stringify(report, null, 2)}\n`);
    school.end();
  }
  for (const problem of report.problems.slice(0, 20)) say(problem);
  say(
    `${report.kills.dataProcess} kills of the data process and ${report.kills.window} of the program; ${report.saved} marks called saved, ${report.problems.length} problems`,
  );
  return report.problems.length === 0 ? 0 : 1;
});
