import type { StoredColumns } from '#state-server/database/tables.ts';
import type { ChangeEntry, FieldAuthor } from '#sync/wire/changes.ts';
import type { FieldValues } from '#sync/wire/protocol.ts';

/** A record as the state has it now, or had it at one revision. Null values are left out of `fields`. */
export interface StoredRecord {
  readonly type: string;
  readonly id: string;
  readonly rev: number;
  readonly seq: number;
  readonly deleted: boolean;
  readonly movedTo: string | null;
  readonly fields: FieldValues;
  readonly changedBy: Record<string, FieldAuthor>;
}

export const storedColumns = [
  'type',
  'id',
  'rev',
  'seq',
  'deleted',
  'moved_to',
  'fields',
  'changed_by',
] as const satisfies readonly (keyof StoredColumns)[];

export type StoredRow = Pick<StoredColumns, (typeof storedColumns)[number]>;

export function recordOf(row: StoredRow): StoredRecord {
  return {
    type: row.type,
    id: row.id,
    rev: row.rev,
    seq: row.seq,
    deleted: row.deleted === 1,
    movedTo: row.moved_to,
    fields: JSON.parse(row.fields),
    changedBy: JSON.parse(row.changed_by),
  };
}

/** The record on the wire. */
export function entryOf(record: StoredRecord): ChangeEntry {
  const { movedTo, ...rest } = record;
  return movedTo === null ? rest : { ...rest, movedTo };
}
