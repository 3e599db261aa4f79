import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { StateKeys } from '#sync/wire/identity.ts';

/** DER frames around the 32 bytes of a key (RFC 8410). */
const FRAMES = {
  ed25519: { private: '302e020100300506032b657004220420', public: '302a300506032b6570032100' },
  x25519: { private: '302e020100300506032b656e04220420', public: '302a300506032b656e032100' },
} as const;
type Curve = keyof typeof FRAMES;

const privateKey = (curve: Curve, seed: Uint8Array): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from(FRAMES[curve].private, 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });

/** A public key of 32 raw bytes. */
export const publicKey = (curve: Curve, raw: Uint8Array): KeyObject =>
  createPublicKey({
    key: Buffer.concat([Buffer.from(FRAMES[curve].public, 'hex'), raw]),
    format: 'der',
    type: 'spki',
  });

/** The 32 raw bytes of a public key. */
export const rawKey = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(-32);

/** One party's keys for packages: a signing and a receiving pair, both from one secret seed of 32 bytes. */
export interface PackageKeys {
  readonly signing: KeyObject;
  readonly receiving: KeyObject;
  /** Raw public halves. */
  readonly signingPublic: Buffer;
  readonly receivingPublic: Buffer;
}

export function packageKeys(seed: Uint8Array): PackageKeys {
  const signing = privateKey('ed25519', seed);
  const receiving = privateKey(
    'x25519',
    Buffer.from(hkdfSync('sha256', seed, Buffer.alloc(0), 'hi-line package receiving key 1', 32)),
  );
  return {
    signing,
    receiving,
    signingPublic: rawKey(createPublicKey(signing)),
    receivingPublic: rawKey(createPublicKey(receiving)),
  };
}

/** SHA-256 of a signing key as SPKI, hex: what is printed beside an enrollment code and compared by eye. */
export const fingerprintOf = (signingPublic: Uint8Array): string =>
  createHash('sha256')
    .update(publicKey('ed25519', signingPublic).export({ format: 'der', type: 'spki' }))
    .digest('hex');

const vouched = (encryption: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from('hi-line package key 1'), encryption]);

const vouchedFor = new WeakMap<PackageKeys, StateKeys>();

/**
 * The state's public keys, its receiving key vouched for by its signing key. Signed once: every computer asks at the
 * beginning of every cycle, and Ed25519 has one signature for it.
 */
export function stateKeysOf(keys: PackageKeys): StateKeys {
  const known = vouchedFor.get(keys);
  if (known) return known;
  const { signing, signingPublic, receivingPublic } = keys;
  const made = {
    signing: signingPublic.toString('base64'),
    encryption: receivingPublic.toString('base64'),
    signature: sign(null, vouched(receivingPublic), signing).toString('base64'),
  };
  vouchedFor.set(keys, made);
  return made;
}

/** Whether these are the keys of the state with that fingerprint; a beginning of it of 16 digits or more will do. */
export function areKeysOf(keys: StateKeys, fingerprint: string): boolean {
  const wanted = fingerprint.toLowerCase().replace(/[^0-9a-f]/g, '');
  const signing = Buffer.from(keys.signing, 'base64');
  return (
    wanted.length >= 16 &&
    fingerprintOf(signing).startsWith(wanted) &&
    verify(
      null,
      vouched(Buffer.from(keys.encryption, 'base64')),
      publicKey('ed25519', signing),
      Buffer.from(keys.signature, 'base64'),
    )
  );
}
