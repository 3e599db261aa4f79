import { type Answer, type Confirmed, confirm } from '#db/sync/confirm.ts';
import { countFailure, type FrozenOperation, freeze, suspects, unanswered } from '#db/sync/freeze.ts';
import { ackedThrough, connectionOf } from '#db/sync/sync-state.ts';
import type { Reader } from '#db/system/connection.ts';
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

/** What a push did; `failure` when operations stay unanswered that the state fails at, each by itself. */
export interface Pushed extends Confirmed {
  failure?: StateRefusal;
}

/** Rounds in which nothing was applied before a push gives up until the next cycle. */
const FRUITLESS = 3;

/**
 * Sends what waits, in batches, until nothing is left that can go. Operations without an answer go first, unchanged;
 * new ones are frozen and committed before their first byte leaves (M1). The state has one request at a time; while it
 * works, the batch before is confirmed here and the one after is made ready, which goes as soon as an answer is heard and
 * not only when it is read. Operations whose requests have failed three times go by halves first, so that the wrong one
 * holds nothing else up.
 */
export async function push(file: DistrictFile, client: StateClient, options: PushOptions): Promise<Pushed> {
  const total: Pushed = { applied: 0, conflicts: 0, parked: 0 };
  if (!somethingWaits(file.reader)) return total;
  await sendSuspects(file, client, options, total);
  let fruitless = 0;
  let flight = begin(file, client, await settle(file, options, [], 0));
  let next = flight ? await settle(file, options, [], flight.through) : undefined;
  while (flight) {
    const through: number = next?.batch.at(-1)?.deviceSeq ?? 0;
    const { answers, following }: Landed = await land(flight, () => begin(file, client, next));
    flight = following;
    await bytesAway();
    next = await settle(file, options, answers, through);
    const { confirmed } = next;
    add(total, confirmed);
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

const somethingWaits = (reader: Reader): boolean =>
  reader.rows("SELECT 1 FROM syncDirty UNION ALL SELECT 1 FROM syncOutgoing WHERE state = 'sending' LIMIT 1")
    .length > 0;

function add(total: Confirmed, confirmed: Confirmed): void {
  total.applied += confirmed.applied;
  total.conflicts += confirmed.conflicts;
  total.parked += confirmed.parked;
}

/** A request on its way, and the last sequence number in it. */
interface Flight {
  /** True once the state has done its work and answers, false when it fails. */
  readonly heard: Promise<boolean>;
  readonly answers: Promise<OperationAnswer[]>;
  readonly through: number;
}

interface Landed {
  readonly answers: OperationAnswer[];
  readonly following: Flight | undefined;
}

/** The answers of one request; the next has been begun meanwhile. A request that fails leaves none on its way. */
async function land(flight: Flight, begin: () => Flight | undefined): Promise<Landed> {
  if (!(await flight.heard)) await flight.answers;
  const following = begin();
  try {
    return { answers: await flight.answers, following };
  } catch (error) {
    await following?.answers.catch(() => undefined);
    throw error;
  }
}

function begin(file: DistrictFile, client: StateClient, next: Settled | undefined): Flight | undefined {
  const batch = next?.batch ?? [];
  const last = batch.at(-1);
  if (!last) return undefined;
  const { promise: heard, resolve } = Promise.withResolvers<boolean>();
  const answers = send(file, client, batch, () => resolve(true));
  // Whoever awaits the answers hears of a failure; until then it is nobody's.
  answers.then(
    () => resolve(true),
    () => resolve(false),
  );
  return { heard, answers, through: last.deviceSeq };
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
      const confirmed = confirm(writer, answers as readonly Answer[], at);
      const left = unanswered(writer, after, MAX_OPERATIONS);
      const batch =
        left.length > 0
          ? left
          : freeze(writer, { limit: MAX_OPERATIONS, at, newId, schemaVersion: SCHEMA_VERSION });
      return { confirmed, batch };
    },
  );
}

/** Sends one request. When it fails as a whole, that is counted, durably, before anybody hears of it. */
async function send(
  file: DistrictFile,
  client: StateClient,
  batch: readonly FrozenOperation[],
  onHeard?: () => void,
): Promise<OperationAnswer[]> {
  const epoch = connectionOf(file.reader)?.epoch;
  const head = `{${epoch ? `"epoch":"${epoch}",` : ''}"ackedThrough":${ackedThrough(file.reader)}`;
  const body = `${head},"operations":[${batch.map((operation) => operation.body).join(',')}]}`;
  try {
    return (await client.post('/v1/operations', body, operationsReply, onHeard)).answers;
  } catch (error) {
    if (failedAsAWhole(error)) {
      await file.whenWritable();
      file.writeLocal((writer) => countFailure(writer, batch));
    }
    throw error;
  }
}

/** 400, 413 and the like, and 5xx: one of the operations may be what the state cannot bear. */
const failedAsAWhole = (error: unknown): error is StateRefusal =>
  error instanceof StateRefusal && (error.refusal === 'refused' || error.refusal === 'failed');

/**
 * By halves, until the operation that sinks every request stands alone. One that is refused is parked; one that the
 * state fails at stays, unanswered, and is tried again at the next cycle, alone.
 */
async function sendSuspects(
  file: DistrictFile,
  client: StateClient,
  options: PushOptions,
  total: Pushed,
): Promise<void> {
  const parts: FrozenOperation[][] = [];
  const all = suspects(file.reader, MAX_OPERATIONS);
  if (all.length > 0) parts.push(all);
  for (let part = parts.shift(); part; part = parts.shift()) {
    let answers: OperationAnswer[] = [];
    try {
      answers = await send(file, client, part);
    } catch (error) {
      if (!failedAsAWhole(error)) throw error;
      const [only] = part;
      const half = Math.ceil(part.length / 2);
      if (part.length > 1) parts.push(part.slice(0, half), part.slice(half));
      else if (error.refusal === 'failed') total.failure = error;
      else if (only) answers = [refusedAlone(only, error)];
    }
    if (answers.length === 0) continue;
    await file.whenWritable();
    const at = options.clock.now();
    const confirmed = file.write(
      { actor: 'state', actorName: 'The state', action: 'Answered by the state', at, origin: 'sync' },
      (writer) => confirm(writer, answers as readonly Answer[], at),
    );
    add(total, confirmed);
    options.onProgress(total.applied);
  }
}

const refusedAlone = ({ operationId }: FrozenOperation, { message }: StateRefusal): OperationAnswer => ({
  outcome: 'rejected',
  operationId,
  rule: 'request.refused',
  sentence: message,
  problems: [],
});
