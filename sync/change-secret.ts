import { type Connection, connectionOf, setConnection } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { daysFrom } from '#domain/system/civil-date.ts';
import { StateClient, StateRefusal } from '#sync/state-client.ts';
import type { Transport } from '#sync/transport.ts';
import { identityReply, nextSecretReply } from '#sync/wire/identity.ts';

/** This computer's secret is changed by itself when it is this old. */
const DAYS = 90;

const changed = (connection: Connection, secret: string, at: string): Connection => {
  const { nextSecret: _used, ...kept } = connection;
  return { ...kept, clientSecret: secret, secretSince: at };
};

/**
 * Changes this computer's secret: the new one is kept safely before it is used for the first time, and the old one is
 * good until then, so that no broken line locks anybody out.
 */
export async function changeSecret(
  file: DistrictFile,
  transport: Transport,
  clock: { now(): string },
): Promise<void> {
  const connection = connectionOf(file.reader);
  if (!connection || connection.clientId === '') return;
  const client = new StateClient(transport, connection);
  const { clientSecret } = await client.post('/v1/devices/secret', '{}', nextSecretReply);
  await file.whenWritable();
  file.writeLocal((writer) => setConnection(writer, { ...connection, nextSecret: clientSecret }));
  await finishSecretChange(file, transport, clock);
}

/** Uses a new secret for the first time; called before each cycle, for a change that was broken off. */
export async function finishSecretChange(
  file: DistrictFile,
  transport: Transport,
  clock: { now(): string },
): Promise<void> {
  const connection = connectionOf(file.reader);
  const { nextSecret } = connection ?? {};
  if (!connection || nextSecret === undefined) return;
  try {
    const renewed = new StateClient(transport, { ...connection, clientSecret: nextSecret });
    await renewed.get('/v1/identity', identityReply);
  } catch (error) {
    // Not known there: the old one is still good, and the change begins anew another day.
    if (!(error instanceof StateRefusal) || error.refusal !== 'signed-out') throw error;
    const { nextSecret: _never, ...kept } = connection;
    file.writeLocal((writer) => setConnection(writer, kept));
    return;
  }
  await file.whenWritable();
  file.writeLocal((writer) => setConnection(writer, changed(connection, nextSecret, clock.now())));
}

/** Whether the secret is old enough to be changed; one whose age is not known starts to age now. */
export function secretIsOld(file: DistrictFile, today: string, now: string): boolean {
  const connection = connectionOf(file.reader);
  if (!connection) return false;
  if (connection.secretSince === undefined) {
    file.writeLocal((writer) => setConnection(writer, { ...connection, secretSince: now }));
    return false;
  }
  return daysFrom(connection.secretSince.slice(0, 10), today) >= DAYS;
}
