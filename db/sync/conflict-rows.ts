import type { Reader, Writer } from '#db/system/connection.ts';
import type { SyncConflictTable } from '#db/system/schema.ts';
import type { AskedField, Author, Value } from '#domain/sync/merge.ts';

/** What an open conflict keeps of one field: nothing is lost, whatever is decided. */
export interface HeldField {
  readonly base: Value;
  readonly local: Value;
  readonly remote: Value;
  readonly author: Author;
}

export interface OpenConflict {
  readonly number: number;
  readonly type: string;
  readonly id: string;
  readonly kind: SyncConflictTable['kind'];
  readonly rev: number;
  readonly openedAt: string;
  readonly fields: Readonly<Record<string, HeldField>>;
  readonly detail: Readonly<Record<string, unknown>>;
}

export function openConflict(reader: Reader, type: string, id: string): OpenConflict | undefined {
  const row = reader.rows<SyncConflictTable & { number: number }>(
    'SELECT * FROM syncConflict WHERE type = ? AND id = ? AND closedAt IS NULL',
    type,
    id,
  )[0];
  return row && readConflict(row);
}

export function openConflicts(reader: Reader): OpenConflict[] {
  return reader
    .rows<SyncConflictTable & { number: number }>(
      'SELECT * FROM syncConflict WHERE closedAt IS NULL ORDER BY number',
    )
    .map(readConflict);
}

function readConflict(row: SyncConflictTable & { number: number }): OpenConflict {
  return {
    number: row.number,
    type: row.type,
    id: row.id,
    kind: row.kind,
    rev: row.rev,
    openedAt: row.openedAt,
    fields: JSON.parse(row.fields) as Record<string, HeldField>,
    detail: row.detail ? (JSON.parse(row.detail) as Record<string, unknown>) : {},
  };
}

/** Fields of the record that wait for a person and are not sent meanwhile. */
export function heldFields(reader: Reader, type: string, id: string): ReadonlySet<string> | 'whole record' {
  const open = openConflict(reader, type, id);
  if (!open) return NONE;
  return open.kind === 'delete' ? 'whole record' : new Set(Object.keys(open.fields));
}
const NONE: ReadonlySet<string> = new Set();

/**
 * One row per record, never stacked: a newer remote replaces the remote side and keeps the oldest base. With nothing
 * left to decide the row closes, saying so.
 */
export function keepConflict(
  writer: Writer,
  conflict: {
    type: string;
    id: string;
    kind: OpenConflict['kind'];
    rev: number;
    asked: readonly AskedField[];
    detail?: object;
    at: string;
  },
): void {
  const open = openConflict(writer, conflict.type, conflict.id);
  if (conflict.asked.length === 0 && conflict.kind !== 'delete') {
    if (open)
      closeConflict(writer, open.number, conflict.at, {
        by: 'nobody',
        why: 'both sides agree again',
        fields: open.fields,
      });
    return;
  }
  const fields: Record<string, HeldField> = {};
  for (const { field, base, local, remote, author } of conflict.asked)
    fields[field] = { base: open?.fields[field]?.base ?? base, local, remote, author };
  if (open)
    writer.exec(
      'UPDATE syncConflict SET kind = ?, fields = ?, rev = ?, detail = ? WHERE number = ?',
      conflict.kind,
      JSON.stringify(fields),
      conflict.rev,
      JSON.stringify(conflict.detail ?? open.detail),
      open.number,
    );
  else
    writer.exec(
      'INSERT INTO syncConflict (type, id, kind, fields, rev, detail, openedAt) VALUES (?, ?, ?, ?, ?, ?, ?)',
      conflict.type,
      conflict.id,
      conflict.kind,
      JSON.stringify(fields),
      conflict.rev,
      conflict.detail ? JSON.stringify(conflict.detail) : null,
      conflict.at,
    );
}

/** The decision is kept with both values, for ever. */
export function closeConflict(writer: Writer, number: number, at: string, decision: object): void {
  writer.exec(
    'UPDATE syncConflict SET closedAt = ?, decision = ? WHERE number = ?',
    at,
    JSON.stringify(decision),
    number,
  );
}
