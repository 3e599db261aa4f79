import { newId, type Services } from '#state-server/services.ts';
import { fingerprintOf, type PackageKeys, packageKeys } from '#sync/sealing/package-keys.ts';

/** Who this server is. Lives in its database, so all processes on one database are one server. */
export interface ServerIdentity {
  readonly serverId: string;
  readonly epoch: string;
  /** Signs tokens and derives the devices' secrets. Never leaves the server. */
  readonly tokenSecret: Uint8Array;
  /** SHA-256 of the state's public key (SPKI), hex; read aloud or printed when a computer is enrolled. */
  readonly keyFingerprint: string;
  /** The state's own keys, the private halves too: packages are for it and its answers are signed by it. */
  readonly keys: PackageKeys;
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
  const keys = packageKeys(Buffer.from(row.key_seed, 'base64'));
  return {
    serverId: row.server_id,
    epoch: row.epoch,
    tokenSecret: Buffer.from(row.token_secret, 'base64'),
    keyFingerprint: fingerprintOf(keys.signingPublic),
    keys,
  };
}

/** Begins a new epoch: said once by whoever restored the database from a backup, before the server starts (M12). */
export async function beginEpoch(services: Services): Promise<string> {
  const epoch = newId(services);
  await services.database.kysely.updateTable('server').set({ epoch }).execute();
  return epoch;
}
