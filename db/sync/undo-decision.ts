import { readBase } from '#db/sync/base.ts';
import { readConflict } from '#db/sync/conflict-rows.ts';
import { putWithParents, type Removed } from '#db/sync/decide-conflict.ts';
import { removeIfFree } from '#db/sync/removals.ts';
import { settleDirty } from '#db/sync/settle.ts';
import { localValues } from '#db/sync/wire-fields.ts';
import type { Writer } from '#db/system/connection.ts';
import type { SyncConflictTable } from '#db/system/schema.ts';
import { sameValue, type Values } from '#domain/sync/merge.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

/**
 * Takes a person's decision back: what stood here before stands here again, and the card is open again with both sides,
 * sent meanwhile or not. Refused when the record was changed since. The decision stays readable in the log.
 */
export function undoDecision(
  writer: Writer,
  number: number,
  by: { id: string; name: string; at: string },
): void {
  const row = writer.rows<SyncConflictTable & { number: number }>(
    'SELECT * FROM syncConflict WHERE number = ? AND closedAt IS NOT NULL',
    number,
  )[0];
  const decision = JSON.parse(row?.decision ?? '{}') as {
    by?: string;
    choices?: unknown;
    local?: Values | null;
    after?: Values | null;
    removed?: readonly Removed[];
  };
  const type = row && recordTypeNamed(row.type);
  if (!row || !type || decision.choices === undefined)
    throw new Failure('not-found', 'There is no decision of a person to take back here.');
  const open = writer.rows(
    'SELECT 1 FROM syncConflict WHERE type = ? AND id = ? AND closedAt IS NULL',
    row.type,
    row.id,
  );
  if (open.length > 0)
    throw new Failure('conflict', 'This record waits for a new decision already. Decide that one instead.');
  const conflict = readConflict(row);
  const now = localValues(writer, type, row.id);
  const touched = Object.keys(conflict.fields);
  const after = decision.after ?? null;
  const changed =
    (now === null) !== (after === null) ||
    touched.some((field) => !sameValue(now?.[field] ?? null, after?.[field] ?? null));
  if (changed)
    throw new Failure('conflict', 'The record was changed since that decision. Change it directly instead.');
  for (const one of [...(decision.removed ?? [])].reverse()) {
    const kind = recordTypeNamed(one.type);
    if (kind && !localValues(writer, kind, one.id)) putWithParents(writer, kind, one.id, one.values);
    if (kind) settleDirty(writer, kind, one.id, by.at);
  }
  const local = decision.local ?? null;
  if (local)
    putWithParents(writer, type, row.id, {
      ...now,
      ...(now ? Object.fromEntries(touched.map((field) => [field, local[field] ?? null])) : local),
    });
  else if (!removeIfFree(writer, type.name, row.id))
    throw new Failure('conflict', 'Something belongs to this record now. Change it directly instead.');
  const detail = {
    ...conflict.detail,
    undone: [...(conflict.detail.undone ?? []), { ...decision, takenBackBy: by.name, takenBackAt: by.at }],
  };
  writer.exec(
    'UPDATE syncConflict SET closedAt = NULL, decision = NULL, detail = ?, rev = ? WHERE number = ?',
    JSON.stringify(detail),
    readBase(writer, row.type, row.id)?.rev ?? row.rev,
    number,
  );
  settleDirty(writer, type, row.id, by.at);
}
