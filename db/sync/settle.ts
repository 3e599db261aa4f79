import { readBase } from '#db/sync/base.ts';
import { heldBy, openConflict } from '#db/sync/conflict-rows.ts';
import { localValues } from '#db/sync/wire-fields.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { differingFields } from '#domain/sync/merge.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import type { TypeName } from '#domain/sync/registry.ts';

/**
 * Dirty is derived: the mark is there exactly while something differs that nobody has to decide first. While an operation
 * of the record is on its way that cannot be told, so the record is marked and looked at again after the answer.
 */
export function settleDirty(writer: Writer, type: RecordType<TypeName>, id: string, at: string): void {
  if (isFrozen(writer, { type: type.name, id }) || differs(writer, type, id))
    writer.exec(
      `INSERT INTO syncDirty (type, id, since, auditNumber)
        VALUES (?, ?, ?, coalesce((SELECT max(number) FROM auditLine WHERE type = ? AND recordId = ?), 0)) ON CONFLICT (type, id) DO NOTHING`,
      type.name,
      id,
      at,
      type.name,
      id,
    );
  else writer.exec('DELETE FROM syncDirty WHERE type = ? AND id = ?', type.name, id);
}

function differs(reader: Reader, type: RecordType<TypeName>, id: string): boolean {
  const base = readBase(reader, type.name, id);
  const local = localValues(reader, type, id);
  const held = heldBy(openConflict(reader, type.name, id), local);
  if (held === 'whole record') return false;
  if (!local) return base?.fields != null;
  if (!base?.fields) return true;
  return differingFields(type, base.fields, local).some((field) => !held.has(field));
}

/** An operation of the record is on its way: nothing of it is merged or frozen until the answer is here (M2). */
export const isFrozen = (reader: Pick<Reader, 'rows'>, record: { type: string; id: string }): boolean =>
  reader.rows(
    "SELECT 1 FROM syncOutgoing WHERE type = ? AND id = ? AND state = 'sending'",
    record.type,
    record.id,
  ).length > 0;
