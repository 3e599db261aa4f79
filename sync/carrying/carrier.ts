import { againRequest, type Connection, connectionOf } from '#db/sync/sync-state.ts';
import type { Reader } from '#db/system/connection.ts';
import { Failure } from '#domain/system/failure.ts';
import { type PackageKeys, packageKeys } from '#sync/sealing/package-keys.ts';

/** What a computer needs to write and read packages. */
export interface Carrier {
  readonly connection: Connection;
  readonly keys: PackageKeys;
  /** The state's raw public keys. */
  readonly state: { readonly signing: Buffer; readonly encryption: Buffer };
}

/** Throws a Failure that says what to do where this computer cannot carry packages yet. */
export function carrierOf(reader: Reader): Carrier {
  const connection = connectionOf(reader);
  if (!connection)
    throw new Failure(
      'conflict',
      'This computer is not connected to the state yet. Connect it with a code, or with the state’s card when there is no line.',
    );
  if (againRequest(reader) !== undefined)
    throw new Failure(
      'conflict',
      'This file is a copy of another computer’s. It needs a line to the state once, to go on as a computer of its own.',
    );
  const { deviceSeed, stateKeys } = connection;
  if (!deviceSeed || !stateKeys)
    throw new Failure(
      'conflict',
      'This computer has no key for packages yet. Connect it again with a new code of the state.',
    );
  return {
    connection,
    keys: packageKeys(Buffer.from(deviceSeed, 'base64')),
    state: {
      signing: Buffer.from(stateKeys.signing, 'base64'),
      encryption: Buffer.from(stateKeys.encryption, 'base64'),
    },
  };
}
