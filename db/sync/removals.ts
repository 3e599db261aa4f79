import { type Base, readBase, writeBase } from '#db/sync/base.ts';
import {
  closeUndecided,
  keepConflict,
  type OpenConflict,
  openConflict,
  openConflicts,
} from '#db/sync/conflict-rows.ts';
import { followMove } from '#db/sync/follow-move.ts';
import { meetTombstone } from '#db/sync/meet-remote.ts';
import { clearAside, entriesAside, type RemoteEntry } from '#db/sync/set-aside.ts';
import { settleDirty } from '#db/sync/settle.ts';
import { localValues } from '#db/sync/wire-fields.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { remove } from '#db/system/rows.ts';
import { differingFields, merge, sameValue, type Values } from '#domain/sync/merge.ts';
import { recordTypeNamed, type TypeName } from '#domain/sync/registry.ts';

/** A window that would remove more than this stops and asks. */
const MOST_RECORDS = 25;
const MOST_OF_A_ROSTER = 0.05;
/** Lists of pupils: of these a small part is already much. */
const ROSTERS = ['person', 'enrollment', 'sectionRoster'] as const satisfies readonly TypeName[];

/** Removals the state has sent that are not carried out yet. */
export interface WaitingRemovals {
  readonly total: number;
  /** They are too many to be carried out unasked. */
  readonly ask: boolean;
}

export function waitingRemovals(reader: Reader): WaitingRemovals {
  const here = entriesAside(reader, 'removal').filter((entry) => isHere(reader, entry));
  const ofRoster = ROSTERS.some((type) => {
    const going = here.filter((entry) => entry.type === type).length;
    const all = reader.rows<{ n: number }>(`SELECT count(*) AS n FROM "${type}"`)[0]?.n ?? 0;
    return going > all * MOST_OF_A_ROSTER;
  });
  return { total: here.length, ask: here.length > MOST_RECORDS || ofRoster };
}

const isHere = (reader: Reader, { type, id }: RemoteEntry): boolean =>
  reader.rows(`SELECT 1 FROM "${type as TypeName}" WHERE id = ?`, id).length > 0;

/**
 * The end of a window (M11): removals are carried out, children first. What was edited meanwhile asks; a record to which
 * something unsent belongs stays, with a card. Too many at once wait for a person's word, which `allowed` is.
 */
export function carryOutRemovals(writer: Writer, at: string, allowed = false): void {
  const wait = !allowed && waitingRemovals(writer).ask;
  let left = inOrder(entriesAside(writer, 'removal'));
  if (!wait) {
    for (let before = -1; left.length !== before; ) {
      before = left.length;
      left = left.filter((entry) => !carryOut(writer, entry, at));
    }
    for (const entry of left) holdForChildren(writer, entry, at);
  }
  lookAtCardsAgain(writer, at);
}

const inOrder = (entries: readonly RemoteEntry[]): RemoteEntry[] => {
  const order = (entry: RemoteEntry): number => recordTypeNamed(entry.type)?.order ?? 0;
  return [...entries].sort((a, b) => order(b) - order(a));
};

/** False when records here still point to it. */
function carryOut(writer: Writer, entry: RemoteEntry, at: string): boolean {
  const type = recordTypeNamed(entry.type);
  const base = readBase(writer, entry.type, entry.id);
  if (!type || (base && !base.stale && base.rev >= entry.rev)) {
    clearAside(writer, entry);
    return true;
  }
  if (entry.movedTo && followMove(writer, type, entry, at)) {
    clearAside(writer, entry);
    return true;
  }
  const local = localValues(writer, type, entry.id);
  if (!local || !base?.fields || differingFields(type, base.fields, local).length > 0) {
    clearAside(writer, entry);
    // The one it was joined with is not here either: then it is a removal like any other.
    meetTombstone(writer, type, { ...entry, movedTo: undefined }, base, at);
    return true;
  }
  if (!removeIfFree(writer, type.name, entry.id)) return false;
  clearAside(writer, entry);
  writeBase(writer, type.name, entry.id, { rev: entry.rev, seq: entry.seq ?? null, fields: null });
  settleDirty(writer, type, entry.id, at);
  return true;
}

