import { type Base, readBase, sameValues } from '#db/sync/base.ts';
import { meetLive, meetTombstone } from '#db/sync/meet-remote.ts';
import { noteUnknownLost } from '#db/sync/not-at-the-state.ts';
import { notice } from '#db/sync/notices.ts';
import {
  clearAside,
  entriesToTryAgain,
  keepPending,
  type RemoteEntry,
  setAside,
  takePending,
} from '#db/sync/set-aside.ts';
import { isFrozen } from '#db/sync/settle.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import type { Moment } from '#domain/sync/merge.ts';
import { checkFields } from '#domain/sync/normal-form.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

/** How entries are taken in when something unusual happened; left out: nothing did. */
export interface Manner {
  readonly moment?: Moment;
  /** Repair: the state's word counts even at the revision that is here already. */
  readonly repair?: boolean;
}

/**
 * The one way in for everything the state says: pages, answers, repair (M4). Ignores what is not newer; leaves a record
 * with an unanswered operation for its answer (M2); sets aside what it cannot read, durably; merges the rest. Removals
 * wait for the end of the window (`db/sync/removals.ts`).
 */
export function applyRemote(writer: Writer, entry: RemoteEntry, at: string, manner: Manner = {}): void {
  const base = readBase(writer, entry.type, entry.id);
  if (base && !base.stale && !manner.repair && entry.rev <= base.rev) {
    if (entry.rev === base.rev) reportDivergence(writer, entry, base, at);
    return;
  }
  const type = recordTypeNamed(entry.type);
  // Of a kind that only the state writes, the state's word is the newest there is, also after it was set back.
  const moment =
    type?.writtenBy === 'state'
      ? 'ordinary'
      : (manner.moment ?? (base?.stale ? 'since set back' : 'ordinary'));
  if (!type) setAside(writer, entry, 'unknown-type', at);
  else if (isFrozen(writer, entry)) keepPending(writer, entry);
  else if (entry.deleted) {
    clearAside(writer, entry);
    if (base?.stale) noteUnknownLost(writer, entry, base, {}, at);
    meetTombstone(writer, type, entry, base, at, moment);
  } else if (checkFields(type, entry.fields).length > 0) setAside(writer, entry, 'schema', at);
  else if (!parentsHere(writer, type, entry.fields)) setAside(writer, entry, 'missing-parent', at);
  else {
    clearAside(writer, entry);
    if (base?.stale) noteUnknownLost(writer, entry, base, entry.fields, at);
    meetLive(writer, type, entry, base, at, moment);
  }
}

/** The same revision with other content: one of the two is damaged. Nothing is taken; "Compare everything" repairs it. */
function reportDivergence(writer: Writer, entry: RemoteEntry, base: Base, at: string): void {
  const same = entry.deleted
    ? base.fields === null
    : base.fields !== null && sameValues({ ...base.fields, ...base.unknown }, entry.fields);
  if (same) return;
  const known = writer.rows(
    "SELECT 1 FROM syncNotice WHERE kind = 'divergence' AND type = ? AND id = ? AND detail LIKE ?",
    entry.type,
    entry.id,
    `{"rev":${entry.rev},%`,
  );
  if (known.length === 0)
    notice(writer, {
      kind: 'divergence',
      at,
      record: entry,
      detail: { rev: entry.rev, here: base.fields, there: entry.fields },
    });
}

/** Takes what waited for an answer, now that the answer is here. */
export function applyPending(writer: Writer, type: string, id: string, at: string): void {
  const entry = takePending(writer, type, id);
  if (entry) applyRemote(writer, entry, at);
}

/** What waited for the answer to an operation that was let go since, because the file is a copy (M13). */
export function applyLeftPending(writer: Writer, at: string, manner: Manner): void {
  for (const { type, id } of writer.rows<{ type: string; id: string }>(
    'SELECT type, id FROM syncPendingRemote ORDER BY type, id',
  )) {
    const entry = takePending(writer, type, id);
    if (entry) applyRemote(writer, entry, at, manner);
  }
}

/**
 * Every record that these fields point to, as far as this version knows them, is in this file. `seen`: ids found just
 * before, in the same stretch of work.
 */
export function parentsHere(
  reader: Reader,
  type: RecordType,
  fields: RemoteEntry['fields'],
  seen = new Set<string>(),
): boolean {
  for (const name in type.fields) {
    const target = type.fields[name]?.refersTo;
    const id = fields[name];
    if (!target || typeof id !== 'string' || seen.has(`${target} ${id}`)) continue;
    if (reader.rows(`SELECT 1 FROM "${target}" WHERE id = ?`, id).length === 0) return false;
    seen.add(`${target} ${id}`);
  }
  return true;
}

/** Records whose parent has come meanwhile, and those an upgrade has learned to read. Answers how many were taken. */
export function retryAside(writer: Writer, at: string, manner: Manner = {}): number {
  let taken = 0;
  for (;;) {
    const before = entriesToTryAgain(writer);
    for (const entry of before) {
      applyRemote(writer, entry, at, manner);
      // Answered meanwhile by a newer revision: nothing is left to wait for.
      const base = readBase(writer, entry.type, entry.id);
      if (base && !base.stale && base.rev >= entry.rev) clearAside(writer, entry);
    }
    const now = entriesToTryAgain(writer).length;
    taken += before.length - now;
    if (now === 0 || now >= before.length) return taken;
  }
}
