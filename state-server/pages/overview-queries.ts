import type { StateDatabase } from '#state-server/database/state-database.ts';
import { type Html, html } from '#state-server/pages/html.ts';
import { recordOf, type StoredRecord, storedColumns } from '#state-server/sync/stored-record.ts';

/** A district as the staff's first page shows it. */
export interface DistrictLine {
  readonly number: string;
  readonly name: string;
  readonly lastReceived: string | null;
  readonly records: number;
}

/** Every district by number, with live records and the time of the last change that came. */
export async function districtLines(database: StateDatabase): Promise<DistrictLine[]> {
  const districts = await database.kysely
    .selectFrom('district')
    .select(['number', 'name', 'last_received_at'])
    .orderBy('number')
    .execute();
  const lines: DistrictLine[] = [];
  for (const { number, name, last_received_at } of districts) {
    const counts = await typeCounts(database, number);
    const records = counts.reduce((sum, { count }) => sum + count, 0);
    lines.push({ number, name, lastReceived: last_received_at, records });
  }
  return lines;
}

/** Live records of a district by type. */
export function typeCounts(
  database: StateDatabase,
  district: string,
): Promise<{ type: string; count: number }[]> {
  return database.inDistrict(district, async (trx) => {
    const rows = await trx
      .selectFrom('record')
      .select(({ fn }) => ['type', fn.countAll().as('count')])
      .where('district', '=', district)
      .where('deleted', '=', 0)
      .groupBy('type')
      .orderBy('type')
      .execute();
    return rows.map(({ type, count }) => ({ type, count: Number(count) }));
  });
}

export const RECORDS_ON_PAGE = 100;

/** One page of a type's live records by id, and the id to go on after, or null at the end. */
export function recordsOfType(
  database: StateDatabase,
  district: string,
  type: string,
  after: string,
): Promise<{ records: (StoredRecord & { updatedAt: string })[]; next: string | null }> {
  return database.inDistrict(district, async (trx) => {
    const rows = await trx
      .selectFrom('record')
      .select([...storedColumns, 'updated_at'])
      .where('district', '=', district)
      .where('type', '=', type)
      .where('deleted', '=', 0)
      .where('id', '>', after)
      .orderBy('id')
      .limit(RECORDS_ON_PAGE + 1)
      .execute();
    const shown = rows.slice(0, RECORDS_ON_PAGE);
    return {
      records: shown.map((row) => ({ ...recordOf(row), updatedAt: row.updated_at })),
      next: rows.length > RECORDS_ON_PAGE ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

/** A time as the staff read it: the civil date and the clock in Montana. */
export function timeInWords(instant: string): Html {
  const words = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Denver',
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(new Date(instant));
  return html`<time datetime="${instant}">${words}</time>`;
}
