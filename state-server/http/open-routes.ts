import type { FastifyInstance } from 'fastify';
import { deviceOf, issueToken } from '#state-server/accounts/device-token.ts';
import { enrollDevice } from '#state-server/accounts/enroll-device.ts';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import { whoAnswers } from '#state-server/accounts/who-answers.ts';
import { nameCaller, nameDevice } from '#state-server/http/access-log.ts';
import { readAs } from '#state-server/http/read-body.ts';
import type { Services } from '#state-server/services.ts';
import { enrollDeviceRequest, type IdentityReply, tokenRequest } from '#sync/wire/identity.ts';
import { MAX_SMALL_BODY_BYTES } from '#sync/wire/protocol.ts';

const SMALL = { bodyLimit: MAX_SMALL_BODY_BYTES } as const;

/** The calls a computer makes before it has a token. */
export function openRoutes(app: FastifyInstance, services: Services, identity: ServerIdentity): void {
  app.post('/oauth/token', SMALL, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const asked = readAs(tokenRequest, request.body);
    const token = await issueToken(services, identity, asked);
    nameCaller(request, { caller: 'device', who: asked.client_id, district: '' });
    return token;
  });

  app.post('/v1/devices', SMALL, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const enrolled = await enrollDevice(services, identity, readAs(enrollDeviceRequest, request.body));
    nameCaller(request, { caller: 'device', who: enrolled.clientId, district: enrolled.districtNumber });
    return enrolled;
  });

  app.get('/v1/identity', async (request): Promise<IdentityReply> => {
    const login =
      request.headers.authorization === undefined
        ? null
        : await deviceOf(services, identity, request.headers, (known) => nameDevice(request, known));
    return whoAnswers(services, identity, login);
  });
}
