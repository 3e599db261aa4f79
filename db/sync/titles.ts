import { describe } from '#db/sync/subjects.ts';
import type { Reader } from '#db/system/connection.ts';
import { recordTypeNamed, type TypeName } from '#domain/sync/registry.ts';

/** How a record is called on a list, and where it is on screen. Titles never hold anything confidential. */
export interface Subject {
  readonly title: string;
  readonly to: string;
}

/**
 * A record that is not here any more is called by what its history last had of it; a page of its own it has no longer, so it
 * leads to the list of what waits, as does one of a kind this version does not know.
 */
export function subjectOf(reader: Reader, type: string, id: string): Subject {
  const known = recordTypeNamed(type);
  const row = known
    ? reader.rows<Record<string, string | null>>(`SELECT * FROM "${type}" WHERE id = ?`, id)[0]
    : undefined;
  if (row) return describe[type as TypeName](reader, row, id);
  const gone = known && lastRow(reader, type, id);
  const nameless = { title: `${known?.label ?? 'Record'} (removed)`, to: '/state' };
  if (!gone) return nameless;
  const { title, to } = describe[type as TypeName](reader, gone, id);
  // A plan's own place is closed to most: without it nobody could tell that its title may not be shown there.
  if (to.startsWith('/iep') && to.includes(id)) return nameless;
  return { title: `${title} (removed)`, to: to.includes(id) ? '/state' : to };
}

/** The row as it was removed. */
function lastRow(reader: Reader, type: string, id: string): Record<string, string | null> | undefined {
  const before = reader.rows<{ before: string | null }>(
    "SELECT before FROM auditLine WHERE type = ? AND recordId = ? AND change = 'removed' ORDER BY number DESC LIMIT 1",
    type,
    id,
  )[0]?.before;
  return before ? (JSON.parse(before) as Record<string, string | null>) : undefined;
}

/** How a record that another one points to is called. */
export const titleOf = (reader: Reader, type: string, id: string): string =>
  subjectOf(reader, type, id).title;
