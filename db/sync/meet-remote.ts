import { type Base, madeByState, partFields, sameValues, writeBase } from '#db/sync/base.ts';
import {
  closeUndecided,
  keepConflict,
  type OpenConflict,
  openConflict,
  stillAsRefused,
} from '#db/sync/conflict-rows.ts';
import { logMerge } from '#db/sync/merge-log.ts';
import { type RemoteEntry, setAside } from '#db/sync/set-aside.ts';
import { settleDirty } from '#db/sync/settle.ts';
import { localValues, rowFields } from '#db/sync/wire-fields.ts';
import type { Writer } from '#db/system/connection.ts';
import { put } from '#db/system/rows.ts';
import { differingFields, type Moment, merge, type Value, type Values } from '#domain/sync/merge.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import type { TypeName } from '#domain/sync/registry.ts';

/** A record as both sides last agreed on it: what the state confirmed, or what an open card keeps of it. */
function agreed(base: Base | undefined, card: OpenConflict | undefined): Values | null {
  if (card?.kind === 'delete') return card.detail.base ?? null;
  return base?.fields ?? null;
}

/** A live record of the state meets what is here. */
export function meetLive(
  writer: Writer,
  type: RecordType<TypeName>,
  entry: RemoteEntry,
  base: Base | undefined,
  at: string,
  moment: Moment = 'ordinary',
): void {
  const { known, unknown } = partFields(type, entry.fields);
  const local = localValues(writer, type, entry.id);
  const card = openConflict(writer, type.name, entry.id);
  const old = agreed(base, card);
  const confirmed = {
    ...{ rev: entry.rev, seq: entry.seq ?? null, fields: known, unknown },
    stateMade: madeByState(entry.changedBy),
  };
  const record = { type: type.name, id: entry.id, rev: entry.rev, at };
  if (!local) {
    const ours = old !== null || (base?.stale && base.fields === null);
    if (!ours) put(writer, type.name, rowFields(type, entry.id, known));
    else if (unchanged(old, known, card, moment)) {
      if (card) writer.exec('UPDATE syncConflict SET rev = ? WHERE number = ?', entry.rev, card.number);
    } else
      keepConflict(writer, {
        ...record,
        kind: 'delete',
        asked: [],
        detail: { side: 'deleted here', base: old && { ...old, ...heldValues(card) }, remote: known },
      });
    writeBase(writer, type.name, entry.id, confirmed);
    settleDirty(writer, type, entry.id, at);
    return;
  }
  const madeAgain = card?.kind === 'delete' && card.detail.side === 'deleted here';
  const held = madeAgain
    ? Object.fromEntries(Object.keys(type.fields).map((field) => [field, old?.[field] ?? null]))
    : heldValues(card);
  const result = merge({
    type,
    base: old,
    local,
    remote: known,
    changedBy: entry.changedBy,
    moment,
    stateMade: base?.stateMade ?? [],
    ...(held ? { held } : {}),
  });
  if (Object.keys(result.write).length > 0)
    put(writer, type.name, rowFields(type, entry.id, { ...local, ...result.write }));
  writeBase(writer, type.name, entry.id, confirmed);
  for (const line of result.merged) logMerge(writer, type.name, entry.id, line, at);
  if (result.asked.length === 0 && card?.kind === 'rule') followRule(writer, type, card, entry.rev, at);
  else
    keepConflict(writer, { ...record, kind: old || base ? 'field' : 'create-create', asked: result.asked });
  settleDirty(writer, type, entry.id, at);
}

/** A removal made here stands unasked when the state has changed nothing since, or was only set back. */
function unchanged(
  old: Values | null,
  known: Values,
  card: OpenConflict | undefined,
  moment: Moment,
): boolean {
  if (card && card.kind !== 'rule') return false;
  if (moment === 'set back') return true;
  return moment === 'ordinary' && old !== null && sameValues(old, known);
}

/** Held fields with the value that stood before both sides changed them. */
function heldValues(card: OpenConflict | undefined): Record<string, Value> | undefined {
  if (!card || card.kind === 'rule' || card.kind === 'delete') return undefined;
  return Object.fromEntries(Object.entries(card.fields).map(([field, held]) => [field, held.base]));
}

/** A refused change stays on its card while it stands as it was refused. */
function followRule(
  writer: Writer,
  type: RecordType<TypeName>,
  card: OpenConflict,
  rev: number,
  at: string,
): void {
  const local = localValues(writer, type, card.id);
  if (stillAsRefused(card, local))
    writer.exec('UPDATE syncConflict SET rev = ? WHERE number = ?', rev, card.number);
  else closeUndecided(writer, card, 'the record was changed since', at);
}

/**
 * A tombstone of the state meets what is here (M11). An edited record asks; an unchanged one goes at the end of the
 * window, children first; absent here too, both sides agree.
 */
export function meetTombstone(
  writer: Writer,
  type: RecordType<TypeName>,
  entry: RemoteEntry,
  base: Base | undefined,
  at: string,
  moment: Moment = 'ordinary',
): void {
  const local = localValues(writer, type, entry.id);
  const card = openConflict(writer, type.name, entry.id);
  const tombstone = { rev: entry.rev, seq: entry.seq ?? null, fields: null };
  if (!local) {
    writeBase(writer, type.name, entry.id, tombstone);
    if (card) closeUndecided(writer, card, 'both sides have removed it', at);
    settleDirty(writer, type, entry.id, at);
    return;
  }
  const old = { ...agreed(base, card), ...heldValues(card) };
  const known = agreed(base, card) !== null;
  if (moment === 'set back' && known) {
    // The state only went back to before it was made again here: it is offered again.
    writeBase(writer, type.name, entry.id, tombstone);
    settleDirty(writer, type, entry.id, at);
    return;
  }
  const edited = !known || differingFields(type, old, local).length > 0;
  // A record that was joined with another waits for that one, edited or not.
  if (entry.movedTo || (!edited && !card && moment !== 'since set back')) {
    setAside(writer, entry, 'removal', at);
    return;
  }
  const because = card?.kind === 'delete' && !edited ? card.detail.because : undefined;
  keepConflict(writer, {
    type: type.name,
    id: entry.id,
    kind: 'delete',
    rev: entry.rev,
    asked: [],
    detail: {
      side: 'deleted at the state',
      base: known ? old : null,
      remote: null,
      ...(because ? { because } : {}),
    },
    at,
  });
  writeBase(writer, type.name, entry.id, tombstone);
  settleDirty(writer, type, entry.id, at);
}
