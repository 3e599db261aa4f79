import { randomBytes } from 'node:crypto';
import { type OwnDistricts, ownDistrictsOf } from '#db/school/district-ids.ts';
import { startOver } from '#db/sync/start-over.ts';
import {
  type Connection,
  connectionOf,
  setConnection,
  setCycleChain,
  setStopped,
} from '#db/sync/sync-state.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { Failure } from '#domain/system/failure.ts';
import { areKeysOf, packageKeys } from '#sync/sealing/package-keys.ts';
import { openCall, StateRefusal } from '#sync/state-client.ts';
import type { Transport } from '#sync/transport.ts';
import { enrollDeviceReply, identityReply } from '#sync/wire/identity.ts';

const readsFromAState = (reader: Pick<Reader, 'rows'>): boolean =>
  reader.rows('SELECT 1 FROM syncBase LIMIT 1').length > 0;

const isSameStream = (before: Connection | undefined, now: Connection): boolean =>
  before?.serverId === now.serverId &&
  before.epoch === now.epoch &&
  before.districtNumber === now.districtNumber;

const isSameComputer = (before: Connection, now: Connection): boolean =>
  before.clientId === now.clientId && before.serverId === now.serverId;

/** What a person types to connect a computer. */
export interface ConnectInput {
  readonly url: string;
  readonly code: string;
  readonly deviceName: string;
}

/**
 * Spends the one-time code: from now on this computer has credentials of its own, kept inside the encrypted file. Throws
 * a Failure with the state's sentence; then nothing is changed.
 */
export async function connectDevice(
  file: DistrictFile,
  transport: Transport,
  input: ConnectInput,
): Promise<void> {
  const connection = await enrollComputer(transport, input, ownDistrictsOf(file.reader));
  await file.whenWritable();
  file.writeLocal((writer) => keepConnection(writer, connection));
}

/** From now on the file belongs to this computer of that district. */
export function keepConnection(writer: Writer, connection: Connection): void {
  const before = connectionOf(writer);
  // The answer it had before (M18): the very same computer, whose chain of cycles and newer secrets go on.
  if (before && isSameComputer(before, connection)) {
    setConnection(writer, { ...before, url: connection.url });
    setStopped(writer, null);
    return;
  }
  // What another state, or this one before it was set back, has confirmed is compared from the beginning. Connected again
  // to the same one, everything goes on where it was; the same operations get the answers they had (M3).
  if (readsFromAState(writer) && !isSameStream(before, connection))
    startOver(writer, new Date().toISOString(), 0, 'of a connection that is over');
  setCycleChain(writer, { last: null, proposed: null });
  setConnection(writer, connection);
  setStopped(writer, null);
}

/**
 * Enrolls with the state and keeps nothing yet; asked again with the same code within minutes it may go on. `own`:
 * what the file has already.
 */
export async function enrollComputer(
  transport: Transport,
  input: ConnectInput,
  own: OwnDistricts,
): Promise<Connection> {
  if (!/^https:\/\//.test(input.url) && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(input.url))
    throw new Failure(
      'invalid-input',
      'The address of the state begins with https://, so that nobody on the way can read it.',
      [{ field: 'url', message: 'Use https://.' }],
    );
  const seed = seedFor(transport, input.code);
  const publicKey = packageKeys(seed).signingPublic.toString('base64');
  try {
    const { keys } = await openCall(transport, input.url, '/v1/identity', undefined, identityReply);
    const made = await openCall(
      transport,
      input.url,
      '/v1/devices',
      { code: input.code.trim(), deviceName: input.deviceName, publicKey, ...own },
      enrollDeviceReply,
    );
    return {
      url: input.url,
      clientId: made.clientId,
      clientSecret: made.clientSecret,
      serverId: made.serverId,
      epoch: made.epoch,
      districtNumber: made.districtNumber,
      districtName: made.districtName,
      deviceSeed: seed.toString('base64'),
      keyFingerprint: made.keyFingerprint,
      // Keys that do not fit the fingerprint of the code are never taken.
      ...(keys && areKeysOf(keys, made.keyFingerprint) ? { stateKeys: keys } : {}),
    };
  } catch (error) {
    if (!(error instanceof StateRefusal)) throw error;
    throw new Failure(failureKindOf(error), error.message);
  }
}

function failureKindOf({ refusal, status }: StateRefusal): 'unreachable' | 'conflict' | 'not-allowed' {
  if (refusal === 'unreachable' || refusal === 'busy') return 'unreachable';
  return status === 409 ? 'conflict' : 'not-allowed';
}

const seeds = new WeakMap<Transport, Map<string, Buffer>>();

/** The same key for the same code, so that an answer lost on the way can be asked for again (M18). */
function seedFor(transport: Transport, code: string): Buffer {
  const known = seeds.get(transport) ?? new Map<string, Buffer>();
  seeds.set(transport, known);
  const seed = known.get(code) ?? randomBytes(32);
  known.set(code, seed);
  return seed;
}
