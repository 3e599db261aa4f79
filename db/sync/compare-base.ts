import { createHash } from 'node:crypto';
import { applyRemote, retryAside } from '#db/sync/apply-remote.ts';
import { confirmedRecords } from '#db/sync/base-digest.ts';
import { notAtTheState } from '#db/sync/not-at-the-state.ts';
import { notice } from '#db/sync/notices.ts';
import { carryOutRemovals } from '#db/sync/removals.ts';
import type { RemoteEntry } from '#db/sync/set-aside.ts';
import { isFrozen } from '#db/sync/settle.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { bucketOf, DigestSum, type StreamDigest } from '#domain/sync/digest.ts';
import { hexOf, recordHash } from '#domain/sync/record-hash.ts';

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text, 'utf8').digest();

/** One record as the two ends have it; null where it is not. */
export interface HereThere {
  readonly here: { readonly rev: number; readonly hash: string } | null;
  readonly there: { readonly rev: number; readonly hash: string } | null;
}
export interface Difference extends HereThere {
  readonly type: string;
  readonly id: string;
}

/** Digest of what the state confirmed, by type and bucket; the office works on while it is made. */
export async function bucketsHere(reader: Reader): Promise<StreamDigest> {
  const sum = new DigestSum(sha256);
  let added = 0;
  for (const record of confirmedRecords(reader)) {
    sum.add(record);
    added += 1;
    if (added % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return sum.digest();
}

/** The confirmed records of one bucket. */
export function recordsHere(
  reader: Reader,
  type: string,
  bucket: string,
): { id: string; rev: number; hash: string }[] {
  const found: { id: string; rev: number; hash: string }[] = [];
  for (const record of confirmedRecords(reader))
    if (record.type === type && bucketOf(record.id, sha256) === bucket)
      found.push({ id: record.id, rev: record.rev, hash: hexOf(recordHash(record, sha256)) });
  return found;
}

/**
 * Puts right what this computer believed of one record. The state's word is merged like a page; a record the state does
 * not have is no longer believed to be there, stays, and is offered again. Unsent work is untouched.
 */
export function repairOne(
  writer: Writer,
  difference: Difference,
  entry: RemoteEntry | null,
  at: string,
): void {
  const { type, id } = difference;
  // Its answer is still to come and brings the newest state of the record with it.
  if (isFrozen(writer, difference)) return;
  notice(writer, { kind: 'repaired', at, record: difference, detail: { ...difference } });
  if (entry) {
    writer.exec('DELETE FROM syncQuarantine WHERE type = ? AND id = ?', type, id);
    writer.exec('UPDATE syncBase SET stale = 1 WHERE type = ? AND id = ?', type, id);
    applyRemote(writer, entry, at, { repair: true, moment: 'ordinary' });
    retryAside(writer, at);
    carryOutRemovals(writer, at);
    return;
  }
  writer.exec('DELETE FROM syncQuarantine WHERE type = ? AND id = ?', type, id);
  notAtTheState(writer, difference, at);
}
