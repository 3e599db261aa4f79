import { type Confirmed, confirm } from '#db/sync/confirm.ts';
import { type FrozenOperation, freeze, unanswered } from '#db/sync/freeze.ts';
import { ackedThrough } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import type { SyncClock } from '#sync/pull.ts';
import { type StateClient, StateRefusal } from '#sync/state-client.ts';
import { type OperationAnswer, operationsReply } from '#sync/wire/operations.ts';
import { MAX_OPERATIONS, SCHEMA_VERSION } from '#sync/wire/protocol.ts';

export interface PushOptions {
  readonly clock: SyncClock;
  readonly newId: () => string;
  readonly onProgress: (sent: number) => void;
}

/** Rounds in which nothing was applied before a push gives up until the next cycle. */
const FRUITLESS = 3;

/**
 * Sends what waits, in batches, until nothing is left that can go. Operations without an answer go first, unchanged;
 * new ones are frozen and committed before their first byte leaves (M1).
 */
export async function push(
  file: DistrictFile,
  client: StateClient,
  options: PushOptions,
): Promise<Confirmed> {
  const total: Confirmed = { applied: 0, conflicts: 0, parked: 0 };
  let fruitless = 0;
  while (fruitless < FRUITLESS) {
    await file.whenWritable();
    const left = unanswered(file.reader);
    const batch =
      left.length > 0
        ? left.slice(0, MAX_OPERATIONS)
        : file.writeLocal((writer) =>
            freeze(writer, {
              limit: MAX_OPERATIONS,
              at: options.clock.now(),
              newId: options.newId,
              schemaVersion: SCHEMA_VERSION,
            }),
          );
    if (batch.length === 0) return total;
    const answers = await send(file, client, batch);
    await file.whenWritable();
    const round = file.write(
      {
        actor: 'state',
        actorName: 'The state',
        action: 'Answered by the state',
        at: options.clock.now(),
        origin: 'sync',
      },
      (writer) => confirm(writer, answers as Parameters<typeof confirm>[1], options.clock.now()),
    );
    total.applied += round.applied;
    total.conflicts += round.conflicts;
    total.parked += round.parked;
    fruitless = round.applied + round.parked > 0 ? 0 : fruitless + 1;
    options.onProgress(total.applied);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return total;
}

/** A batch that is refused as a whole is halved until the one that is wrong stands alone; that one is parked. */
async function send(
  file: DistrictFile,
  client: StateClient,
  batch: readonly FrozenOperation[],
): Promise<OperationAnswer[]> {
  const body = `{"ackedThrough":${ackedThrough(file.reader)},"operations":[${batch.map((operation) => operation.body).join(',')}]}`;
  try {
    return (await client.post('/v1/operations', body, operationsReply)).answers;
  } catch (error) {
    if (!(error instanceof StateRefusal) || error.refusal !== 'refused') throw error;
    const [only] = batch;
    if (batch.length === 1 && only)
      return [
        {
          outcome: 'rejected',
          operationId: only.operationId,
          rule: 'request.refused',
          sentence: error.message,
          problems: [],
        },
      ];
    const half = Math.ceil(batch.length / 2);
    return [
      ...(await send(file, client, batch.slice(0, half))),
      ...(await send(file, client, batch.slice(half))),
    ];
  }
}
