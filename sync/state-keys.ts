import { areKeysOf } from '#sync/sealing/package-keys.ts';
import { openCall, StateRefusal } from '#sync/state-client.ts';
import type { Transport } from '#sync/transport.ts';
import { type StateKeys, stateKeys } from '#sync/wire/package.ts';

/**
 * The state's keys for packages, checked against the fingerprint that came with the enrollment. Undefined where an older
 * state has none; keys that do not fit are never taken.
 */
export async function fetchStateKeys(
  transport: Transport,
  url: string,
  fingerprint: string,
): Promise<StateKeys | undefined> {
  try {
    const keys = await openCall(transport, url, '/v1/keys', undefined, stateKeys);
    return areKeysOf(keys, fingerprint) ? keys : undefined;
  } catch (error) {
    if (error instanceof StateRefusal) return undefined;
    throw error;
  }
}
