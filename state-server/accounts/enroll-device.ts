import { plainCode, SELECTOR_LENGTH } from '#state-server/accounts/device-code.ts';
import { deviceSecret } from '#state-server/accounts/device-secret.ts';
import { refuseBeforeFirstRecords, refuseOtherDistrict } from '#state-server/accounts/other-district.ts';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { newId, now, type Services } from '#state-server/services.ts';
import { lockDistrict } from '#state-server/sync/lock-district.ts';
import { sha256Hex } from '#state-server/sync/sha256.ts';
import type { EnrollDeviceReply, EnrollDeviceRequest } from '#sync/wire/identity.ts';

const MAX_ATTEMPTS = 5;
const REPEAT_MINUTES = 10;

/**
 * Spends a one-time code for a computer. The same code with the same public key within ten minutes repeats the answer
 * (M18). Throws a problem `code-refused`: 403, wrong tries are counted and a code is locked after five; 409, the file has
 * a district of its own beside the office’s, and the code stays good.
 */
export async function enrollDevice(
  services: Services,
  identity: ServerIdentity,
  request: EnrollDeviceRequest,
): Promise<EnrollDeviceReply> {
  const own = request.pupils ? [] : (request.districts ?? []);
  const known = await refuseOtherDistrict(services, plainCode(request.code), own);
  const outcome = await services.database.kysely
    .transaction()
    .execute((trx) => spend(services, trx, request, known ? [] : own));
  // Thrown outside the transaction: the counted attempt stays.
  if (!outcome)
    throw new HttpProblem(403, 'code-refused', 'This code is wrong, used up or too old. Ask for a new one.');
  return {
    clientId: outcome.clientId,
    clientSecret: deviceSecret(identity, outcome.clientId, outcome.version),
    districtNumber: outcome.district.number,
    districtName: outcome.district.name,
    serverId: identity.serverId,
    epoch: identity.epoch,
    keyFingerprint: identity.keyFingerprint,
  };
}

interface Spent {
  readonly clientId: string;
  readonly version: number;
  readonly district: { readonly number: string; readonly name: string };
}

async function spend(
  services: Services,
  trx: StateTransaction,
  request: EnrollDeviceRequest,
  own: readonly string[],
): Promise<Spent | null> {
  const code = plainCode(request.code);
  // Counting first locks the code's row, so two computers cannot spend it at once.
  const row = await trx
    .updateTable('enrollment_code')
    .set((column) => ({ attempts: column('attempts', '+', 1) }))
    .where('selector', '=', code.slice(0, SELECTOR_LENGTH))
    .returningAll()
    .executeTakeFirst();
  const time = now(services);
  if (!row || row.attempts > MAX_ATTEMPTS || row.expires_at <= time || row.hash !== sha256Hex(code))
    return null;
  const district = await trx
    .selectFrom('district')
    .select(['number', 'name'])
    .where('number', '=', row.district)
    .executeTakeFirstOrThrow();
  if (row.used_at !== null && row.client_id !== null) {
    const fresh = services.clock() - Date.parse(row.used_at) <= REPEAT_MINUTES * 60_000;
    const same = request.publicKey !== undefined && row.used_key === request.publicKey;
    return fresh && same ? { clientId: row.client_id, version: 1, district } : null;
  }
  await lockDistrict(trx, row.district);
  await refuseBeforeFirstRecords(trx, row.district, own);
  const clientId = newId(services);
  await trx
    .insertInto('device')
    .values({
      client_id: clientId,
      district: row.district,
      name: request.deviceName,
      public_key: request.publicKey ?? null,
      created_at: time,
      revoked_at: null,
      acked_through: 0,
      districts: request.districts?.length ? JSON.stringify(request.districts) : null,
    })
    .execute();
  await trx
    .updateTable('enrollment_code')
    .set({ used_at: time, used_key: request.publicKey ?? null, client_id: clientId, attempts: 0 })
    .where('selector', '=', row.selector)
    .execute();
  return { clientId, version: 1, district };
}
