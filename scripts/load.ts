// `npm run load`: a state with 400 districts and 150,000 students on PostgreSQL, all of them syncing a school morning at
// once over real HTTP. Writes out/load.json and fails when anything was lost or refused, when memory grows, or when a
// record costs more than 1.2 times as much with 400 districts as with 40.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LoadCount, median } from '#scripts/loading/load-count.ts';
import { startLoadedState } from '#scripts/loading/loaded-state.ts';
import { SimulatedDevice } from '#scripts/loading/simulated-device.ts';
import { projectRoot, runCommand, say } from '#scripts/runtime/run.ts';

const DISTRICTS = Number(process.env.LOAD_DISTRICTS ?? 400);
const STUDENTS = Number(process.env.LOAD_STUDENTS ?? 150_000);
const FEW = Math.round(DISTRICTS / 10);
const MORNINGS = 8;
const WARM_UP = 2;
const LIMIT = 1.2;
/** A server that keeps something of every call would grow by far more than this over eight mornings. */
const MEMORY_LIMIT = 1.25;

await runCommand(async () => {
  const state = await startLoadedState();
  try {
    const count = new LoadCount();
    const devices: SimulatedDevice[] = [];
    let days = 0;

    const populateTo = async (districts: number): Promise<void> => {
      const numbers = Array.from({ length: districts - devices.length }, (_, at) =>
        String(devices.length + at + 1).padStart(4, '0'),
      );
      const lanes = Array.from({ length: 4 }, async () => {
        for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
          const device = new SimulatedDevice(state.url, Math.round(STUDENTS / DISTRICTS), count);
          await device.enroll(await state.newDistrict(number));
          await device.populate(number);
          devices.push(device);
        }
      });
      await Promise.all(lanes);
    };

    /** All districts at once; milliseconds for each record. */
    const morning = async (): Promise<number> => {
      days += 1;
      const date = new Date(Date.UTC(2026, 7, 26 + days)).toISOString().slice(0, 10);
      const began = performance.now();
      const sent = await Promise.all(devices.map((device) => device.morning(date)));
      return (performance.now() - began) / sent.reduce((sum, one) => sum + one, 0);
    };
    const mornings = async (rounds: number): Promise<number[]> => {
      const costs: number[] = [];
      for (let at = 0; at < rounds; at++) costs.push(await morning());
      return costs;
    };

    say(`populating ${FEW} districts`);
    await populateTo(FEW);
    // Ten mornings of a tenth are as many records as one of all.
    await mornings(WARM_UP * 10);
    const few = median(await mornings(MORNINGS * 10));
    say(`populating ${DISTRICTS} districts with ${STUDENTS} students`);
    const began = performance.now();
    const before = count.records;
    await populateTo(DISTRICTS);
    const firstSyncPerSecond = Math.round((count.records - before) / ((performance.now() - began) / 1000));
    await mornings(WARM_UP);
    count.clearTimes();
    const memory = [state.memory()];
    say(`${MORNINGS} mornings of ${DISTRICTS} districts`);
    const costs: number[] = [];
    for (let at = 0; at < MORNINGS; at++) {
      costs.push(await morning());
      memory.push(state.memory());
    }
    const many = median(costs);
    const ratio = Math.round((many / few) * 100) / 100;
    const growth = Math.max(...memory.slice(-2).map(Number)) / Math.max(...memory.slice(0, 3).map(Number));
    const report = {
      districts: devices.length,
      students: devices.reduce((sum, device) => sum + device.students, 0),
      recordsPerSecond: Math.round(1000 / many),
      p50ms: count.percentile(0.5),
      p95ms: count.percentile(0.95),
      p99ms: count.percentile(0.99),
      errors: count.errors,
      lost: count.lost,
      perRecord400vs40: ratio,
      firstSyncPerSecond,
      recordsInAll: count.records,
      serverMemoryMiB: memory,
      failures: Object.fromEntries(count.failures),
    };
    mkdirSync(join(projectRoot, 'out'), { recursive: true });
    writeFileSync(join(projectRoot, 'out/load.json'), `${JSON.stringify(report, null, 2)}\n`);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    const wrong = [
      count.errors > 0 && 'Some calls failed or some records were refused.',
      count.lost > 0 && 'Some records were promised and are not in the stream.',
      ratio > LIMIT &&
        `A record costs ${ratio} times as much with ten times the districts; ${LIMIT} is the limit.`,
      memory[0] !== null && growth > MEMORY_LIMIT && 'The memory of the server grew from morning to morning.',
    ].filter((words) => words !== false);
    for (const words of wrong) say(words);
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await state.stop();
  }
});
