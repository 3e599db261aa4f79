import { type KeyObject, sign, verify } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { publicKey } from '#sync/sealing/package-keys.ts';
import { SealProblem, seal, unseal } from '#sync/sealing/sealed-file.ts';

/** What is inside the seal: gzip of JSON `{payload, signature}`; the signature is Ed25519 over the payload's UTF-8. */
interface Signed {
  readonly payload: string;
  readonly signature: string;
}

/** A package unpacked is never larger: a small file that swells is no package. */
const LARGEST = 512 * 1024 * 1024;

/** Signs a text, packs it and seals it for one recipient. */
export function sealSigned(payload: string, signing: KeyObject, recipient: Uint8Array): Buffer {
  const signature = sign(null, Buffer.from(payload, 'utf8'), signing).toString('base64');
  return seal(gzipSync(JSON.stringify({ payload, signature } satisfies Signed)), recipient);
}

/** Opens a sealed file; who signed it is still to be checked. Throws a SealProblem. */
export function unsealSigned(file: Uint8Array, receiving: KeyObject): Signed {
  const packed = unseal(file, receiving);
  try {
    const text = gunzipSync(packed, { maxOutputLength: LARGEST }).toString('utf8');
    const { payload, signature } = JSON.parse(text) as Partial<Signed>;
    if (typeof payload !== 'string' || typeof signature !== 'string') throw new Error('shape');
    return { payload, signature };
  } catch {
    throw new SealProblem('damaged');
  }
}

/** Whether the holder of a signing key (32 raw bytes, public) signed this payload. */
export const isSignedBy = ({ payload, signature }: Signed, signer: Uint8Array): boolean =>
  signer.length === 32 &&
  verify(null, Buffer.from(payload, 'utf8'), publicKey('ed25519', signer), Buffer.from(signature, 'base64'));
