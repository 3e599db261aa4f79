import type { Reader, Writer } from '#db/system/connection.ts';
import type { SyncBaseTable } from '#db/system/schema.ts';
import { type Author, sameValue, type Values } from '#domain/sync/merge.ts';
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
  /** Fields whose last change was the state's own. */
  readonly stateMade: readonly string[];
  /** Its place in the district's stream; null when it is not known. */
  readonly seq: number | null;
  /** Of an epoch that is over; its revision means nothing any more. */
  readonly stale: boolean;
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
    stateMade: row.stateMade === null ? [] : (JSON.parse(row.stateMade) as string[]),
    seq: row.seq,
    stale: row.stale === 1,
  };
}

export type NewBase = Pick<Base, 'rev' | 'fields'> & Partial<Omit<Base, 'rev' | 'fields' | 'stale'>>;

/** Never lowers a base: an answer that comes late changes nothing. One of an epoch that is over is replaced. */
export function writeBase(writer: Writer, type: string, id: string, base: NewBase): void {
  const unknown = base.unknown ?? {};
  const stateMade = base.stateMade ?? [];
  writer.exec(
    `INSERT INTO syncBase (type, id, rev, fields, unknownFields, receipt, receivedAt, stateMade, seq)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (type, id) DO UPDATE SET rev = excluded.rev, fields = excluded.fields, unknownFields = excluded.unknownFields,
        receipt = coalesce(excluded.receipt, receipt), receivedAt = coalesce(excluded.receivedAt, receivedAt),
        stateMade = excluded.stateMade, seq = excluded.seq, stale = 0
      WHERE excluded.rev >= syncBase.rev OR stale = 1`,
    type,
    id,
    base.rev,
    base.fields === null ? null : JSON.stringify(base.fields),
    Object.keys(unknown).length === 0 ? null : JSON.stringify(unknown),
    base.receipt ?? null,
    base.receivedAt ?? null,
    stateMade.length === 0 ? null : JSON.stringify(stateMade),
    base.seq ?? null,
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

/** Fields whose last change was made by the state's own staff. */
export function madeByState(changedBy: Readonly<Record<string, Author>>): string[] {
  return Object.keys(changedBy).filter((field) => changedBy[field]?.party === 'state');
}

/** Two sets of values that say the same: null and absent are one. */
export function sameValues(a: Values, b: Values): boolean {
  for (const name of new Set([...Object.keys(a), ...Object.keys(b)]))
    if (!sameValue(a[name] ?? null, b[name] ?? null)) return false;
  return true;
}
