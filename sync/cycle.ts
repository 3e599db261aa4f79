import { connectionOf, setStopped, stoppedBecause } from '#db/sync/sync-state.ts';
import { waitingCounts } from '#db/sync/waiting.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { pull, type SyncClock } from '#sync/pull.ts';
import { push } from '#sync/push.ts';
import { StateClient, StateRefusal } from '#sync/state-client.ts';
import type { Transport } from '#sync/transport.ts';
import { identityReply } from '#sync/wire/identity.ts';

export interface CycleResult {
  readonly outcome: 'done' | 'offline' | 'not-connected' | 'stopped' | 'update-needed';
  /** One sentence for people. */
  readonly words: string;
  readonly sent: number;
  readonly fetched: number;
  readonly retryAfterSeconds: number | null;
}

export interface CycleOptions {
  readonly clock: SyncClock;
  readonly newId: () => string;
  readonly transport: Transport;
  readonly onProgress: (progress: { done: number; total: number }) => void;
}

/** One cycle: who are you → fetch → send → fetch what the sending brought. Fetching never waits for a stuck send. */
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
  const client = new StateClient(options.transport, connection);
  let [sent, fetched] = [0, 0];
  try {
    const identity = await client.get('/v1/identity', identityReply);
    if (identity.serverId !== connection.serverId || identity.district?.number !== connection.districtNumber)
      return stop(
        file,
        'Another state answers at this address than the one this computer was connected to. Nothing was sent. Connect again if that is right.',
      );
    if (identity.epoch !== connection.epoch)
      return stop(
        file,
        'The state was set back to an earlier copy. Nothing here is lost. Connect again when the state says so.',
      );
    fetched = await pull(file, client, options.clock);
    const total = waitingCounts(file.reader).total;
    const confirmed = await push(file, client, {
      clock: options.clock,
      newId: options.newId,
      onProgress: (done) => options.onProgress({ done: Math.min(done, total), total }),
    });
    sent = confirmed.applied;
    if (sent > 0 || confirmed.conflicts > 0) fetched += await pull(file, client, options.clock);
    const { total: left, conflicts } = waitingCounts(file.reader);
    const words =
      conflicts > 0
        ? 'Some records wait for your decision.'
        : left === 0
          ? 'The state has everything.'
          : `${left} still waiting: see the list.`;
    return { outcome: 'done', words, sent, fetched, retryAfterSeconds: null };
  } catch (error) {
    if (!(error instanceof StateRefusal)) throw error;
    const result = { words: error.message, sent, fetched, retryAfterSeconds: error.retryAfterSeconds };
    switch (error.refusal) {
      case 'unreachable':
      case 'busy':
      case 'not-our-server':
      case 'refused':
        return { outcome: 'offline', ...result };
      case 'update-needed':
        return { outcome: 'update-needed', ...result };
      case 'epoch-changed':
        return stop(
          file,
          'The state was set back to an earlier copy. Nothing here is lost. Connect again when the state says so.',
        );
      case 'signed-out':
      case 'revoked':
        return stop(
          file,
          `The state no longer accepts this computer. Everything here is kept. ${error.message}`,
        );
    }
  }
}

async function stop(file: DistrictFile, words: string): Promise<CycleResult> {
  await file.whenWritable();
  file.writeLocal((writer) => setStopped(writer, words));
  return { outcome: 'stopped', words, sent: 0, fetched: 0, retryAfterSeconds: null };
}
