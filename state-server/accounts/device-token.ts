import { createHmac, timingSafeEqual } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import type { Services } from '#state-server/services.ts';
import type { TokenReply, TokenRequest } from '#sync/wire/identity.ts';

const SECONDS = 30 * 60;

/** A device that has shown who it is. The district comes from here and never from a body (M17). */
export interface DeviceLogin {
  readonly clientId: string;
  readonly district: string;
  readonly name: string;
}

/** A device's secret follows from its id, so that a lost enrollment answer can be given again. */
export function deviceSecret(identity: ServerIdentity, clientId: string): string {
  return createHmac('sha256', identity.tokenSecret).update(`device-secret:${clientId}`).digest('base64url');
}

/** A bearer token for 30 minutes. Throws problems 401 `invalid-client` and 403 `revoked`. */
export async function issueToken(
  services: Services,
  identity: ServerIdentity,
  request: TokenRequest,
): Promise<TokenReply> {
  const wanted = Buffer.from(deviceSecret(identity, request.client_id));
  const given = Buffer.from(request.client_secret);
  const matches = wanted.length === given.length && timingSafeEqual(wanted, given);
  const device = matches ? await findDevice(services, request.client_id) : undefined;
  if (!device) throw new HttpProblem(401, 'invalid-client', 'The state does not know this computer.');
  if (device.revoked_at !== null) throw revoked();
  const issued = Math.floor(services.clock() / 1000);
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(identity.serverId)
    .setSubject(request.client_id)
    .setIssuedAt(issued)
    .setExpirationTime(issued + SECONDS)
    .sign(identity.tokenSecret);
  return { access_token: token, token_type: 'Bearer', expires_in: SECONDS };
}

/** The device behind an Authorization header. Throws problems 401 `signed-out` and 403 `revoked`. */
export async function deviceOf(
  services: Services,
  identity: ServerIdentity,
  authorization: string | undefined,
): Promise<DeviceLogin> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  const clientId = token === undefined ? undefined : await subjectOf(services, identity, token);
  const device = clientId === undefined ? undefined : await findDevice(services, clientId);
  if (!device) throw new HttpProblem(401, 'signed-out', 'This computer has to sign in to the state again.');
  if (device.revoked_at !== null) throw revoked();
  return { clientId: device.client_id, district: device.district, name: device.name };
}

async function subjectOf(
  services: Services,
  identity: ServerIdentity,
  token: string,
): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, identity.tokenSecret, {
      algorithms: ['HS256'],
      issuer: identity.serverId,
      currentDate: new Date(services.clock()),
    });
    return payload.sub;
  } catch {
    return undefined; // over, of another server, or not a token at all: sign in again
  }
}

function findDevice(services: Services, clientId: string) {
  return services.database.kysely
    .selectFrom('device')
    .select(['client_id', 'district', 'name', 'revoked_at'])
    .where('client_id', '=', clientId)
    .executeTakeFirst();
}

function revoked(): HttpProblem {
  return new HttpProblem(403, 'revoked', 'The state has ended the access of this computer.');
}
