import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { newId, type Services } from '#state-server/services.ts';

/** Who this server is. Lives in its database, so all processes on one database are one server. */
export interface ServerIdentity {
  readonly serverId: string;
  readonly epoch: string;
  /** Signs tokens and derives the devices' secrets. Never leaves the server. */
  readonly tokenSecret: Uint8Array;
  /** SHA-256 of the state's public key (SPKI), hex; read aloud or printed when a computer is enrolled. */
  readonly keyFingerprint: string;
}

/** The server's identity; makes one in a new database. */
export async function serverIdentity(services: Services): Promise<ServerIdentity> {
  const { kysely } = services.database;
  const made = {
    one: 1,
    server_id: newId(services),
    epoch: newId(services),
    token_secret: Buffer.from(services.random(32)).toString('base64'),
    key_seed: Buffer.from(services.random(32)).toString('base64'),
    students: 0,
  };
  await kysely
    .insertInto('server')
    .values(made)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await kysely.selectFrom('server').selectAll().executeTakeFirstOrThrow();
  return {
    serverId: row.server_id,
    epoch: row.epoch,
    tokenSecret: Buffer.from(row.token_secret, 'base64'),
    keyFingerprint: fingerprintOf(Buffer.from(row.key_seed, 'base64')),
  };
}

/** Begins a new epoch: said once by whoever restored the database from a backup, before the server starts (M12). */
export async function beginEpoch(services: Services): Promise<string> {
  const epoch = newId(services);
  await services.database.kysely.updateTable('server').set({ epoch }).execute();
  return epoch;
}

/** PKCS #8 frame of an Ed25519 private key, before its 32 bytes. */
const ED25519_FRAME = Buffer.from('302e020100300506032b657004220420', 'hex');

function fingerprintOf(seed: Uint8Array): string {
  const key = createPrivateKey({ key: Buffer.concat([ED25519_FRAME, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(spki).digest('hex');
}
