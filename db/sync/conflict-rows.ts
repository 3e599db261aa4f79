import type { Reader, Writer } from '#db/system/connection.ts';
import type { SyncConflictTable } from '#db/system/schema.ts';
import { type AskedField, type Author, sameValue, type Value, type Values } from '#domain/sync/merge.ts';

/** What an open conflict keeps of one field: nothing is lost, whatever is decided. */
export interface HeldField {
  readonly base: Value;
  readonly local: Value;
  readonly remote: Value;
  readonly author: Author;
}

/** What a card keeps beside its fields. */
export interface ConflictDetail {
  /** Of a deletion: which side removed the record. */
  readonly side?: 'deleted here' | 'deleted at the state';
  /** Of a deletion: the record as both sides last agreed on it, and as the state has it; null for removed. */
  readonly base?: Values | null;
  readonly remote?: Values | null;
  /** Removed at the state, unchanged here, but something unsent belongs to it. */
  readonly because?: 'children';
  /** Of a refusal: the rule, the state's sentence, the other records it is about. */
  readonly rule?: string;
  readonly sentence?: string;
  readonly records?: readonly { readonly type: string; readonly id: string }[];
  readonly kind?: 'create' | 'update' | 'delete';
  /** What the card held before it became one of another kind; no side is ever lost. */
  readonly earlier?: readonly Readonly<Record<string, HeldField>>[];
  /** Decisions that were taken back. */
  readonly undone?: readonly unknown[];
}

export interface OpenConflict {
  readonly number: number;
  readonly type: string;
  readonly id: string;
  readonly kind: SyncConflictTable['kind'];
  readonly rev: number;
  readonly openedAt: string;
  readonly fields: Readonly<Record<string, HeldField>>;
  readonly detail: ConflictDetail;
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

/** The kind of record a card is about, open or decided. */
export const typeOfCard = (reader: Reader, number: number): string | undefined =>
  reader.rows<{ type: string }>('SELECT type FROM syncConflict WHERE number = ?', number)[0]?.type;

export function readConflict(row: SyncConflictTable & { number: number }): OpenConflict {
  return {
    number: row.number,
    type: row.type,
    id: row.id,
    kind: row.kind,
    rev: row.rev,
    openedAt: row.openedAt,
    fields: JSON.parse(row.fields) as Record<string, HeldField>,
    detail: row.detail ? (JSON.parse(row.detail) as ConflictDetail) : {},
  };
}

/**
 * Fields of the record that wait for a person and are not sent meanwhile. What the state refused by a rule waits only as
 * long as it stands as it was refused: changing it is an answer.
 */
export function heldBy(
  open: OpenConflict | undefined,
  local: Values | null,
): ReadonlySet<string> | 'whole record' {
  if (!open) return NONE;
  if (open.kind === 'delete') return 'whole record';
  // Removed here while a person is asked about its fields: now the question is whether it goes.
  if (open.kind !== 'rule') return local ? new Set(Object.keys(open.fields)) : 'whole record';
  if (stillAsRefused(open, local))
    return open.detail.kind === 'update' ? new Set(Object.keys(open.fields)) : 'whole record';
  return NONE;
}
const NONE: ReadonlySet<string> = new Set();

/** True while the record here is what the state refused. */
export function stillAsRefused(open: OpenConflict, local: Values | null): boolean {
  if (open.detail.kind === 'delete') return local === null;
  if (local === null) return false;
  return Object.entries(open.fields).every(([field, held]) => sameValue(held.local, local[field] ?? null));
}

export interface NewConflict {
  readonly type: string;
  readonly id: string;
  readonly kind: OpenConflict['kind'];
  readonly rev: number;
  readonly asked: readonly AskedField[];
  readonly detail?: ConflictDetail;
  readonly at: string;
}

/**
 * One row per record, never stacked: a newer remote replaces the remote side and keeps the oldest base. With nothing
 * left to decide the row closes, saying so.
 */
export function keepConflict(writer: Writer, conflict: NewConflict): void {
  const open = openConflict(writer, conflict.type, conflict.id);
  if (conflict.asked.length === 0 && conflict.kind !== 'delete' && conflict.kind !== 'rule') {
    if (open) closeUndecided(writer, open, 'both sides agree again', conflict.at);
    return;
  }
  const fields: Record<string, HeldField> = {};
  for (const { field, base, local, remote, author } of conflict.asked)
    fields[field] = { base: open?.fields[field] ? open.fields[field].base : base, local, remote, author };
  const detail = JSON.stringify({
    ...conflict.detail,
    ...(open ? earlierOf(open, conflict.kind) : {}),
    ...(open?.detail.undone ? { undone: open.detail.undone } : {}),
  });
  if (open)
    writer.exec(
      'UPDATE syncConflict SET kind = ?, fields = ?, rev = ?, detail = ? WHERE number = ?',
      conflict.kind,
      JSON.stringify(fields),
      conflict.rev,
      detail,
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
      detail,
      conflict.at,
    );
}

function earlierOf(open: OpenConflict, kind: OpenConflict['kind']): Pick<ConflictDetail, 'earlier'> {
  const earlier = [...(open.detail.earlier ?? [])];
  if (open.kind !== kind && Object.keys(open.fields).length > 0) earlier.push(open.fields);
  return earlier.length > 0 ? { earlier } : {};
}

/** Closes a card by itself: nothing is left to decide. What it held stays readable. */
export function closeUndecided(writer: Writer, open: OpenConflict, why: string, at: string): void {
  closeConflict(writer, open.number, at, { by: 'nobody', why, fields: open.fields, detail: open.detail });
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
