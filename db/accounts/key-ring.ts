import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import { Failure } from '#domain/system/failure.ts';

/**
 * The data key, wrapped once for each user by a key from that user's password (Argon2id) and once by the printed
 * recovery key. It lies beside the district file and goes along with every copy of it: without it the file is noise.
 */
const wrapped = z.strictObject({ salt: z.string(), nonce: z.string(), box: z.string() });
const keyRing = z.strictObject({
  version: z.literal(1),
  districtName: z.string(),
  practice: z.boolean(),
  /** Argon2id cost: memory in KiB, passes, lanes. */
  cost: z.strictObject({ memory: z.number().int(), passes: z.number().int(), lanes: z.number().int() }),
  users: z.array(z.strictObject({ id: z.string(), name: z.string(), key: wrapped })),
  recovery: wrapped,
});
export type KeyRing = z.infer<typeof keyRing>;
type Wrapped = z.infer<typeof wrapped>;

/** The library's number for Argon2id (its enum is compile-time only). */
const ARGON2ID = 2;
const COST = { memory: 65_536, passes: 3, lanes: 1 };

export const keyRingPath = (districtFile: string): string => `${districtFile}.keys`;

export function readKeyRing(districtFile: string): KeyRing | undefined {
  const path = keyRingPath(districtFile);
  if (!existsSync(path)) return undefined;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Failure(
      'storage',
      'The key file beside the district file may not be read by the person this computer is signed in as. Sign in to the computer as before, or give that person the right to read and write the folder.',
    );
  }
  try {
    return keyRing.parse(JSON.parse(text));
  } catch {
    throw new Failure(
      'storage',
      'The key file beside the district file cannot be read. Put back the one from your newest copy; the records themselves are untouched.',
    );
  }
}

/** Replaces the key ring in one step: a crash leaves the old one or the new one, never half of one. */
export function writeKeyRing(districtFile: string, ring: KeyRing): void {
  const path = keyRingPath(districtFile);
  const handle = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(handle, JSON.stringify(ring, null, 1));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(`${path}.new`, path);
}

export async function newKeyRing(
  districtName: string,
  practice: boolean,
  dataKey: Buffer,
): Promise<{ ring: KeyRing; recoveryKey: string }> {
  const recoveryKey = newRecoveryKey();
  const recovery = await wrap(dataKey, plainRecoveryKey(recoveryKey), COST);
  return { ring: { version: 1, districtName, practice, cost: COST, users: [], recovery }, recoveryKey };
}

export async function withUser(
  ring: KeyRing,
  user: { id: string; name: string },
  password: string,
  dataKey: Buffer,
): Promise<KeyRing> {
  const key = await wrap(dataKey, password, ring.cost);
  return {
    ...ring,
    users: [...ring.users.filter((u) => u.id !== user.id), { id: user.id, name: user.name, key }],
  };
}

/** The data key for this name and password. One sentence whether the name or the password is wrong. */
export async function unlockWithPassword(
  ring: KeyRing,
  name: string,
  password: string,
): Promise<{ userId: string; dataKey: Buffer }> {
  const user = ring.users.find((u) => u.name.toLowerCase() === name.trim().toLowerCase());
  const dataKey = await unwrap(user?.key ?? ring.recovery, password, ring.cost);
  if (!user || !dataKey)
    throw new Failure(
      'not-allowed',
      'That name and password do not belong together. Check the Caps Lock key and try again.',
    );
  return { userId: user.id, dataKey };
}

export async function unlockWithRecoveryKey(ring: KeyRing, recoveryKey: string): Promise<Buffer> {
  const dataKey = await unwrap(ring.recovery, plainRecoveryKey(recoveryKey), ring.cost);
  if (!dataKey)
    throw new Failure(
      'not-allowed',
      'That is not the recovery key of this district. Compare it with the printed sheet, group by group.',
    );
  return dataKey;
}

/** 32 characters, 160 bits; no I, L, O or U, so that it can be read aloud. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
function newRecoveryKey(): string {
  const characters = [...randomBytes(32)].map((byte) => ALPHABET[byte & 31]).join('');
  return (characters.match(/.{4}/g) ?? []).join('-');
}
const plainRecoveryKey = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '');

async function wrap(dataKey: Buffer, secret: string, cost: KeyRing['cost']): Promise<Wrapped> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await keyFrom(secret, salt, cost), nonce);
  const box = Buffer.concat([cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
  return { salt: salt.toString('base64'), nonce: nonce.toString('base64'), box: box.toString('base64') };
}

async function unwrap(from: Wrapped, secret: string, cost: KeyRing['cost']): Promise<Buffer | undefined> {
  const box = Buffer.from(from.box, 'base64');
  const key = await keyFrom(secret, Buffer.from(from.salt, 'base64'), cost);
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(from.nonce, 'base64'));
  decipher.setAuthTag(box.subarray(box.length - 16));
  try {
    return Buffer.concat([decipher.update(box.subarray(0, box.length - 16)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function keyFrom(secret: string, salt: Buffer, cost: KeyRing['cost']): Promise<Buffer> {
  return hashRaw(secret.normalize('NFC'), {
    algorithm: ARGON2ID,
    salt,
    memoryCost: cost.memory,
    timeCost: cost.passes,
    parallelism: cost.lanes,
    outputLen: 32,
  });
}
