import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionOf } from '#db/sync/sync-state.ts';
import { waitingCounts } from '#db/sync/waiting.ts';
import { newId } from '#electron/data-process/new-id.ts';
import { type BenchFile, benchContext, benchFile } from '#scripts/benching/bench-file.ts';
import { type BenchLine, benchLine, median } from '#scripts/benching/bench-lines.ts';
import { fillOffice, type Mark, marksOf, writeMarks } from '#scripts/benching/marks-to-send.ts';
import { measurePouchdb } from '#scripts/benching/pouchdb-side.ts';
import { say } from '#scripts/runtime/run.ts';
import { type StateEnd, startStateEnd } from '#scripts/touring/state-end.ts';
import { connectDevice } from '#sync/connect.ts';
import { runCycle } from '#sync/cycle.ts';
import { pull } from '#sync/pull.ts';
import { push } from '#sync/push.ts';
import { StateClient } from '#sync/state-client.ts';
import { httpTransport, type Transport } from '#sync/transport.ts';

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
  for (let round = 0; round < ROUNDS; round++) {
    const folder = mkdtempSync(join(tmpdir(), 'hi-line-bench-sync-'));
    try {
      const ours = await measureOurs(folder);
      small.push(ours.small);
      large.push(ours.large);
      const records = join(folder, 'records.jsonl');
      writeFileSync(records, ours.records.map((record) => JSON.stringify(record)).join('\n'));
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
  say(`records a second: Hi-Line ${perSecond(large)}; PouchDB ${perSecond(pouchdb)}`);
  return [
    benchLine('sync.push.perRecord20000vs2000', ratio(large, small, 'push')),
    benchLine('sync.pull.perRecord20000vs2000', ratio(large, small, 'pull')),
    benchLine('sync.push.vsPouchdb', ratio(pouchdb, large, 'push')),
    benchLine('sync.pull.vsPouchdb', ratio(pouchdb, large, 'pull')),
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

/** One office computer as the data process has it: file, transport, cycle. */
class Desk {
  readonly #made: BenchFile = benchFile();
  readonly #transport: Transport = httpTransport();
  readonly #clock = { now: () => new Date().toISOString() };

  get file(): BenchFile['file'] {
    return this.#made.file;
  }

  async connect(state: StateEnd): Promise<void> {
    await connectDevice(this.file, this.#transport, {
      url: state.url,
      code: await state.deviceCode(),
      deviceName: benchContext.actorName,
    });
  }

  async cycle(): Promise<void> {
    const result = await runCycle(this.file, {
      clock: this.#clock,
      newId,
      transport: this.#transport,
      onProgress: () => undefined,
    });
    if (result.outcome !== 'done' || waitingCounts(this.file.reader).total > 0) throw new Error(result.words);
  }

  /** Milliseconds until the state has confirmed everything that waits. */
  async push(expected: number): Promise<number> {
    const start = performance.now();
    const { applied } = await push(this.file, this.#client(), {
      clock: this.#clock,
      newId,
      onProgress: () => undefined,
    });
    const took = performance.now() - start;
    if (applied !== expected) throw new Error(`The state took ${applied} of ${expected} records.`);
    return took;
  }

  /** Milliseconds until everything the state has is in this file. */
  async pull(expected: number): Promise<number> {
    const start = performance.now();
    const fetched = await pull(this.file, this.#client(), this.#clock);
    const took = performance.now() - start;
    if (fetched !== expected) throw new Error(`${fetched} records came instead of ${expected}.`);
    return took;
  }

  end(): void {
    this.#transport.close();
    this.#made.end();
  }

  #client(): StateClient {
    const connection = connectionOf(this.file.reader);
    if (!connection) throw new Error('This computer is not connected.');
    return new StateClient(this.#transport, connection);
  }
}
