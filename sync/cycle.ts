import { waitingRemovals } from '#db/sync/removals.ts';
import { startOver } from '#db/sync/start-over.ts';
import { connectionOf, setStopped, stoppedBecause } from '#db/sync/sync-state.ts';
import { waitingCounts } from '#db/sync/waiting.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { beginCycle, type TakenCycle } from '#sync/begin-cycle.ts';
import { type FetchProgress, fetchFromTheBeginning, needsBeginning } from '#sync/first-fetch.ts';
import type { Obstacle } from '#sync/line-words.ts';
import { pull, type SyncClock } from '#sync/pull.ts';
import { push } from '#sync/push.ts';
import { type StateClient, StateRefusal } from '#sync/state-client.ts';
import type { Transport } from '#sync/transport.ts';
import type { ChangesReply } from '#sync/wire/changes.ts';

export interface CycleResult {
  readonly outcome: 'done' | 'offline' | 'not-connected' | 'stopped' | 'update-needed';
  /** One sentence for people. */
  readonly words: string;
  readonly sent: number;
  readonly fetched: number;
  readonly retryAfterSeconds: number | null;
  /** Of a cycle that did not get through: where the trouble is. */
  readonly obstacle?: Obstacle;
}

export interface CycleOptions {
  readonly clock: SyncClock;
  readonly newId: () => string;
  readonly transport: Transport;
  readonly onProgress: (progress: { done: number; total: number }) => void;
  /** Told while everything is fetched from the beginning. */
  readonly onFetch?: (progress: FetchProgress) => void;
  /** Asked when all is fetched and sent: other calls in this cycle, such as the comparison of the day. */
  readonly afterwards?: (client: StateClient) => Promise<void>;
}

/**
 * One cycle: who are you, and am I the one you know → fetch → send → fetch what the sending brought. Fetching never waits
 * for a stuck send.
 */
export async function runCycle(file: DistrictFile, options: CycleOptions): Promise<CycleResult> {
  const connection = connectionOf(file.reader);
  const nothing = { sent: 0, fetched: 0, retryAfterSeconds: null };
  if (!connection)
    return {
      outcome: 'not-connected',
      words: 'This computer is not connected to the state yet.',
      ...nothing,
    };
  const stopped = stoppedBecause(file.reader);
  if (stopped) return { outcome: 'stopped', words: stopped, ...nothing };
  const sofar = { sent: 0, fetched: 0 };
  try {
    const begun = await beginCycle(file, options);
    if ('wrongServer' in begun)
      return stop(
        file,
        'Another state answers at this address than the one this computer was connected to. Nothing was sent. Connect again if that is right.',
      );
    await fetchAndSend(file, begun, options, sofar);
    await options.afterwards?.(begun.client);
    return { outcome: 'done', words: wordsOf(file), ...sofar, retryAfterSeconds: null };
  } catch (error) {
    if (!(error instanceof StateRefusal)) throw error;
    const result = { words: error.message, ...sofar, retryAfterSeconds: error.retryAfterSeconds };
    switch (error.refusal) {
      case 'unreachable':
      case 'busy':
      case 'failed':
      case 'not-our-server':
      case 'not-found':
      case 'refused':
      case 'forked':
      case 'epoch-changed':
        return { outcome: 'offline', ...result, obstacle: error.obstacle };
      case 'update-needed':
        return { outcome: 'update-needed', ...result };
      case 'signed-out':
      case 'revoked':
        return stop(
          file,
          `The state no longer accepts this computer. Everything here is kept. ${error.message}`,
          sofar,
        );
    }
  }
}

async function fetchAndSend(
  file: DistrictFile,
  { client, identity: { epochSeq, page } }: TakenCycle,
  options: CycleOptions,
  sofar: { sent: number; fetched: number },
): Promise<void> {
  // Counted as it goes: a line that breaks later takes nothing of it back.
  const onPage = (records: number): void => {
    sofar.fetched += records;
  };
  const fetchAll = async (first?: ChangesReply): Promise<void> => {
    if (needsBeginning(file.reader))
      sofar.fetched += await fetchFromTheBeginning(file, client, {
        ...options,
        epochSeq,
        onFetch: options.onFetch ?? (() => undefined),
      });
    await pull(file, client, options.clock, { first, onPage });
  };
  try {
    await fetchAll(page);
  } catch (error) {
    if (!(error instanceof StateRefusal) || error.refusal !== 'epoch-changed') throw error;
    // The place in the stream is one the state never gave out: it came back from a backup without saying so (M12).
    await file.whenWritable();
    file.writeLocal((writer) => startOver(writer, options.clock.now(), 0));
    await fetchAll();
  }
  const total = waitingCounts(file.reader).total;
  const confirmed = await push(file, client, {
    clock: options.clock,
    newId: options.newId,
    onProgress: (done) => {
      sofar.sent = done;
      options.onProgress({ done: Math.min(done, total), total });
    },
  });
  if (confirmed.applied > 0 || confirmed.conflicts > 0) await pull(file, client, options.clock, { onPage });
  if (confirmed.failure) throw confirmed.failure;
}

function wordsOf(file: DistrictFile): string {
  const { total: left, conflicts } = waitingCounts(file.reader);
  const removals = waitingRemovals(file.reader);
  if (removals.ask)
    return removals.total === 1
      ? 'The state has removed a record that is here. Look at it before it is removed here too.'
      : `The state has removed ${removals.total} records that are here. Look at the list before they are removed here too.`;
  if (conflicts > 0) return 'Some records wait for your decision.';
  return left === 0 ? 'The state has everything.' : `${left} still waiting: see the list.`;
}

async function stop(
  file: DistrictFile,
  words: string,
  sofar: { sent: number; fetched: number } = { sent: 0, fetched: 0 },
): Promise<CycleResult> {
  await file.whenWritable();
  file.writeLocal((writer) => setStopped(writer, words));
  return { outcome: 'stopped', words, ...sofar, retryAfterSeconds: null };
}
