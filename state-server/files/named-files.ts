import type { StateTransaction } from '#state-server/database/state-database.ts';
import type { Effect } from '#state-server/sync/decide-batch.ts';
import type { StoredRecord } from '#state-server/sync/stored-record.ts';

/** Kinds of record that name a file, and the field it is named in. */
const NAMING: Readonly<Record<string, string>> = { pupilPhoto: 'sha256' };

/** Whether a record of this district, as it is now, names the file. Nothing else is kept. */
export async function isNamed(trx: StateTransaction, district: string, sha256: string): Promise<boolean> {
  const rows = await trx
    .selectFrom('record')
    .select(['type', 'fields'])
    .where('district', '=', district)
    .where('type', 'in', Object.keys(NAMING))
    .where('deleted', '=', 0)
    .where('fields', 'like', `%${sha256}%`)
    .execute();
  return rows.some(
    ({ type, fields }) => (JSON.parse(fields) as Record<string, unknown>)[NAMING[type] ?? ''] === sha256,
  );
}

/**
 * Lets go of files that no record names any more: a picture that parents withdrew is gone with its record. `before`:
 * the records as they were. In the transaction that changed them.
 */
export async function dropUnnamedFiles(
  trx: StateTransaction,
  district: string,
  effects: readonly Effect[],
  before: ReadonlyMap<string, StoredRecord>,
): Promise<void> {
  const left = new Set<string>();
  for (const { record } of effects) {
    const field = NAMING[record.type];
    const name = field === undefined ? undefined : before.get(record.id)?.fields[field];
    if (field !== undefined && typeof name === 'string' && record.fields[field] !== name) left.add(name);
  }
  for (const sha256 of left) {
    if (await isNamed(trx, district, sha256)) continue;
    await dropFile(trx, district, sha256);
  }
}

export async function dropFile(trx: StateTransaction, district: string, sha256: string): Promise<void> {
  for (const table of ['file_part', 'file'] as const)
    await trx.deleteFrom(table).where('district', '=', district).where('sha256', '=', sha256).execute();
}
