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
  await services.database.kysely.transaction().execute(async (trx) => {
    const { last } = await trx
      .selectFrom('epoch_start')
      .select(({ fn }) => fn.max('number').as('last'))
      .executeTakeFirstOrThrow();
    const before = await trx.selectFrom('server').select('epoch').executeTakeFirstOrThrow();
    const districts = await trx.selectFrom('district').select(['number', 'seq']).execute();
    const rows = districts.flatMap(({ number: district, seq }) => [
      ...(last === null ? [{ epoch: before.epoch, district, seq: 0, number: 0 }] : []),
      { epoch, district, seq, number: (last ?? 0) + 1 },
    ]);
    if (rows.length > 0) await trx.insertInto('epoch_start').values(rows).execute();
    await trx.updateTable('server').set({ epoch }).execute();
    await trx.updateTable('device').set({ cycle_nonce: null, cycle_before: null }).execute();
  });
  return epoch;
}
