import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareCost } from '#scripts/benching/bare-cost.ts';
import { type BenchLine, benchLine, median } from '#scripts/benching/bench-lines.ts';
import { Desk } from '#scripts/benching/desk.ts';
import { fillOffice, type Mark, marksOf, writeMarks } from '#scripts/benching/marks-to-send.ts';
import { measurePouchdb } from '#scripts/benching/pouchdb-side.ts';
import { say } from '#scripts/runtime/run.ts';
import { startStateEnd } from '#scripts/touring/state-end.ts';

const ROUNDS = 5;
const WARM = 1_000;
const SMALL = 2_000;
const LARGE = 20_000;

/** Milliseconds for each record. */
interface Speeds {
  readonly push: number;
  readonly pull: number;
}

/**
 * Sending and fetching attendance over real HTTP on loopback: our desktop code with its encrypted file against the
 * state server in a process of its own, both ends at synchronous FULL, and PouchDB against a PouchDB server with the
 * same records. In turns, each from a cold start with the same warm-up.
 */
export async function syncBench(): Promise<BenchLine[]> {
  const small: Speeds[] = [];
  const large: Speeds[] = [];
  const pouchdb: Speeds[] = [];
  const limit: Speeds[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'hi-line-bench-sync-'));
    try {
      const ours = await measureOurs(folder);
      small.push(ours.small);
      large.push(ours.large);
      const records = join(folder, 'records.jsonl');
      writeFileSync(records, ours.records.map((record) => JSON.stringify(record)).join('\n'));
      limit.push(await bareCost(ours.records.slice(-LARGE)));
      pouchdb.push(await measurePouchdb({ folder, records, warm: WARM, large: LARGE }));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  // Each ratio within its own round, so that what else the machine does meanwhile falls on both sides.
  const ratio = (over: readonly Speeds[], under: readonly Speeds[], way: keyof Speeds): number =>
    median(over.map((speeds, round) => speeds[way] / (under[round] as Speeds)[way]));
  const perSecond = (rounds: readonly Speeds[]): string =>
    (['push', 'pull'] as const)
      .map((way) => `${way} ${Math.round(1_000 / median(rounds.map((speeds) => speeds[way])))}`)
      .join(', ');
  say(
    `records a second: Hi-Line ${perSecond(large)}; PouchDB ${perSecond(pouchdb)}; bare rows and bytes ${perSecond(limit)}`,
  );
  return [
    benchLine('sync.push.perRecord20000vs2000', ratio(large, small, 'push')),
    benchLine('sync.pull.perRecord20000vs2000', ratio(large, small, 'pull')),
    benchLine('sync.push.vsPouchdb', ratio(pouchdb, large, 'push')),
    benchLine('sync.pull.vsPouchdb', ratio(pouchdb, large, 'pull')),
    benchLine('sync.push.vsLimit', ratio(large, limit, 'push')),
    benchLine('sync.pull.vsLimit', ratio(large, limit, 'pull')),
  ];
}

async function measureOurs(folder: string): Promise<{ small: Speeds; large: Speeds; records: Mark[] }> {
  const state = await startStateEnd(folder);
  const [office, other] = [new Desk(), new Desk()];
  try {
    fillOffice(office.file);
    await office.connect(state);
    await office.cycle();
    await other.connect(state);
    await other.cycle();
    const records = marksOf(office.file, WARM + SMALL + LARGE);
    const send = async (from: number, count: number): Promise<Speeds> => {
      writeMarks(office.file, records.slice(from, from + count));
      return { push: (await office.push(count)) / count, pull: (await other.pull(count)) / count };
    };
    await send(0, WARM);
    const small = await send(WARM, SMALL);
    const large = await send(WARM + SMALL, LARGE);
    return { small, large, records: [...records.slice(0, WARM), ...records.slice(WARM + SMALL)] };
  } finally {
    office.end();
    other.end();
    await state.stop();
  }
}
