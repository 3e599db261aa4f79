import { deviceSecret } from '#state-server/accounts/device-secret.ts';
import type { DeviceLogin } from '#state-server/accounts/device-token.ts';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import { newId, now, type Services } from '#state-server/services.ts';
import type { EnrollDeviceReply, NewDeviceRequest } from '#sync/wire/identity.ts';

/**
 * A client id of its own for a copy of a computer's file (M13), in the same district and with the same name. A repeat of
 * the request gets the same answer.
 */
export async function deviceAgain(
  services: Services,
  identity: ServerIdentity,
  { clientId, district, name }: DeviceLogin,
  { requestId }: NewDeviceRequest,
): Promise<EnrollDeviceReply> {
  const { kysely } = services.database;
  // The copy has the key of the file it was copied from: it signs its packages with it.
  const { public_key } = await kysely
    .selectFrom('device')
    .select('public_key')
    .where('client_id', '=', clientId)
    .executeTakeFirstOrThrow();
  await kysely
    .insertInto('device')
    .values({
      client_id: newId(services),
      ...{ district, name, public_key, created_at: now(services), revoked_at: null, acked_through: 0 },
      ...{ made_from: clientId, made_request: requestId },
    })
    .onConflict((conflict) => conflict.columns(['made_from', 'made_request']).doNothing())
    .execute();
  const made = await kysely
    .selectFrom('device')
    .innerJoin('district', 'district.number', 'device.district')
    .select(['client_id', 'secret_version', 'district.name as district_name'])
    .where('made_from', '=', clientId)
    .where('made_request', '=', requestId)
    .executeTakeFirstOrThrow();
  return {
    clientId: made.client_id,
    clientSecret: deviceSecret(identity, made.client_id, made.secret_version),
    districtNumber: district,
    districtName: made.district_name,
    serverId: identity.serverId,
    epoch: identity.epoch,
    keyFingerprint: identity.keyFingerprint,
  };
}
