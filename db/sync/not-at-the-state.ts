import { type Base, readBase } from '#db/sync/base.ts';
import { notice } from '#db/sync/notices.ts';
import { settleDirty } from '#db/sync/settle.ts';
import { localValues } from '#db/sync/wire-fields.ts';
import type { Writer } from '#db/system/connection.ts';
import { remove } from '#db/system/rows.ts';
import type { Values } from '#domain/sync/merge.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

/**
 * The state does not have a record that it once confirmed: it came back from a backup (M12). Absence is never removal:
 * what is here is offered as new, and a removal made here is remembered. Cards about it have one side left and close.
 */
export function notAtTheState(
  writer: Writer,
  { type, id }: { readonly type: string; readonly id: string },
  at: string,
): void {
  const known = recordTypeNamed(type);
  const base = readBase(writer, type, id);
  if (base) noteUnknownLost(writer, { type, id }, base, {}, at);
  const local = known && localValues(writer, known, id);
  if (known?.writtenBy === 'state') {
    // Nobody here could offer it: what the state does not say is not so.
    writer.exec('DELETE FROM syncBase WHERE type = ? AND id = ?', type, id);
    remove(writer, known.name, id);
    return;
  }
  if (known && !local && base) rememberRemoval(writer, type, id);
  else writer.exec('DELETE FROM syncBase WHERE type = ? AND id = ?', type, id);
  if (!known) return;
  if (!local)
    writer.exec(
      `UPDATE syncConflict SET closedAt = ?, decision = '{"by":"nobody","why":"neither side has it any more"}'
        WHERE type = ? AND id = ? AND closedAt IS NULL`,
      at,
      type,
      id,
    );
  else
    writer.exec(
      `UPDATE syncConflict SET closedAt = ?, decision = json_object('by', 'nobody', 'why', 'the state was set back', 'fields', json(fields))
        WHERE type = ? AND id = ? AND closedAt IS NULL AND kind <> 'rule'`,
      at,
      type,
      id,
    );
  settleDirty(writer, known, id, at);
}

/**
 * Values of a later version that the state had sent, and that are not what it has now: nobody here could be asked about
 * them, and this version cannot send them, so they are written down.
 */
export function noteUnknownLost(
  writer: Writer,
  record: { readonly type: string; readonly id: string },
  { unknown }: Base,
  there: Values,
  at: string,
): void {
  const lost = Object.entries(unknown).filter(
    ([name, value]) => JSON.stringify(there[name]) !== JSON.stringify(value),
  );
  if (lost.length > 0)
    notice(writer, { kind: 'dropped', at, record, detail: { unknown: Object.fromEntries(lost) } });
}

/**
 * Removed here, and the restored state does not have it: nothing to remove there. Should another computer bring it back,
 * a person is asked; revision 0 says that the state never confirmed it.
 */
function rememberRemoval(writer: Writer, type: string, id: string): void {
  writer.exec(
    `UPDATE syncBase SET rev = 0, seq = NULL, fields = NULL, unknownFields = NULL, stateMade = NULL, stale = 1
      WHERE type = ? AND id = ?`,
    type,
    id,
  );
}
