import { createHash } from 'node:crypto';

/** SHA-256 of a text's UTF-8, 32 bytes. */
export function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text, 'utf8').digest();
}

export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** An id that follows from a text: the same text, the same id. */
export function uuidFrom(text: string): string {
  const hash = sha256Hex(text);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-5${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
