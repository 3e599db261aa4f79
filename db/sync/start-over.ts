import { notice } from '#db/sync/notices.ts';
import { settleDirty } from '#db/sync/settle.ts';
import { dropCursor, setBeginning, setForked, setStaged } from '#db/sync/sync-state.ts';
import type { Writer } from '#db/system/connection.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

/**
 * The state has a new epoch, or another state is connected (M12): everything is fetched from the beginning before
 * anything is sent. Operations on their way are of the old epoch: they are never sent again, and what they said is
 * offered under new ids. `keptThrough`: the place in the stream up to which the restored state is the one this file knew.
 * What was set aside is of the old epoch too; its values are kept in the notices.
 */
export function startOver(
  writer: Writer,
  at: string,
  keptThrough: number,
  why: 'of an epoch that is over' | 'of a connection that is over' = 'of an epoch that is over',
): void {
  forgetUnderway(writer, at, why);
  for (const row of writer.rows<{ type: string; id: string; entry: string; reason: string }>(
    'SELECT type, id, entry, reason FROM syncQuarantine',
  ))
    notice(writer, {
      kind: 'dropped',
      at,
      record: row,
      detail: { reason: row.reason, entry: JSON.parse(row.entry) },
    });
  writer.exec('DELETE FROM syncQuarantine');
  writer.exec('DELETE FROM syncPendingRemote');
  writer.exec('DELETE FROM syncStaging');
  setStaged(writer, null);
  // It may have lost what only files hold.
  writer.exec('UPDATE picture SET atState = 0');
  dropCursor(writer);
  setForked(writer, false);
  // Where the epoch began is said at the start of each cycle; until then everything counts as changed since.
  setBeginning(writer, { why: 'new epoch', epochSeq: 0, keptThrough });
  notice(writer, { kind: 'new epoch', at, detail: { keptThrough } });
}

/**
 * This file is a copy of one that has synced since, or an older one that was put back (M13): it goes on as a computer of
 * its own. What it had on its way may have arrived from the other copy; it is compared first and offered anew.
 */
export function goOnAsNewDevice(writer: Writer, at: string): void {
  forgetUnderway(writer, at, 'of the computer this file was copied from');
  setForked(writer, true);
  notice(writer, { kind: 'new device', at, detail: {} });
}

function forgetUnderway(writer: Writer, at: string, why: string): void {
  const underway = writer.rows<{ operationId: string; type: string; id: string }>(
    "SELECT operationId, type, id FROM syncOutgoing WHERE state = 'sending'",
  );
  for (const { operationId, type, id } of underway) {
    writer.exec(
      "UPDATE syncOutgoing SET state = 'discarded', answer = ?, answeredAt = ? WHERE operationId = ?",
      JSON.stringify({ outcome: 'not sent again', why }),
      at,
      operationId,
    );
    const known = recordTypeNamed(type);
    if (known) settleDirty(writer, known, id, at);
  }
}
