import type { StateDatabase } from '#state-server/database/state-database.ts';
import { type Html, html } from '#state-server/pages/html.ts';
import { recordOf, type StoredRecord, storedColumns } from '#state-server/sync/stored-record.ts';

/** A district as the staff's first page shows it. */
export interface DistrictLine {
  readonly number: string;
  readonly name: string;
  readonly lastReceived: string | null;
  readonly records: number;
  /** Records its computers said they still have to send; null when none ever said. */
  readonly backlog: number | null;
  /** Refused changes that have not gone through since. */
  readonly rejected: number;
}

/** Every district by number, in four statements however many there are. */
export async function districtLines(database: StateDatabase): Promise<DistrictLine[]> {
  return database.acrossDistricts(async (trx) => {
    const districts = await trx
      .selectFrom('district')
      .select(['number', 'name', 'last_received_at'])
      .orderBy('number')
      .execute();
    const records = await trx
      .selectFrom('record')
      .select(({ fn }) => ['district', fn.countAll().as('count')])
      .where('deleted', '=', 0)
      .groupBy('district')
      .execute();
    const backlogs = await trx
      .selectFrom('device')
      .select(({ fn }) => ['district', fn.sum('waiting').as('count')])
      .where('revoked_at', 'is', null)
      .where('waiting', 'is not', null)
      .groupBy('district')
      .execute();
    const rejected = await trx
      .selectFrom('rejected_item')
      .select(({ fn }) => ['district', fn.countAll().as('count')])
      .where('settled_at', 'is', null)
      .groupBy('district')
      .execute();
    const [has, waits, refused] = [records, backlogs, rejected].map(
      (rows) => new Map(rows.map(({ district, count }) => [district, Number(count)])),
    );
    return districts.map(({ number, name, last_received_at }) => ({
      number,
      name,
      lastReceived: last_received_at,
      records: has?.get(number) ?? 0,
      backlog: waits?.get(number) ?? null,
      rejected: refused?.get(number) ?? 0,
    }));
  });
}

/** Computers of a district, the newest first. */
export function devicesOf(database: StateDatabase, district: string) {
  return database.kysely
    .selectFrom('device')
    .select(['client_id', 'name', 'created_at', 'last_seen_at', 'revoked_at', 'waiting'])
    .where('district', '=', district)
    .orderBy('created_at', 'desc')
    .execute();
}

/** Refused changes that have not gone through since, the newest first, at most 500. */
export function rejectedItems(database: StateDatabase) {
  return database.acrossDistricts((trx) =>
    trx
      .selectFrom('rejected_item')
      .selectAll()
      .where('settled_at', 'is', null)
      .orderBy('at', 'desc')
      .limit(500)
      .execute(),
  );
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
