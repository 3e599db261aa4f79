// `npm test`: everything that must hold before a change lands, cheap things first. Every stage runs even when an earlier
// one failed, so that one run tells the whole story. Its last line is "N passed, N failed".
import { join } from 'node:path';
import { projectRoot, say } from '#scripts/runtime/run.ts';
import { runStage, type Stage, type StageResult } from '#scripts/testing/run-stage.ts';
import { vitestStages } from '#scripts/testing/vitest-stages.ts';

const tool = (...path: string[]) => join(projectRoot, 'node_modules', ...path);

const stages: readonly Stage[] = [
  { name: 'format and lint', program: tool('@biomejs/biome/bin/biome'), args: ['check', '.'] },
  { name: 'types', program: tool('typescript/bin/tsc'), args: ['-b'] },
  { name: 'dead code', program: tool('knip/bin/knip.js'), args: ['--no-progress'] },
  ...vitestStages.map((name) => ({
    name,
    program: tool('vitest/vitest.mjs'),
    args: ['run', '--project', name, '--passWithNoTests'],
    report: join(projectRoot, 'out/test', `${name}.json`),
  })),
];

const wanted = process.argv.slice(2);
const chosen = stages.filter((stage) => wanted.length === 0 || wanted.includes(stage.name));
if (chosen.length === 0) {
  say(`no such stage. There are: ${stages.map((stage) => stage.name).join(', ')}`);
  process.exit(1);
}

const began = performance.now();
const results: StageResult[] = [];
for (const stage of chosen) {
  process.stdout.write(`\n== ${stage.name}\n`);
  results.push(await runStage(stage));
}

process.stdout.write('\n');
for (const { name, passed, failed, minutes } of results) {
  const words = failed > 0 ? `${passed} passed, ${failed} FAILED` : `${passed} passed`;
  process.stdout.write(`${name.padEnd(18)} ${minutes.toFixed(1).padStart(5)} min   ${words}\n`);
}
process.stdout.write(
  `${'all'.padEnd(18)} ${((performance.now() - began) / 60_000).toFixed(1).padStart(5)} min\n`,
);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
