import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { publicKey, rawKey } from '#sync/sealing/package-keys.ts';

/*
 * A file that only one party can open and nobody can change or cut short, after the model of age (age-encryption.org):
 *
 *   "HI-LINE-PACKAGE1\n" (17 bytes) ‖ ephemeral X25519 key (32) ‖ SHA-256 of the recipient's X25519 key (32) ‖ chunks
 *
 * key = HKDF-SHA-256(X25519(ephemeral, recipient), salt = ephemeral ‖ recipient, info = "hi-line package 1", 32 bytes).
 * Each chunk is AES-256-GCM over at most 64 KiB with the nonce (11 bytes of counter, big-endian ‖ 1 for the last chunk,
 * else 0), the head of the file as additional data, and its tag of 16 bytes behind it. GCM instead of age's
 * ChaCha20-Poly1305, because the desktop's runtime (BoringSSL) offers only that.
 */
const MAGIC = Buffer.from('HI-LINE-PACKAGE1\n', 'ascii');
const HEAD = MAGIC.length + 64;
const CHUNK = 64 * 1024;
const TAG = 16;

/** Why a file cannot be opened. */
export class SealProblem extends Error {
  readonly kind: 'not-a-package' | 'not-for-us' | 'damaged';
  constructor(kind: SealProblem['kind']) {
    super(kind);
    this.kind = kind;
  }
}

/** Seals bytes for the holder of a receiving key (32 raw bytes, public). */
export function seal(plain: Uint8Array, recipient: Uint8Array): Buffer {
  const pair = generateKeyPairSync('x25519');
  const ephemeral = rawKey(pair.publicKey);
  const head = Buffer.concat([MAGIC, ephemeral, createHash('sha256').update(recipient).digest()]);
  const shared = diffieHellman({ privateKey: pair.privateKey, publicKey: publicKey('x25519', recipient) });
  const key = keyOf(shared, ephemeral, recipient);
  const parts: Buffer[] = [head];
  const chunks = Math.max(1, Math.ceil(plain.length / CHUNK));
  for (let at = 0; at < chunks; at++) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(at, at === chunks - 1));
    cipher.setAAD(head);
    parts.push(
      cipher.update(plain.subarray(at * CHUNK, (at + 1) * CHUNK)),
      cipher.final(),
      cipher.getAuthTag(),
    );
  }
  return Buffer.concat(parts);
}

/** Opens a sealed file with the private receiving key. Throws a SealProblem. */
export function unseal(file: Uint8Array, receiving: KeyObject): Buffer {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < HEAD + TAG || !bytes.subarray(0, MAGIC.length).equals(MAGIC))
    throw new SealProblem('not-a-package');
  const head = bytes.subarray(0, HEAD);
  const ephemeral = head.subarray(MAGIC.length, MAGIC.length + 32);
  const recipient = rawKey(createPublicKey(receiving));
  if (
    !createHash('sha256')
      .update(recipient)
      .digest()
      .equals(head.subarray(MAGIC.length + 32))
  )
    throw new SealProblem('not-for-us');
  try {
    const shared = diffieHellman({ privateKey: receiving, publicKey: publicKey('x25519', ephemeral) });
    return open(bytes.subarray(HEAD), keyOf(shared, ephemeral, recipient), head);
  } catch {
    throw new SealProblem('damaged');
  }
}

function open(body: Buffer, key: Buffer, head: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let from = 0, at = 0; from < body.length; at++) {
    const end = Math.min(from + CHUNK + TAG, body.length);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(at, end === body.length));
    decipher.setAAD(head);
    decipher.setAuthTag(body.subarray(end - TAG, end));
    parts.push(decipher.update(body.subarray(from, end - TAG)), decipher.final());
    from = end;
  }
  return Buffer.concat(parts);
}

const keyOf = (shared: Uint8Array, ephemeral: Uint8Array, recipient: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', shared, Buffer.concat([ephemeral, recipient]), 'hi-line package 1', 32));

function nonce(counter: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(counter, 7);
  bytes[11] = last ? 1 : 0;
  return bytes;
}
