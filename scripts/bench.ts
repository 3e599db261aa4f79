// `npm run bench`: measures at two sizes within one run, prints a table, writes out/bench.json, and fails when a line is
// outside its limit.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchLine, goalsOf, machine } from '#scripts/benching/bench-lines.ts';
import { findBench } from '#scripts/benching/find-bench.ts';
import { launchBench } from '#scripts/benching/launch-bench.ts';
import { markBench } from '#scripts/benching/mark-bench.ts';
import { rosterBench } from '#scripts/benching/roster-bench.ts';
import { summaryBench } from '#scripts/benching/summary-bench.ts';
import { syncBench } from '#scripts/benching/sync-bench.ts';
import { syncGrowthBench } from '#scripts/benching/sync-growth-bench.ts';
import { syncTripsBench } from '#scripts/benching/sync-trips-bench.ts';
import { validateBench } from '#scripts/benching/validate-bench.ts';
import { projectRoot, say } from '#scripts/runtime/run.ts';

const lines: BenchLine[] = [];
const benches = [
  launchBench,
  rosterBench,
  findBench,
  markBench,
  summaryBench,
  validateBench,
  syncBench,
  syncGrowthBench,
  syncTripsBench,
];
/** `npm run bench -- sync` measures only those whose name begins so, and leaves out/bench.json alone. */
const [only = ''] = process.argv.slice(2);
for (const bench of benches.filter(({ name }) => name.startsWith(only))) {
  say(`measuring: ${bench.name}`);
  lines.push(...(await bench()));
}
if (only === '') {
  mkdirSync(join(projectRoot, 'out'), { recursive: true });
  writeFileSync(
    join(projectRoot, 'out/bench.json'),
    `${JSON.stringify({ machine: machine(), lines, goals: goalsOf(lines) }, null, 2)}\n`,
  );
}
console.table(
  lines.map(({ name, value, unit, limit, direction, ok }) => ({
    name,
    value,
    unit,
    limit: `${direction} ${limit}`,
    ok,
  })),
);
for (const { name, value, goal, reached } of goalsOf(lines))
  say(`goal ${reached ? 'reached' : 'NOT reached'}: ${name} is ${value}, the goal is ${goal}`);
process.exit(lines.every((line) => line.ok) ? 0 : 1);
