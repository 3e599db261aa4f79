import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ServerIdentity } from '#state-server/accounts/server-identity.ts';
import type { Services } from '#state-server/services.ts';

/** A device's secret follows from its id and version, so that a lost answer can be given again. */
export function deviceSecret(identity: ServerIdentity, clientId: string, version: number): string {
  const of = version === 1 ? clientId : `${clientId}:${version}`;
  return createHmac('sha256', identity.tokenSecret).update(`device-secret:${of}`).digest('base64url');
}

/** Compares in a time that tells nothing about where they differ. */
export function sameSecret(wanted: string, given: string): boolean {
  const [a, b] = [Buffer.from(wanted), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * The device's next secret. The one in force stays until the next one is first used at the token call, so that a lost
 * answer locks nobody out; asked again before that, the answer is the same.
 */
export async function nextSecret(
  services: Services,
  identity: ServerIdentity,
  clientId: string,
): Promise<string> {
  const { secret_version } = await services.database.kysely
    .updateTable('device')
    .set({ secret_pending: 1 })
    .where('client_id', '=', clientId)
    .returning('secret_version')
    .executeTakeFirstOrThrow();
  return deviceSecret(identity, clientId, secret_version + 1);
}
