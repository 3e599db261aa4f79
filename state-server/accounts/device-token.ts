import type { IncomingHttpHeaders } from 'node:http';
import { jwtVerify, SignJWT } from 'jose';
import { type Kysely, sql } from 'kysely';
import { deviceSecret, sameSecret } from '#state-server/accounts/device-secret.ts';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import type { Tables } from '#state-server/database/tables.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { now, type Services } from '#state-server/services.ts';
import type { TokenReply, TokenRequest } from '#sync/wire/identity.ts';
import { WAITING_HEADER } from '#sync/wire/protocol.ts';

const SECONDS = 30 * 60;
/** Calls of one computer in one minute; a first sync of a large district needs about twenty a second. */
export const CALLS_A_MINUTE = 3000;

/** A device that has shown who it is. The district comes from here and never from a body (M17). */
export interface DeviceLogin {
  readonly clientId: string;
  readonly district: string;
  readonly name: string;
}

/**
 * A bearer token for 30 minutes. The first use of a changed secret ends the one before it, with all its tokens.
 * Throws problems 401 `invalid-client` and 403 `revoked`.
 */
export async function issueToken(
  services: Services,
  identity: ServerIdentity,
  request: TokenRequest,
): Promise<TokenReply> {
  const device = await findDevice(services, request.client_id);
  const version = device ? matchingVersion(identity, device, request.client_secret) : null;
  if (!device || version === null)
    throw new HttpProblem(
      401,
      'invalid-client',
      'The state does not know this computer, or its secret was changed. Connect it again with a new code.',
    );
  if (device.revoked_at !== null) throw revoked();
  if (version > device.secret_version)
    await services.database.kysely
      .updateTable('device')
      .set({ secret_version: version, secret_pending: 0 })
      .where('client_id', '=', device.client_id)
      .where('secret_version', '=', device.secret_version)
      .execute();
  const issued = Math.floor(services.clock() / 1000);
  const token = await new SignJWT({ secret: version })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(identity.serverId)
    .setSubject(request.client_id)
    .setIssuedAt(issued)
    .setExpirationTime(issued + SECONDS)
    .sign(identity.tokenSecret);
  return { access_token: token, token_type: 'Bearer', expires_in: SECONDS };
}

type DeviceRow = NonNullable<Awaited<ReturnType<typeof findDevice>>>;

/** Which of the device's secrets this is: the one in force, the one that waits for its first use, or none. */
function matchingVersion(identity: ServerIdentity, device: DeviceRow, given: string): number | null {
  const { client_id, secret_version, secret_pending } = device;
  if (sameSecret(deviceSecret(identity, client_id, secret_version), given)) return secret_version;
  const next = secret_version + 1;
  return secret_pending === 1 && sameSecret(deviceSecret(identity, client_id, next), given) ? next : null;
}

/**
 * The device behind an Authorization header. Throws problems 401 `signed-out`, 403 `revoked` and 429 `too-many`;
 * `onKnown` is told who it is also where the call is refused. All processes on one database count together (`countCall`).
 */
export async function deviceOf(
  services: Services,
  identity: ServerIdentity,
  { authorization }: IncomingHttpHeaders,
  onKnown: (login: DeviceLogin) => void,
): Promise<DeviceLogin> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  const claims = token === undefined ? null : await claimsOf(services, identity, token);
  const device = claims && (await callingDevice(services, claims.clientId));
  if (!device || claims.secret < device.secret_version)
    throw new HttpProblem(401, 'signed-out', 'This computer has to sign in to the state again.');
  const login = { clientId: device.client_id, district: device.district, name: device.name };
  onKnown(login);
  if (device.revoked_at !== null) throw revoked();
  const calls = device.call_window === minuteOf(now(services)) ? device.calls : 0;
  if (calls >= (services.callsAMinute ?? CALLS_A_MINUTE))
    throw new HttpProblem(
      429,
      'too-many',
      'This computer asks the state too often. It goes on by itself in a minute.',
      { retryAfterSeconds: 60 - new Date(services.clock()).getUTCSeconds() },
    );
  return login;
}

const callingDevice = ({ database }: Services, clientId: string) =>
  database.kysely
    .selectFrom('device')
    .select(['client_id', 'district', 'name', 'revoked_at', 'secret_version', 'calls', 'call_window'])
    .where('client_id', '=', clientId)
    .executeTakeFirst();

const minuteOf = (time: string): string => time.slice(0, 16);

/** Counts a call, where the line about it is written: one wait for the disk instead of two. */
export async function countCall(
  database: Kysely<Tables>,
  clientId: string,
  time: string,
  { [WAITING_HEADER]: header }: IncomingHttpHeaders,
): Promise<void> {
  const waiting = Number(header ?? Number.NaN);
  const minute = minuteOf(time);
  await database
    .updateTable('device')
    .set({
      calls: sql<number>`case when call_window = ${minute} then calls + 1 else 1 end`,
      call_window: minute,
      last_seen_at: time,
      ...(Number.isSafeInteger(waiting) && waiting >= 0 ? { waiting } : {}),
    })
    .where('client_id', '=', clientId)
    .execute();
}

async function claimsOf(
  services: Services,
  identity: ServerIdentity,
  token: string,
): Promise<{ clientId: string; secret: number } | null> {
  try {
    const { payload } = await jwtVerify(token, identity.tokenSecret, {
      algorithms: ['HS256'],
      issuer: identity.serverId,
      currentDate: new Date(services.clock()),
    });
    return payload.sub ? { clientId: payload.sub, secret: Number(payload.secret) } : null;
  } catch {
    return null; // over, of another server, or not a token at all: sign in again
  }
}

function findDevice(services: Services, clientId: string) {
  return services.database.kysely
    .selectFrom('device')
    .select(['client_id', 'revoked_at', 'secret_version', 'secret_pending'])
    .where('client_id', '=', clientId)
    .executeTakeFirst();
}

function revoked(): HttpProblem {
  return new HttpProblem(
    403,
    'revoked',
    'The state has ended the access of this computer. Everything on it is kept; ask the state for a new code.',
  );
}
