import { describe } from '#db/sync/subjects.ts';
import type { Reader } from '#db/system/connection.ts';
import { recordTypeNamed, type TypeName } from '#domain/sync/registry.ts';

/** How a record is called on a list, and where it is on screen. Titles never hold anything confidential. */
export interface Subject {
  readonly title: string;
  readonly to: string;
}

/** A record that is not here, or of a kind this version does not know, leads to the list of what waits. */
export function subjectOf(reader: Reader, type: string, id: string): Subject {
  const known = recordTypeNamed(type);
  const row = known
    ? reader.rows<Record<string, string | null>>(`SELECT * FROM "${type}" WHERE id = ?`, id)[0]
    : undefined;
  if (!row) return { title: `${known?.label ?? 'Record'} (removed)`, to: '/state' };
  return describe[type as TypeName](reader, row, id);
}

/** How a record that another one points to is called. */
export const titleOf = (reader: Reader, type: string, id: string): string =>
  subjectOf(reader, type, id).title;
