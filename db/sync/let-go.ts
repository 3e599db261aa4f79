import { madeByState, partFields, writeBase } from '#db/sync/base.ts';
import { closeConflict, openConflict } from '#db/sync/conflict-rows.ts';
import type { Removed } from '#db/sync/decide-conflict.ts';
import { clearAside, entriesAside } from '#db/sync/set-aside.ts';
import { settleDirty } from '#db/sync/settle.ts';
import { localValues } from '#db/sync/wire-fields.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { remove } from '#db/system/rows.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import { recordTypeNamed, recordTypes, type TypeName } from '#domain/sync/registry.ts';

type Kind = RecordType<TypeName>;

/** Everything here that points to the record, directly or by way of another, children before parents. */
export function dependantsOf(reader: Reader, type: Kind, id: string): { type: Kind; id: string }[] {
  const found: { type: Kind; id: string }[] = [];
  for (const child of recordTypes)
    for (const [name, field] of Object.entries(child.fields)) {
      if (field.refersTo !== type.name) continue;
      for (const row of reader.rows<{ id: string }>(
        `SELECT id FROM "${child.name}" WHERE "${name}" = ?`,
        id,
      )) {
        if (found.some((one) => one.id === row.id)) continue;
        found.push(...dependantsOf(reader, child, row.id), { type: child, id: row.id });
      }
    }
  return found.filter((one, at) => found.findIndex((other) => other.id === one.id) === at);
}

/** Removes a record with everything here that belongs to it, as one decision. Answers what went, values kept. */
export function letGo(writer: Writer, type: Kind, id: string): Removed[] {
  const removed: Removed[] = [];
  for (const one of [...dependantsOf(writer, type, id), { type, id }]) {
    const values = localValues(writer, one.type, one.id);
    if (!values) continue;
    remove(writer, one.type.name, one.id);
    removed.push({ type: one.type.name, id: one.id, values });
    writer.exec(
      "UPDATE syncOutgoing SET state = 'discarded' WHERE type = ? AND id = ? AND state = 'parked'",
      one.type.name,
      one.id,
    );
    const card = one.id === id ? undefined : openConflict(writer, one.type.name, one.id);
    if (card)
      closeConflict(writer, card.number, card.openedAt, {
        by: 'nobody',
        why: 'it went with the record it belongs to',
        fields: card.fields,
        detail: card.detail,
        local: values,
      });
  }
  return removed;
}

/** The state has more under a record that is removed here: that is taken as known, and removed at the state too. */
export function takeChildrenAlong(writer: Writer, type: Kind, id: string, at: string): void {
  for (const entry of entriesAside(writer, 'missing-parent')) {
    const child = recordTypeNamed(entry.type);
    if (!child) continue;
    const points = Object.entries(child.fields).some(
      ([name, field]) => field.refersTo === type.name && entry.fields[name] === id,
    );
    if (!points) continue;
    const { known, unknown } = partFields(child, entry.fields);
    writeBase(writer, child.name, entry.id, {
      rev: entry.rev,
      seq: entry.seq ?? null,
      fields: known,
      unknown,
      stateMade: madeByState(entry.changedBy),
    });
    clearAside(writer, entry);
    settleDirty(writer, child, entry.id, at);
    takeChildrenAlong(writer, child, entry.id, at);
  }
}
