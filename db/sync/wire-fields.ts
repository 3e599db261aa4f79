import type { Reader } from '#db/system/connection.ts';
import { rowOf } from '#db/system/rows.ts';
import type { Value, Values } from '#domain/sync/merge.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import type { Row, TypeName } from '#domain/sync/registry.ts';

/** A table row as the wire has it: sets are arrays, nulls are left out. */
export function wireFields(type: RecordType<TypeName>, row: Row<TypeName>): Values {
  const values = row as unknown as Record<string, Value>;
  const fields: Record<string, Value> = {};
  for (const name in type.fields) {
    const value = values[name] ?? null;
    if (value === null) continue;
    fields[name] = type.fields[name]?.kind === 'set' ? (JSON.parse(String(value)) as string[]) : value;
  }
  return fields;
}

/** Wire values as a table row; fields of later versions are not columns and stay out. */
export function rowFields(type: RecordType<TypeName>, id: string, values: Values): Row<TypeName> {
  const row: Record<string, Value> = { id };
  for (const name in type.fields) {
    const value = values[name] ?? null;
    row[name] = Array.isArray(value) ? JSON.stringify(value) : value;
  }
  return row as unknown as Row<TypeName>;
}

/** What stands in the table now; null when the record is not here. */
export function localValues(reader: Reader, type: RecordType<TypeName>, id: string): Values | null {
  const row = rowOf(reader, type.name, id);
  return row ? wireFields(type, row) : null;
}
