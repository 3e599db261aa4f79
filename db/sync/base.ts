import type { Reader, Writer } from '#db/system/connection.ts';
import type { SyncBaseTable } from '#db/system/schema.ts';
import type { Values } from '#domain/sync/merge.ts';
import type { RecordType } from '#domain/sync/record-type.ts';

/** The last values the state confirmed for one record. */
export interface Base {
  readonly rev: number;
  /** Known fields; null for a tombstone. */
  readonly fields: Values | null;
  /** The state's fields that this version does not know: kept for the round trip and for the digest. */
  readonly unknown: Values;
  readonly receipt: string | null;
  readonly receivedAt: string | null;
}

export function readBase(reader: Reader, type: string, id: string): Base | undefined {
  const row = reader.rows<SyncBaseTable>('SELECT * FROM syncBase WHERE type = ? AND id = ?', type, id)[0];
  if (!row) return undefined;
  return {
    rev: row.rev,
    fields: row.fields === null ? null : (JSON.parse(row.fields) as Values),
    unknown: row.unknownFields === null ? {} : (JSON.parse(row.unknownFields) as Values),
    receipt: row.receipt,
    receivedAt: row.receivedAt,
  };
}

/** Never lowers a base: an answer that comes late changes nothing. */
export function writeBase(writer: Writer, type: string, id: string, base: Base): void {
  writer.exec(
    `INSERT INTO syncBase (type, id, rev, fields, unknownFields, receipt, receivedAt) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (type, id) DO UPDATE SET rev = excluded.rev, fields = excluded.fields, unknownFields = excluded.unknownFields,
        receipt = coalesce(excluded.receipt, receipt), receivedAt = coalesce(excluded.receivedAt, receivedAt)
      WHERE excluded.rev >= syncBase.rev`,
    type,
    id,
    base.rev,
    base.fields === null ? null : JSON.stringify(base.fields),
    Object.keys(base.unknown).length === 0 ? null : JSON.stringify(base.unknown),
    base.receipt,
    base.receivedAt,
  );
}

/** The state's values parted into those this version knows and those it only keeps. */
export function partFields(type: RecordType, values: Values): { known: Values; unknown: Values } {
  const known: Record<string, Values[string]> = {};
  const unknown: Record<string, Values[string]> = {};
  for (const name in values) {
    const value = values[name] ?? null;
    if (value === null) continue;
    if (Object.hasOwn(type.fields, name)) known[name] = value;
    else unknown[name] = value;
  }
  return { known, unknown };
}
