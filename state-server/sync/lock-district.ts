import type { StateTransaction } from '#state-server/database/state-database.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';

/**
 * Takes the district's write lock and returns the end of its stream. Must be the first statement of every
 * transaction that writes a district's records, before any read, so that the order of commits is the order of seq
 * (M17). Throws a problem 404 for a district the state does not have.
 */
export async function lockDistrict(trx: StateTransaction, district: string): Promise<number> {
  const row = await trx
    .updateTable('district')
    .set((column) => ({ seq: column.ref('seq') }))
    .where('number', '=', district)
    .returning('seq')
    .executeTakeFirst();
  if (!row) throw new HttpProblem(404, 'not-found', 'The state does not have this district.');
  return row.seq;
}

/**
 * The locks of several districts, always in the order of their numbers, so that no two of them can wait for each other.
 * Answers where each stream ends. Throws as `lockDistrict` does.
 */
export async function lockDistricts(
  trx: StateTransaction,
  districts: readonly string[],
): Promise<Map<string, number>> {
  const ends = new Map<string, number>();
  for (const district of [...new Set(districts)].sort())
    ends.set(district, await lockDistrict(trx, district));
  return ends;
}
