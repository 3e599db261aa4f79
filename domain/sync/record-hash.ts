import { canonicalJson } from '#domain/sync/canonical-json.ts';

/** SHA-256 of a text's UTF-8, 32 bytes. Passed in: `domain` has no cryptography of its own. */
export type Sha256 = (text: string) => Uint8Array;

/** The part of a record that the digest speaks of. */
export interface HashedRecord {
  readonly type: string;
  readonly id: string;
  readonly rev: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * The text whose SHA-256 is the record's hash: JCS (RFC 8785) of [type, id, rev, fields], null fields left out.
 * Throws a TypeError for a value JSON cannot write (checked before by the normal form).
 */
export function recordText({ type, id, rev, fields }: HashedRecord): string {
  return canonicalJson([type, id, rev, withoutNulls(fields)]);
}

/** The record's hash, 32 bytes; the same on the device and at the state because both call this. */
export function recordHash(record: HashedRecord, sha256: Sha256): Uint8Array {
  return sha256(recordText(record));
}

/** Null and absent mean the same; the wire, the base and the digest leave both out. */
export function withoutNulls(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== null && value !== undefined) kept[name] = value;
  }
  return kept;
}

/** Lowercase hex of bytes. */
export function hexOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += HEX[byte];
  return text;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
