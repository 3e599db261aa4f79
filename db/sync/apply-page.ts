import { applyRemote, type Manner, parentsHere } from '#db/sync/apply-remote.ts';
import { madeByState, partFields, writeBase } from '#db/sync/base.ts';
import type { RemoteEntry } from '#db/sync/set-aside.ts';
import { rowFields } from '#db/sync/wire-fields.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putNew } from '#db/system/rows.ts';
import { checkFields } from '#domain/sync/normal-form.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

/**
 * Takes the entries of one page in, in their order. Most of a page is usually new here, so one query tells which records
 * this file has never heard of; they are written without looking for what they could meet. All others, and new ones that
 * cannot stand yet, go through `applyRemote`, with the same outcome.
 */
export function applyPage(
  writer: Writer,
  entries: readonly RemoteEntry[],
  at: string,
  manner: Manner = {},
): void {
  const unheard = manner.moment || manner.repair ? new Set<string>() : neverHeardOf(writer, entries);
  const parents = new Set<string>();
  for (const entry of entries)
    if (!unheard.delete(`${entry.type} ${entry.id}`) || !takeNew(writer, entry, parents)) {
      applyRemote(writer, entry, at, manner);
      // It may have taken one away.
      parents.clear();
    }
}

/** Entries of records about which nothing is kept here: neither confirmed, nor to send, on its way, asked or set aside. */
function neverHeardOf(reader: Reader, entries: readonly RemoteEntry[]): Set<string> {
  const here = reader.rows<{ type: string; id: string }>(
    `SELECT type, id FROM (SELECT value ->> 0 AS type, value ->> 1 AS id FROM json_each(?)) AS entry
      WHERE NOT EXISTS (SELECT 1 FROM syncBase k WHERE k.type = entry.type AND k.id = entry.id)
        AND NOT EXISTS (SELECT 1 FROM syncDirty k WHERE k.type = entry.type AND k.id = entry.id)
        AND NOT EXISTS (SELECT 1 FROM syncOutgoing k WHERE k.type = entry.type AND k.id = entry.id AND k.state = 'sending')
        AND NOT EXISTS (SELECT 1 FROM syncConflict k WHERE k.type = entry.type AND k.id = entry.id AND k.closedAt IS NULL)
        AND NOT EXISTS (SELECT 1 FROM syncQuarantine k WHERE k.type = entry.type AND k.id = entry.id)`,
    JSON.stringify(entries.map(({ type, id }) => [type, id])),
  );
  return new Set(here.map(({ type, id }) => `${type} ${id}`));
}

/** Writes a record that is new here, and what the state confirms of it; false, and nothing written, when it cannot. */
function takeNew(writer: Writer, entry: RemoteEntry, parents: Set<string>): boolean {
  const type = recordTypeNamed(entry.type);
  if (!type || entry.deleted || checkFields(type, entry.fields).length > 0) return false;
  if (!parentsHere(writer, type, entry.fields, parents)) return false;
  const { known, unknown } = partFields(type, entry.fields);
  if (!putNew(writer, type.name, rowFields(type, entry.id, known))) return false;
  writeBase(writer, type.name, entry.id, {
    rev: entry.rev,
    seq: entry.seq ?? null,
    fields: known,
    unknown,
    stateMade: madeByState(entry.changedBy),
  });
  return true;
}
