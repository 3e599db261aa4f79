import { type HashedRecord, hexOf, recordHash, type Sha256 } from '#domain/sync/record-hash.ts';

/** What one bucket holds: how many live records, and the XOR of their hashes as 64 hex digits. */
export interface BucketDigest {
  readonly count: number;
  readonly xor: string;
}

/** Type → bucket (two hex digits) → digest. Empty buckets and types are left out. */
export type StreamDigest = Record<string, Record<string, BucketDigest>>;

/** One place where two digests differ. */
export interface DigestDifference {
  readonly type: string;
  readonly bucket: string;
}

/** The record's bucket: the first byte of SHA-256 of its id, as two hex digits. */
export function bucketOf(id: string, sha256: Sha256): string {
  return hexOf(sha256(id).subarray(0, 1));
}

/** Adds live records one by one, in any order, and gives the digest of them all. */
export class DigestSum {
  readonly #sha256: Sha256;
  readonly #buckets = new Map<string, { type: string; bucket: string; count: number; xor: Uint8Array }>();

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  add(record: HashedRecord): void {
    const bucket = bucketOf(record.id, this.#sha256);
    const hash = recordHash(record, this.#sha256);
    const key = `${bucket}${record.type}`;
    const found = this.#buckets.get(key);
    if (!found) {
      this.#buckets.set(key, { type: record.type, bucket, count: 1, xor: Uint8Array.from(hash) });
      return;
    }
    found.count += 1;
    for (let at = 0; at < hash.length; at++) found.xor[at] = (found.xor[at] ?? 0) ^ (hash[at] ?? 0);
  }

  digest(): StreamDigest {
    const digest: StreamDigest = {};
    for (const { type, bucket, count, xor } of this.#buckets.values()) {
      digest[type] ??= {};
      digest[type][bucket] = { count, xor: hexOf(xor) };
    }
    return digest;
  }
}

/** Every bucket in which the two differ, by type and bucket; empty when both hold the same records. */
export function differencesBetween(a: StreamDigest, b: StreamDigest): DigestDifference[] {
  const differences: DigestDifference[] = [];
  for (const type of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
    const [left, right] = [a[type] ?? {}, b[type] ?? {}];
    for (const bucket of [...new Set([...Object.keys(left), ...Object.keys(right)])].sort()) {
      const same = left[bucket]?.count === right[bucket]?.count && left[bucket]?.xor === right[bucket]?.xor;
      if (!same) differences.push({ type, bucket });
    }
  }
  return differences;
}
