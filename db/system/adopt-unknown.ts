import type Database from 'better-sqlite3';
import { checkFields } from '#domain/sync/normal-form.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import { recordTypes } from '#domain/sync/registry.ts';

interface BaseRow {
  readonly id: string;
  readonly fields: string;
  readonly unknownFields: string;
}

/**
 * A step may have brought columns for fields that the state had all along and this file only kept (M15): their values
 * become part of both the record and what the state confirmed, so that nothing looks edited and nothing is sent. Runs
 * inside the step, while the triggers that watch for edits are away.
 */
export function adoptUnknownFields(
  database: Database.Database,
  types: readonly RecordType[] = recordTypes,
): void {
  for (const type of types) {
    const columns = new Set(
      (database.pragma(`table_info("${type.name}")`) as { name: string }[]).map(({ name }) => name),
    );
    const rows = database
      .prepare(
        'SELECT id, fields, unknownFields FROM syncBase WHERE type = ? AND unknownFields IS NOT NULL AND fields IS NOT NULL',
      )
      .all(type.name) as BaseRow[];
    for (const row of rows) adopt(database, type, columns, row);
  }
}

function adopt(
  database: Database.Database,
  type: RecordType,
  columns: ReadonlySet<string>,
  row: BaseRow,
): void {
  const unknown = JSON.parse(row.unknownFields) as Record<string, unknown>;
  const learned = Object.entries(unknown).filter(
    ([name, value]) =>
      columns.has(name) &&
      Object.hasOwn(type.fields, name) &&
      checkFields(type, { [name]: value }).length === 0,
  );
  if (learned.length === 0) return;
  for (const [name] of learned) delete unknown[name];
  const fields = { ...(JSON.parse(row.fields) as object), ...Object.fromEntries(learned) };
  database
    .prepare('UPDATE syncBase SET fields = ?, unknownFields = ? WHERE type = ? AND id = ?')
    .run(
      JSON.stringify(fields),
      Object.keys(unknown).length === 0 ? null : JSON.stringify(unknown),
      type.name,
      row.id,
    );
  for (const [name, value] of learned)
    database
      .prepare(`UPDATE "${type.name}" SET "${name}" = ? WHERE id = ?`)
      .run(Array.isArray(value) ? JSON.stringify(value) : value, row.id);
}
