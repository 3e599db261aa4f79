import { createHash } from 'node:crypto';
import type { Reader } from '#db/system/connection.ts';
import type { SyncBaseTable } from '#db/system/schema.ts';
import { DigestSum, type StreamDigest } from '#domain/sync/digest.ts';
import type { Values } from '#domain/sync/merge.ts';
import type { HashedRecord } from '#domain/sync/record-hash.ts';

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text, 'utf8').digest();

/** Live records as the state confirmed them: base, never local; set-aside and pending ones from their newest raw text. */
export function* confirmedRecords(reader: Reader): Generator<HashedRecord> {
  const newer = new Map<string, HashedRecord & { deleted: boolean }>();
  for (const { entry } of reader.rows<{ entry: string }>(
    'SELECT entry FROM syncQuarantine UNION ALL SELECT entry FROM syncPendingRemote',
  )) {
    const raw = JSON.parse(entry) as HashedRecord & { deleted: boolean };
    const known = newer.get(`${raw.type} ${raw.id}`);
    if (!known || raw.rev > known.rev) newer.set(`${raw.type} ${raw.id}`, raw);
  }
  for (const row of baseRows(reader)) {
    if (row.stale === 1) continue;
    const aside = newer.get(`${row.type} ${row.id}`);
    if ((aside && aside.rev >= row.rev) || row.fields === null) continue;
    newer.delete(`${row.type} ${row.id}`);
    yield {
      type: row.type,
      id: row.id,
      rev: row.rev,
      fields: {
        ...(JSON.parse(row.fields) as Values),
        ...(row.unknownFields ? (JSON.parse(row.unknownFields) as Values) : {}),
      },
    };
  }
  for (const raw of newer.values()) if (!raw.deleted) yield raw;
}

const AT_ONCE = 500;

/** Some at a time, so that a caller may let other work in between. */
function* baseRows(reader: Reader): Generator<SyncBaseTable> {
  for (let last = { type: '', id: '' }; ; ) {
    const rows = reader.rows<SyncBaseTable>(
      'SELECT * FROM syncBase WHERE (type, id) > (?, ?) ORDER BY type, id LIMIT ?',
      last.type,
      last.id,
      AT_ONCE,
    );
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < AT_ONCE) return;
    last = end;
  }
}

/** Digest of what the state confirmed. */
export function baseDigest(reader: Reader): { digest: StreamDigest; records: number } {
  const sum = new DigestSum(sha256);
  let records = 0;
  for (const record of confirmedRecords(reader)) {
    sum.add(record);
    records += 1;
  }
  return { digest: sum.digest(), records };
}

/** One line for a whole stream, to compare by eye and in reports. */
export function digestLine(digest: StreamDigest): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(digest)))
    .digest('hex');
}

const sorted = (digest: StreamDigest): unknown =>
  Object.keys(digest)
    .sort()
    .map((type) => [
      type,
      Object.entries(digest[type] ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([bucket, { count, xor }]) => [bucket, count, xor]),
    ]);
