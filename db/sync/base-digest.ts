import { createHash } from 'node:crypto';
import type { Reader } from '#db/system/connection.ts';
import type { SyncBaseTable } from '#db/system/schema.ts';
import { DigestSum, type StreamDigest } from '#domain/sync/digest.ts';
import type { Values } from '#domain/sync/merge.ts';

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text, 'utf8').digest();

/** Digest of what the state confirmed: base, never local; set-aside and pending records from their newest raw text. */
export function baseDigest(reader: Reader): { digest: StreamDigest; records: number } {
  const sum = new DigestSum(sha256);
  let records = 0;
  const newer = new Map<string, { rev: number; deleted: boolean; fields: Values }>();
  for (const { entry } of reader.rows<{ entry: string }>(
    'SELECT entry FROM syncQuarantine UNION ALL SELECT entry FROM syncPendingRemote',
  )) {
    const raw = JSON.parse(entry) as {
      type: string;
      id: string;
      rev: number;
      deleted: boolean;
      fields: Values;
    };
    const known = newer.get(`${raw.type} ${raw.id}`);
    if (!known || raw.rev > known.rev) newer.set(`${raw.type} ${raw.id}`, raw);
  }
  const add = (type: string, id: string, rev: number, fields: Values): void => {
    sum.add({ type, id, rev, fields });
    records += 1;
  };
  for (const row of reader.each<SyncBaseTable>('SELECT * FROM syncBase')) {
    if (newer.has(`${row.type} ${row.id}`) || row.fields === null) continue;
    add(row.type, row.id, row.rev, {
      ...(JSON.parse(row.fields) as Values),
      ...(row.unknownFields ? (JSON.parse(row.unknownFields) as Values) : {}),
    });
  }
  for (const [key, raw] of newer) {
    const [type = '', id = ''] = key.split(' ');
    if (!raw.deleted) add(type, id, raw.rev, raw.fields);
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
