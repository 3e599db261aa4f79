import { bucketOf, DigestSum } from '#domain/sync/digest.ts';
import { hexOf, recordHash } from '#domain/sync/record-hash.ts';
import type { StateDatabase, StateTransaction } from '#state-server/database/state-database.ts';
import { sha256 } from '#state-server/sync/sha256.ts';
import { recordOf, type StoredRecord, storedColumns } from '#state-server/sync/stored-record.ts';
import { cursorAt, streamEnd } from '#state-server/sync/stream-cursor.ts';
import type { DigestBucketReply, DigestReply } from '#sync/wire/digest.ts';

/** Records read at once; between two reads other calls have their turn. */
const RECORDS_AT_ONCE = 1000;

/** The digest of all live records of the district, at one moment. Hashes what is stored, so it also finds damage. */
export function streamDigest(database: StateDatabase, district: string, epoch: string): Promise<DigestReply> {
  return database.inDistrict(
    district,
    async (trx) => {
      const end = await streamEnd(trx, district);
      const sum = new DigestSum(sha256);
      for await (const record of liveRecords(trx, district)) sum.add(record);
      return { at: await cursorAt(trx, district, epoch, end), types: sum.digest() };
    },
    { snapshot: true },
  );
}

/** The live records of one bucket, by id. */
export function digestBucket(
  database: StateDatabase,
  district: string,
  epoch: string,
  type: string,
  bucket: string,
): Promise<DigestBucketReply> {
  return database.inDistrict(
    district,
    async (trx) => {
      const end = await streamEnd(trx, district);
      const records: DigestBucketReply['records'] = [];
      for await (const record of liveRecords(trx, district, type)) {
        if (bucketOf(record.id, sha256) !== bucket) continue;
        records.push({ id: record.id, rev: record.rev, hash: hexOf(recordHash(record, sha256)) });
      }
      records.sort((a, b) => (a.id < b.id ? -1 : 1));
      return { at: await cursorAt(trx, district, epoch, end), records };
    },
    { snapshot: true },
  );
}

async function* liveRecords(
  trx: StateTransaction,
  district: string,
  type?: string,
): AsyncGenerator<StoredRecord> {
  let after = '';
  for (;;) {
    let query = trx
      .selectFrom('record')
      .select(storedColumns)
      .where('district', '=', district)
      .where('deleted', '=', 0)
      .where('id', '>', after)
      .orderBy('id')
      .limit(RECORDS_AT_ONCE);
    if (type !== undefined) query = query.where('type', '=', type);
    const rows = await query.execute();
    for (const row of rows) yield recordOf(row);
    const last = rows.at(-1);
    if (!last || rows.length < RECORDS_AT_ONCE) return;
    after = last.id;
  }
}
