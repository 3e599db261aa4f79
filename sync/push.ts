import { type Confirmed, confirm } from '#db/sync/confirm.ts';
import { type FrozenOperation, freeze, unanswered } from '#db/sync/freeze.ts';
import { ackedThrough } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { bytesAway } from '#sync/bytes-away.ts';
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
 * new ones are frozen and committed before their first byte leaves (M1). One request is on its way at a time; while the
 * state works on it, the batch before is confirmed here and the one after is made ready.
 */
export async function push(
  file: DistrictFile,
  client: StateClient,
  options: PushOptions,
): Promise<Confirmed> {
  const total: Confirmed = { applied: 0, conflicts: 0, parked: 0 };
  let fruitless = 0;
  let flight = begin(file, client, await settle(file, options, [], 0));
  let next = flight ? await settle(file, options, [], flight.through) : undefined;
  while (flight) {
    const answers: OperationAnswer[] = await flight.answers;
    const through: number = next?.batch.at(-1)?.deviceSeq ?? 0;
    flight = begin(file, client, next);
    await bytesAway();
    next = await settle(file, options, answers, through);
    const { confirmed } = next;
    total.applied += confirmed.applied;
    total.conflicts += confirmed.conflicts;
    total.parked += confirmed.parked;
    fruitless = confirmed.applied + confirmed.parked > 0 ? 0 : fruitless + 1;
    options.onProgress(total.applied);
    if (fruitless >= FRUITLESS) next = undefined;
    // Nothing was ready before these answers; what they made room for goes now.
    if (!flight && next) {
      flight = begin(file, client, next);
      next = undefined;
    }
  }
  return total;
}

/** A request on its way, and the last sequence number in it. */
interface Flight {
  readonly answers: Promise<OperationAnswer[]>;
  readonly through: number;
}

function begin(file: DistrictFile, client: StateClient, next: Settled | undefined): Flight | undefined {
  const batch = next?.batch ?? [];
  const last = batch.at(-1);
  if (!last) return undefined;
  const answers = send(file, client, batch);
  // Whoever awaits it hears of the failure; until then it is nobody's.
  answers.catch(() => undefined);
  return { answers, through: last.deviceSeq };
}

interface Settled {
  readonly confirmed: Confirmed;
  readonly batch: readonly FrozenOperation[];
}

/**
 * One transaction: takes the answers in and makes the next batch, durable before anybody sends it: what has no answer
 * yet from after that number on, or new.
 */
async function settle(
  file: DistrictFile,
  { clock, newId }: PushOptions,
  answers: readonly OperationAnswer[],
  after: number,
): Promise<Settled> {
  await file.whenWritable();
  const at = clock.now();
  return file.write(
    { actor: 'state', actorName: 'The state', action: 'Answered by the state', at, origin: 'sync' },
    (writer) => {
      const confirmed = confirm(writer, answers as Parameters<typeof confirm>[1], at);
      const left = unanswered(writer, after, MAX_OPERATIONS);
      const batch =
        left.length > 0
          ? left
          : freeze(writer, { limit: MAX_OPERATIONS, at, newId, schemaVersion: SCHEMA_VERSION });
      return { confirmed, batch };
    },
  );
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
