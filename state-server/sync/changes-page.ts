import type { StateDatabase } from '#state-server/database/state-database.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { entryOf, recordOf, storedColumns } from '#state-server/sync/stored-record.ts';
import { cursorAt, placeOf, streamEnd } from '#state-server/sync/stream-cursor.ts';
import type { ChangesQuery, ChangesReply } from '#sync/wire/changes.ts';

/**
 * One page of a district's changes. The first page pins the window's end; every page shows each record as it was at
 * that end, once, in stream order, so that paging neither chases new writes nor loses a record that changes between
 * two pages.
 */
export function changesPage(
  database: StateDatabase,
  district: string,
  epoch: string,
  { since, pinned, limit }: ChangesQuery,
): Promise<ChangesReply> {
  return database.inDistrict(district, async (trx) => {
    const from = since === undefined ? 0 : await placeOf(trx, district, epoch, since);
    const end =
      pinned === undefined ? await streamEnd(trx, district) : await placeOf(trx, district, epoch, pinned);
    if (from > end) throw new HttpProblem(400, 'invalid-request', 'The window ends before it begins.');
    const rows = await trx
      .selectFrom('history')
      .select(storedColumns.map((column) => `history.${column}` as const))
      .where('history.district', '=', district)
      .where('history.seq', '>', from)
      .where('history.seq', '<=', end)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('history as later')
              .select('later.seq')
              .whereRef('later.district', '=', 'history.district')
              .whereRef('later.id', '=', 'history.id')
              .whereRef('later.seq', '>', 'history.seq')
              .where('later.seq', '<=', end),
          ),
        ),
      )
      .orderBy('history.seq')
      .limit(limit + 1)
      .execute();
    const more = rows.length > limit;
    const page = more ? rows.slice(0, limit) : rows;
    const last = page.at(-1);
    const pin = pinned ?? (await cursorAt(trx, district, epoch, end));
    return {
      entries: page.map((row) => entryOf(recordOf(row))),
      next: more && last ? await cursorAt(trx, district, epoch, last.seq) : pin,
      more,
      pinned: pin,
    };
  });
}
