import { isRecordId } from '#domain/sync/normal-form.ts';
import { oneOf } from '#state-server/database/one-of.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import { referencesOf } from '#state-server/sync/record-world.ts';
import { recordOf, type StoredRecord, storedColumns } from '#state-server/sync/stored-record.ts';
import type { Operation } from '#sync/wire/operations.ts';

/** Ids in one query, well under what both engines bind. */
const IDS_AT_ONCE = 2000;

/**
 * Every stored record that deciding these operations can need: those they change, those they point to, and the
 * children that a rule across records looks at. Call under the district's lock.
 */
export async function loadRecords(
  trx: StateTransaction,
  district: string,
  operations: readonly Operation[],
): Promise<Map<string, StoredRecord>> {
  const ids = new Set<string>();
  for (const operation of operations) {
    ids.add(operation.id);
    if (operation.movedTo) ids.add(operation.movedTo);
    for (const { id } of referencesOf(operation)) if (isRecordId(id)) ids.add(id);
  }
  const records = new Map<string, StoredRecord>();
  for (const some of chunks([...ids])) {
    const rows = await trx
      .selectFrom('record')
      .select(storedColumns)
      .where('district', '=', district)
      .where(oneOf(trx, 'id', some))
      .execute();
    for (const row of rows) records.set(row.id, recordOf(row));
  }
  for (const some of chunks([...parentsToWatch(operations, records)])) {
    const rows = await trx
      .selectFrom('reference_link')
      .innerJoin('record', (join) =>
        join
          .onRef('record.district', '=', 'reference_link.district')
          .onRef('record.id', '=', 'reference_link.child'),
      )
      .select(storedColumns.map((column) => `record.${column}` as const))
      .where('reference_link.district', '=', district)
      .where(oneOf(trx, 'reference_link.target', some))
      .where('record.deleted', '=', 0)
      .execute();
    for (const row of rows) records.set(row.id, recordOf(row));
  }
  return records;
}

/** Records whose children matter: students of enrollments that change, and whatever is deleted. */
function parentsToWatch(
  operations: readonly Operation[],
  records: ReadonlyMap<string, StoredRecord>,
): Set<string> {
  const parents = new Set<string>();
  for (const operation of operations) {
    if (operation.kind === 'delete') parents.add(operation.id);
    else if (operation.type === 'enrollment') {
      const student = operation.fields.studentId ?? records.get(operation.id)?.fields.studentId;
      if (isRecordId(student)) parents.add(student);
    }
  }
  return parents;
}

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += IDS_AT_ONCE) yield all.slice(at, at + IDS_AT_ONCE);
}
