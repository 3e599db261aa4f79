import { goOnAsNewDevice, startOver } from '#db/sync/start-over.ts';
import {
  againRequest,
  type Connection,
  connectionOf,
  cursorOf,
  cycleChain,
  setAgainRequest,
  setConnection,
  setCycleChain,
} from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { needsBeginning } from '#sync/first-fetch.ts';
import type { SyncClock } from '#sync/pull.ts';
import { StateClient, StateRefusal } from '#sync/state-client.ts';
import type { Transport } from '#sync/transport.ts';
import { type CycleReply, cycleReply, enrollDeviceReply } from '#sync/wire/identity.ts';

interface BeginOptions {
  readonly clock: SyncClock;
  readonly newId: () => string;
  readonly transport: Transport;
}

/** A client whose cycle the state has taken, or why another server answers. */
export type Begun = TakenCycle | { readonly wrongServer: true };

export interface TakenCycle {
  readonly client: StateClient;
  readonly identity: CycleReply;
}

/** How often in one cycle the state may say that something fundamental changed. */
const TURNS = 3;

/**
 * Begins a cycle: says which cycle came before, so that a copy of this file is found out (M13), and learns of a state that
 * was restored (M12). Both are put right here, before anything is fetched or sent.
 */
export async function beginCycle(file: DistrictFile, options: BeginOptions): Promise<Begun> {
  for (let turn = 0; ; turn++) {
    const connection = connectionOf(file.reader) as Connection;
    const client = new StateClient(options.transport, connection);
    try {
      const request = againRequest(file.reader);
      if (request !== undefined) await becomeNewDevice(file, client, connection, request, options);
      else return await sayCycle(file, client, connection, options);
    } catch (error) {
      if (!(error instanceof StateRefusal) || turn >= TURNS) throw error;
      if (error.refusal === 'epoch-changed' && error.epoch !== undefined)
        await adoptEpoch(file, connection, { epoch: error.epoch, keptThrough: error.keptThrough }, options);
      else if (error.refusal === 'forked') await planNewDevice(file, options);
      else throw error;
    }
  }
}

async function sayCycle(
  file: DistrictFile,
  client: StateClient,
  connection: Connection,
  { newId }: BeginOptions,
): Promise<Begun> {
  const { last, proposed } = cycleChain(file.reader);
  const nonce = proposed ?? newId();
  if (proposed === null) {
    await file.whenWritable();
    file.writeLocal((writer) => setCycleChain(writer, { last, proposed: nonce }));
  }
  const since = needsBeginning(file.reader) ? undefined : cursorOf(file.reader);
  const body = JSON.stringify({ epoch: connection.epoch, last, proposed: nonce, since });
  const identity = await client.post('/v1/cycle', body, cycleReply);
  if (identity.serverId !== connection.serverId || identity.district?.number !== connection.districtNumber)
    return { wrongServer: true };
  await file.whenWritable();
  file.writeLocal((writer) => setCycleChain(writer, { last: nonce, proposed: null }));
  client.cycle = nonce;
  return { client, identity };
}

/** The state was restored: a new chain of cycles, and everything is fetched from the beginning. */
async function adoptEpoch(
  file: DistrictFile,
  connection: Connection,
  { epoch, keptThrough }: { epoch: string; keptThrough: number },
  { clock }: BeginOptions,
): Promise<void> {
  await file.whenWritable();
  file.writeLocal((writer) => {
    setConnection(writer, { ...connection, epoch });
    setCycleChain(writer, { last: null, proposed: null });
    startOver(writer, clock.now(), keptThrough);
  });
}

async function planNewDevice(file: DistrictFile, { newId }: BeginOptions): Promise<void> {
  await file.whenWritable();
  file.writeLocal((writer) => setAgainRequest(writer, newId()));
}

/** A client id of its own; the same one when the answer was lost on the way. */
async function becomeNewDevice(
  file: DistrictFile,
  client: StateClient,
  connection: Connection,
  requestId: string,
  { clock }: BeginOptions,
): Promise<void> {
  const made = await client.post('/v1/devices/again', JSON.stringify({ requestId }), enrollDeviceReply);
  await file.whenWritable();
  file.writeLocal((writer) => {
    setConnection(writer, { ...connection, clientId: made.clientId, clientSecret: made.clientSecret });
    setCycleChain(writer, { last: null, proposed: null });
    setAgainRequest(writer, null);
    goOnAsNewDevice(writer, clock.now());
  });
}