/** Removes the row unless another one points to it. */
export function removeIfFree(writer: Writer, type: TypeName, id: string): boolean {
  writer.exec('SAVEPOINT removal');
  try {
    remove(writer, type, id);
    return true;
  } catch (error) {
    if (!/FOREIGN KEY/.test(String(error))) throw error;
    writer.exec('ROLLBACK TO removal');
    return false;
  } finally {
    writer.exec('RELEASE removal');
  }
}

/** "Removed by the state", with something here that the state never had: a person decides about both. */
function holdForChildren(writer: Writer, entry: RemoteEntry, at: string): void {
  const base: Base | undefined = readBase(writer, entry.type, entry.id);
  keepConflict(writer, {
    type: entry.type,
    id: entry.id,
    kind: 'delete',
    rev: entry.rev,
    asked: [],
    detail: {
      side: 'deleted at the state',
      base: base?.fields ?? null,
      remote: null,
      because: 'children',
    },
    at,
  });
  clearAside(writer, entry);
  writeBase(writer, entry.type, entry.id, { rev: entry.rev, seq: entry.seq ?? null, fields: null });
  const type = recordTypeNamed(entry.type);
  if (type) settleDirty(writer, type, entry.id, at);
}

/** Cards about removals that nothing is left to decide of, now that other records have gone or come back. */
export function lookAtCardsAgain(writer: Writer, at: string): void {
  for (let again = true; again; ) {
    again = false;
    for (const card of openConflicts(writer)) if (lookAgain(writer, card, at)) again = true;
  }
}

/** True when the card changed. */
export function lookAgain(writer: Writer, card: OpenConflict, at: string): boolean {
  const type = recordTypeNamed(card.type);
  if (card.kind === 'rule' || !type) return false;
  const local = localValues(writer, type, card.id);
  const base = readBase(writer, card.type, card.id);
  if (card.kind !== 'delete' && local) return closedByAgreement(writer, card, local, at);
  if (card.kind !== 'delete')
    return !local && base?.fields ? askAboutRemoval(writer, card, base.fields, at) : false;
  if (card.detail.side === 'deleted at the state') {
    if (!local) closeUndecided(writer, card, 'both sides have removed it', at);
    else if (
      card.detail.because === 'children' &&
      card.detail.base &&
      differingFields(type, card.detail.base, local).length === 0 &&
      removeIfFree(writer, type.name, card.id)
    )
      closeUndecided(writer, card, 'nothing belongs to it any more', at);
    else return false;
    settleDirty(writer, type, card.id, at);
    return true;
  }
  if (!local) return false;
  // Removed here, changed there, and made again here: now its fields differ, and those are asked.
  const old = card.detail.base ?? null;
  const remote = base?.fields ?? card.detail.remote ?? {};
  const held = Object.fromEntries(Object.keys(type.fields).map((field) => [field, old?.[field] ?? null]));
  const { asked } = merge({ type, base: old, local, remote, changedBy: {}, held });
  const own = asked.map((field) => ({ ...field, author: { party: 'district' as const, device: null } }));
  keepConflict(writer, { type: card.type, id: card.id, kind: 'field', rev: card.rev, asked: own, at });
  settleDirty(writer, type, card.id, at);
  return true;
}

/** Typed here meanwhile what the state has. */
function closedByAgreement(writer: Writer, card: OpenConflict, local: Values, at: string): boolean {
  const agree = Object.entries(card.fields).every(([field, { remote }]) =>
    sameValue(remote, local[field] ?? null),
  );
  if (agree) closeUndecided(writer, card, 'both sides agree again', at);
  return agree;
}

/** Removed here while its fields were asked: the question is now whether it goes. */
function askAboutRemoval(writer: Writer, card: OpenConflict, remote: Values, at: string): boolean {
  const held = Object.entries(card.fields).map(([field, { base }]) => [field, base]);
  const base = { ...remote, ...(Object.fromEntries(held) as Values) };
  keepConflict(writer, {
    ...{ type: card.type, id: card.id, rev: card.rev, kind: 'delete', asked: [], at },
    detail: { side: 'deleted here', base, remote },
  });
  const type = recordTypeNamed(card.type);
  if (type) settleDirty(writer, type, card.id, at);
  return true;
}

/** The open card of a record, looked at again. */
export function currentCard(writer: Writer, type: string, id: string, at: string): OpenConflict | undefined {
  const card = openConflict(writer, type, id);
  if (card) lookAgain(writer, card, at);
  return openConflict(writer, type, id);
}
