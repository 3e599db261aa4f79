import { generateKeyPairSync } from 'node:crypto';
import { startOver } from '#db/sync/start-over.ts';
import { setConnection, setCycleChain, setStopped } from '#db/sync/sync-state.ts';
import type { Reader } from '#db/system/connection.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { Failure } from '#domain/system/failure.ts';
import { openCall, StateRefusal } from '#sync/state-client.ts';
import type { Transport } from '#sync/transport.ts';
import { enrollDeviceReply, identityReply } from '#sync/wire/identity.ts';

const readsFromAState = (reader: Reader): boolean => reader.rows('SELECT 1 FROM syncBase LIMIT 1').length > 0;

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
  const { publicKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  try {
    await openCall(transport, input.url, '/v1/identity', undefined, identityReply);
    const made = await openCall(
      transport,
      input.url,
      '/v1/devices',
      { code: input.code.trim(), deviceName: input.deviceName, publicKey },
      enrollDeviceReply,
    );
    file.writeLocal((writer) => {
      // What was confirmed so far was confirmed to another computer id, or by another state: compared from the beginning.
      if (readsFromAState(writer))
        startOver(writer, new Date().toISOString(), 0, 'of a connection that is over');
      setCycleChain(writer, { last: null, proposed: null });
      setConnection(writer, {
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
