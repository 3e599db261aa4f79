import type { DeviceLogin } from '#state-server/accounts/device-token.ts';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import { now, type Services } from '#state-server/services.ts';
import { stateKeysOf } from '#sync/sealing/package-keys.ts';
import type { IdentityReply } from '#sync/wire/identity.ts';
import { PROTOCOL, SCHEMA_VERSION } from '#sync/wire/protocol.ts';

/** Who answers: server, epoch, the asking computer's district (null without a token), protocol range, time. */
export async function whoAnswers(
  services: Services,
  { serverId, epoch, keyFingerprint, keys }: ServerIdentity,
  login: DeviceLogin | null,
): Promise<IdentityReply> {
  const district = login
    ? await services.database.kysely
        .selectFrom('district')
        .select(['number', 'name'])
        .where('number', '=', login.district)
        .executeTakeFirstOrThrow()
    : null;
  return {
    service: 'hi-line-state',
    ...{ serverId, epoch, district, protocol: PROTOCOL, schemaVersion: SCHEMA_VERSION, keyFingerprint },
    keys: stateKeysOf(keys),
    time: now(services),
  };
}
