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
  let flight = take(file, client, await ready(file, options, 0));
  while (flight) {
    const next = fruitless < FRUITLESS ? await ready(file, options, flight.through) : [];
    const answers = await flight.answers;
    flight = take(file, client, next);
    await bytesAway();
    const round = await settle(file, options, answers);
    total.applied += round.applied;
    total.conflicts += round.conflicts;
    total.parked += round.parked;
    fruitless = round.applied + round.parked > 0 ? 0 : fruitless + 1;
    options.onProgress(total.applied);
    // Some could not be made ready before this answer: their parents were in it, or they are to go again.
    if (!flight && fruitless < FRUITLESS) flight = take(file, client, await ready(file, options, 0));
  }
  return total;
}

/** A request on its way, and the last sequence number in it. */
interface Flight {
  readonly answers: Promise<OperationAnswer[]>;
  readonly through: number;
}

function take(
  file: DistrictFile,
  client: StateClient,
  batch: readonly FrozenOperation[],
): Flight | undefined {
  const last = batch.at(-1);
  if (!last) return undefined;
  const answers = send(file, client, batch);
  // Whoever awaits it hears of the failure; until then it is nobody's.
  answers.catch(() => undefined);
  return { answers, through: last.deviceSeq };
}

/** The next batch, durable before anybody sends it: what has no answer yet, from after that number on, or new. */
async function ready(
  file: DistrictFile,
  options: PushOptions,
  after: number,
): Promise<readonly FrozenOperation[]> {
  await file.whenWritable();
  const left = unanswered(file.reader, after, MAX_OPERATIONS);
  if (left.length > 0) return left;
  return file.writeLocal((writer) =>
    freeze(writer, {
      limit: MAX_OPERATIONS,
      at: options.clock.now(),
      newId: options.newId,
      schemaVersion: SCHEMA_VERSION,
    }),
  );
}

async function settle(
  file: DistrictFile,
  { clock }: PushOptions,
  answers: readonly OperationAnswer[],
): Promise<Confirmed> {
  await file.whenWritable();
  const at = clock.now();
  return file.write(
    { actor: 'state', actorName: 'The state', action: 'Answered by the state', at, origin: 'sync' },
    (writer) => confirm(writer, answers as Parameters<typeof confirm>[1], at),
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
