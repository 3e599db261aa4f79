import { type HashedRecord, hexOf, recordHash, type Sha256 } from '#domain/sync/record-hash.ts';

/**
 * One hash of a set of records, 64 hex digits: SHA-256 of their record hashes as hex, sorted and joined by line feeds. The
 * same on the device and at the state because both call this; the order of the records does not matter.
 */
export function scopeDigest(records: readonly HashedRecord[], sha256: Sha256): string {
  const hashes = records.map((record) => hexOf(recordHash(record, sha256))).sort();
  return hexOf(sha256(hashes.join('\n')));
}
