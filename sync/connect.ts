import { randomBytes } from 'node:crypto';
import { setConnection, setStopped } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { Failure } from '#domain/system/failure.ts';
import { areKeysOf, packageKeys } from '#sync/sealing/package-keys.ts';
import { openCall, StateRefusal } from '#sync/state-client.ts';
import type { Transport } from '#sync/transport.ts';
import { enrollDeviceReply, identityReply } from '#sync/wire/identity.ts';

/** Spends the one-time code: from now on this computer has credentials of its own, kept inside the encrypted file. */
export async function connectDevice(
  file: DistrictFile,
  transport: Transport,
  input: { url: string; code: string; deviceName: string },
): Promise<void> {
  if (!/^https:\/\//.test(input.url) && !/^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(input.url))
    throw new Failure(
      'invalid-input',
      'The address of the state begins with https://, so that nobody on the way can read it.',
      [{ field: 'url', message: 'Use https://.' }],
    );
  const seed = randomBytes(32);
  const publicKey = packageKeys(seed).signingPublic.toString('base64');
  try {
    const { keys } = await openCall(transport, input.url, '/v1/identity', undefined, identityReply);
    const made = await openCall(
      transport,
      input.url,
      '/v1/devices',
      { code: input.code.trim(), deviceName: input.deviceName, publicKey },
      enrollDeviceReply,
    );
    // Keys that do not fit the fingerprint of the code are never taken.
    const stateKeys = keys && areKeysOf(keys, made.keyFingerprint) ? keys : undefined;
    file.writeLocal((writer) => {
      setConnection(writer, {
        deviceSeed: seed.toString('base64'),
        keyFingerprint: made.keyFingerprint,
        ...(stateKeys ? { stateKeys } : {}),
        url: input.url,
        clientId: made.clientId,
        clientSecret: made.clientSecret,
        serverId: made.serverId,
        epoch: made.epoch,
        districtNumber: made.districtNumber,
        districtName: made.districtName,
      });
      setStopped(writer, null);
    });
  } catch (error) {
    if (!(error instanceof StateRefusal)) throw error;
    throw new Failure(
      error.refusal === 'unreachable' || error.refusal === 'busy' ? 'unreachable' : 'not-allowed',
      error.message,
    );
  }
}
