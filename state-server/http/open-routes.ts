import type { FastifyInstance } from 'fastify';
import { deviceOf, issueToken } from '#state-server/accounts/device-token.ts';
import { enrollDevice } from '#state-server/accounts/enroll-device.ts';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import { readAs } from '#state-server/http/read-body.ts';
import { now, type Services } from '#state-server/services.ts';
import { enrollDeviceRequest, type IdentityReply, tokenRequest } from '#sync/wire/identity.ts';
import { PROTOCOL, SCHEMA_VERSION } from '#sync/wire/protocol.ts';

/** The calls a computer makes before it has a token. */
export function openRoutes(app: FastifyInstance, services: Services, identity: ServerIdentity): void {
  app.post('/oauth/token', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return issueToken(services, identity, readAs(tokenRequest, request.body));
  });

  app.post('/v1/devices', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return enrollDevice(services, identity, readAs(enrollDeviceRequest, request.body));
  });

  app.get('/v1/identity', async (request): Promise<IdentityReply> => {
    const { authorization } = request.headers;
    const login = authorization === undefined ? null : await deviceOf(services, identity, authorization);
    const district = login
      ? await services.database.kysely
          .selectFrom('district')
          .select(['number', 'name'])
          .where('number', '=', login.district)
          .executeTakeFirstOrThrow()
      : null;
    return {
      service: 'hi-line-state',
      serverId: identity.serverId,
      epoch: identity.epoch,
      district,
      protocol: PROTOCOL,
      schemaVersion: SCHEMA_VERSION,
      keyFingerprint: identity.keyFingerprint,
      time: now(services),
    };
  });
}
