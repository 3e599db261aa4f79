import { type Row, recordTypeNamed, type TypeName } from '#domain/sync/registry.ts';
import type { StateDatabase } from '#state-server/database/state-database.ts';

/** Whole rows of one type, as a desktop has them, in the order of their ids. */
export type Received = <N extends TypeName>(type: N) => Row<N>[];

/** What the state has of a district's records of these types. */
export async function receivedRecords(
  database: StateDatabase,
  district: string,
  types: readonly TypeName[],
): Promise<Received> {
  const rows = await database.inDistrict(district, (trx) =>
    trx
      .selectFrom('record')
      .select(['type', 'id', 'fields'])
      .where('district', '=', district)
      .where('deleted', '=', 0)
      .where('type', 'in', types)
      .orderBy('id')
      .execute(),
  );
  const byType = Map.groupBy(rows, (row) => row.type);
  return <N extends TypeName>(type: N): Row<N>[] =>
    (byType.get(type) ?? []).map(({ id, fields }) => wholeRow(type, id, JSON.parse(fields)));
}

/** Null fields are left out of stored records, and sets are lists there; rules expect whole rows. */
function wholeRow<N extends TypeName>(
  type: N,
  id: string,
  values: Readonly<Record<string, unknown>>,
): Row<N> {
  const row: Record<string, unknown> = { id };
  for (const name of Object.keys(recordTypeNamed(type)?.fields ?? {})) {
    const value = values[name];
    row[name] = Array.isArray(value) ? JSON.stringify(value) : (value ?? null);
  }
  return row as unknown as Row<N>;
}
