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

/** PKCS #8 frame of an Ed25519 private key, before its 32 bytes. */
const ED25519_FRAME = Buffer.from('302e020100300506032b657004220420', 'hex');

function fingerprintOf(seed: Uint8Array): string {
  const key = createPrivateKey({ key: Buffer.concat([ED25519_FRAME, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(spki).digest('hex');
}
