import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BenchLine, benchLine, median } from '#scripts/benching/bench-lines.ts';
import { Desk } from '#scripts/benching/desk.ts';
import { fillOffice, marksOf, writeMarks } from '#scripts/benching/marks-to-send.ts';
import { say } from '#scripts/runtime/run.ts';
import { startStateEnd } from '#scripts/touring/state-end.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const PUPILS = 900;
const WARM = 2_000;
const FEW = 20_000;
const MANY = 200_000;

/**
 * A record of 200,000 against one of 20,000 sent in one go: what grows with the file shows here. Each round has files of
 * its own on both ends.
 */
export async function syncGrowthBench(): Promise<BenchLine[]> {
  const ratios: { push: number; pull: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) ratios.push(await measure());
  return [
    benchLine('sync.push.perRecord200000vs20000', median(ratios.map(({ push }) => push))),
    benchLine('sync.pull.perRecord200000vs20000', median(ratios.map(({ pull }) => pull))),
  ];
}

async function measure(): Promise<{ push: number; pull: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-bench-growth-'));
  const state = await startStateEnd(folder);
  const [office, other] = [new Desk(), new Desk()];
  try {
    fillOffice(office.file, PUPILS);
    await office.connect(state);
    await office.cycle();
    await other.connect(state);
    await other.cycle();
    const records = marksOf(office.file, WARM + FEW + MANY);
    const send = async (from: number, count: number): Promise<{ push: number; pull: number }> => {
      writeMarks(office.file, records.slice(from, from + count));
      return { push: (await office.push(count)) / count, pull: (await other.pull(count)) / count };
    };
    await send(0, WARM);
    const few = await send(WARM, FEW);
    const many = await send(WARM + FEW, MANY);
    say(
      `records a second: ${FEW}: push ${Math.round(1_000 / few.push)}, pull ${Math.round(1_000 / few.pull)}; ${MANY}: push ${Math.round(1_000 / many.push)}, pull ${Math.round(1_000 / many.pull)}`,
    );
    return { push: many.push / few.push, pull: many.pull / few.pull };
  } finally {
    office.end();
    other.end();
    await state.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
