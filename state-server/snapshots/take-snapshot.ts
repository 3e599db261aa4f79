import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import type { StaffMember } from '#state-server/accounts/staff-accounts.ts';
import type { StateDatabase } from '#state-server/database/state-database.ts';
import { newId, now, type Services } from '#state-server/services.ts';
import { ENROLLMENT_COLUMNS, enrollmentRows } from '#state-server/snapshots/enrollment-rows.ts';

/**
 * Freezes who was enrolled on a day, all districts at one moment, as CSV with its SHA-256. Nothing changes or removes a
 * snapshot; a correction is another one. Returns its id.
 */
export async function takeSnapshot(services: Services, staff: StaffMember, day: string): Promise<string> {
  const { database } = services;
  const hash = createHash('sha256');
  const parts: string[] = [];
  let rowCount = 0;
  const add = (rows: readonly (readonly string[])[]) => {
    // Cells that a spreadsheet would take for a formula are made text.
    const csv = stringify(rows as string[][], { record_delimiter: '\r\n', escape_formulas: true });
    hash.update(csv);
    parts.push(csv);
  };
  await database.acrossDistricts(async (trx) => {
    add([ENROLLMENT_COLUMNS]);
    for (const { number } of await trx.selectFrom('district').select('number').orderBy('number').execute()) {
      const rows = await enrollmentRows(trx, number, day);
      if (rows.length === 0) continue;
      rowCount += rows.length;
      add(rows);
    }
  });
  const id = newId(services);
  await database.kysely.transaction().execute(async (trx) => {
    await trx
      .insertInto('snapshot')
      .values({
        ...{ id, kind: 'enrollment', as_of: day, made_at: now(services), made_by: staff.name },
        ...{ row_count: rowCount, sha256: hash.digest('hex') },
      })
      .execute();
    for (const [number, csv] of parts.entries())
      await trx.insertInto('snapshot_part').values({ snapshot_id: id, number, csv }).execute();
  });
  return id;
}

/** The snapshots, the newest first. */
export function snapshotList(database: StateDatabase) {
  return database.kysely.selectFrom('snapshot').selectAll().orderBy('made_at', 'desc').execute();
}

/** A snapshot's CSV, part by part; empty for one that is not there. */
export async function* snapshotCsv(database: StateDatabase, id: string): AsyncGenerator<string> {
  for (let number = 0; ; number++) {
    const part = await database.kysely
      .selectFrom('snapshot_part')
      .select('csv')
      .where('snapshot_id', '=', id)
      .where('number', '=', number)
      .executeTakeFirst();
    if (!part) return;
    yield part.csv;
  }
}
