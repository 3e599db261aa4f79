import { digestLine } from '#db/sync/base-digest.ts';
import { openDatabase } from '#state-server/database/open-database.ts';
import { streamDigest } from '#state-server/sync/stream-digest.ts';

const NO_EPOCH = '00000000-0000-0000-0000-000000000000';

/** What the state has of a district: live records, and one line of digest over them, as the desktop makes it of its own. */
export async function digestOfDistrict(
  place: string,
  district: string,
): Promise<{ records: number; digest: string }> {
  const database = await openDatabase(place);
  try {
    const { types } = await streamDigest(database, district, NO_EPOCH);
    const records = Object.values(types)
      .flatMap((buckets) => Object.values(buckets))
      .reduce((sum, bucket) => sum + bucket.count, 0);
    return { records, digest: digestLine(types) };
  } finally {
    await database.close();
  }
}
