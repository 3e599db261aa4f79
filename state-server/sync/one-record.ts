import type { StateDatabase } from '#state-server/database/state-database.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { entryOf, recordOf, storedColumns } from '#state-server/sync/stored-record.ts';
import type { ChangeEntry } from '#sync/wire/changes.ts';

/** One record as it is now, tombstones too. Throws a problem 404 when the district has no such record. */
export function oneRecord(
  database: StateDatabase,
  district: string,
  type: string,
  id: string,
): Promise<ChangeEntry> {
  return database.inDistrict(district, async (trx) => {
    const row = await trx
      .selectFrom('record')
      .select(storedColumns)
      .where('district', '=', district)
      .where('id', '=', id)
      .where('type', '=', type)
      .executeTakeFirst();
    if (!row) throw new HttpProblem(404, 'not-found', 'The state does not have this record.');
    return entryOf(recordOf(row));
  });
}
