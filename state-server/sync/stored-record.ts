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
    changedBy: changedByOf(row.changed_by),
  };
}

/** The record on the wire. */
export function entryOf(record: StoredRecord): ChangeEntry {
  const { movedTo, ...rest } = record;
  return movedTo === null ? rest : { ...rest, movedTo };
}

/** Who last changed which fields: one line for each author, because a record has many fields and few authors. */
type AuthorLine = readonly [party: FieldAuthor['party'], device: string | null, fields: readonly string[]];

/** `changedBy` as a column holds it. */
export function changedByText(changedBy: Readonly<Record<string, FieldAuthor>>): string {
  const lines: [FieldAuthor['party'], string | null, string[]][] = [];
  for (const field in changedBy) {
    const { party, device } = changedBy[field] as FieldAuthor;
    const line = lines.find(([ofParty, ofDevice]) => ofParty === party && ofDevice === device);
    if (line) line[2].push(field);
    else lines.push([party, device, [field]]);
  }
  return JSON.stringify(lines);
}

function changedByOf(text: string): Record<string, FieldAuthor> {
  const kept = JSON.parse(text) as readonly AuthorLine[] | Record<string, FieldAuthor>;
  // Rows of before name the author at each field.
  if (!Array.isArray(kept)) return kept as Record<string, FieldAuthor>;
  const changedBy: Record<string, FieldAuthor> = {};
  for (const [party, device, fields] of kept as readonly AuthorLine[]) {
    const author = { party, device };
    for (const field of fields) changedBy[field] = author;
  }
  return changedBy;
}
