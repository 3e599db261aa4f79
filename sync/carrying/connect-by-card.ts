import { randomBytes } from 'node:crypto';
import { connectionOf, setConnection, setStopped } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { Failure } from '#domain/system/failure.ts';
import { areKeysOf } from '#sync/sealing/package-keys.ts';
import { stateCard } from '#sync/wire/package.ts';

/**
 * Connects a computer that has no line: the state's card comes on a stick, code and fingerprint on paper. The first
 * package brings the code, its answer this computer's credentials. Throws a Failure with a sentence.
 */
export function connectByCard(
  file: DistrictFile,
  card: Uint8Array,
  typed: { readonly code: string; readonly fingerprint: string; readonly deviceName: string },
): { districtNumber: string; districtName: string } {
  const read = stateCard.safeParse(jsonOf(card));
  if (!read.success)
    throw new Failure('invalid-input', 'This file is no card of a state. Ask the state for a new one.');
  const { keys, serverId, epoch, districtNumber, districtName, url } = read.data;
  if (!areKeysOf(keys, typed.fingerprint))
    throw new Failure(
      'invalid-input',
      'The fingerprint on paper and the card do not fit, so the card may not be the state’s. Compare the first sixteen characters at least.',
      [{ field: 'fingerprint', message: 'Does not fit the card.' }],
    );
  const before = connectionOf(file.reader);
  if (before && before.clientId !== '')
    throw new Failure(
      'conflict',
      'This computer is connected already. Write a package: it needs no new card.',
    );
  file.writeLocal((writer) => {
    setConnection(writer, {
      url,
      clientId: '',
      clientSecret: '',
      serverId,
      epoch,
      districtNumber,
      districtName,
      deviceSeed: before?.deviceSeed ?? randomBytes(32).toString('base64'),
      keyFingerprint: typed.fingerprint,
      stateKeys: keys,
      enroll: { code: typed.code.trim(), deviceName: typed.deviceName },
    });
    setStopped(writer, null);
  });
  return { districtNumber, districtName };
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
