import { applyRemote, retryAside } from '#db/sync/apply-remote.ts';
import { readBase } from '#db/sync/base.ts';
import { notAtTheState } from '#db/sync/not-at-the-state.ts';
import { carryOutRemovals } from '#db/sync/removals.ts';
import { askAboutSamePeople } from '#db/sync/same-people.ts';
import { clearAside, type RemoteEntry } from '#db/sync/set-aside.ts';
import { type Beginning, setBeginning, setCursor, setStaged } from '#db/sync/sync-state.ts';
import type { Writer } from '#db/system/connection.ts';
import type { SyncBaseTable } from '#db/system/schema.ts';
import type { Moment } from '#domain/sync/merge.ts';

/** Keeps one page of a fetch from the beginning; nothing in use changes. */
export function stagePage(writer: Writer, page: number, entries: readonly unknown[]): void {
  writer.exec(
    'INSERT INTO syncStaging (page, entries) VALUES (?, ?) ON CONFLICT (page) DO UPDATE SET entries = excluded.entries',
    page,
    JSON.stringify(entries),
  );
}

/**
 * Takes the staged pages in, all in the caller's one transaction (M16): the state's word becomes base, and is merged into
 * the rows in use; no table is replaced. After a new epoch, what the state no longer has is offered again and never
 * removed (M12). A generator, so that reading goes on meanwhile; what is typed in the meantime waits for the end.
 */
export function* takeStagedIn(
  writer: Writer,
  input: { beginning: Beginning; cursor: string; at: string },
): Generator<number, number> {
  const { beginning, cursor, at } = input;
  const setBack = beginning.why === 'new epoch';
  if (setBack) writer.exec('UPDATE syncBase SET stale = 1');
  const momentOf = (entry: RemoteEntry): Moment => {
    const base = readBase(writer, entry.type, entry.id);
    if (!base?.stale || (base.seq !== null && base.seq <= beginning.keptThrough)) return 'ordinary';
    const untouched = (entry.seq ?? 0) <= beginning.epochSeq;
    return untouched && base.rev > entry.rev ? 'set back' : 'since set back';
  };
  const later: RemoteEntry[] = [];
  let taken = 0;
  for (let page = 0; ; page++) {
    const row = writer.rows<{ entries: string }>('SELECT entries FROM syncStaging WHERE page = ?', page)[0];
    if (!row) break;
    for (const entry of JSON.parse(row.entries) as RemoteEntry[]) {
      applyRemote(writer, entry, at, { moment: momentOf(entry) });
      if (
        writer.rows('SELECT 1 FROM syncQuarantine WHERE type = ? AND id = ?', entry.type, entry.id).length > 0
      )
        later.push(entry);
    }
    taken += 1;
    yield taken;
  }
  takeLaterOnes(writer, later, at, momentOf);
  if (setBack) offerAgain(writer, at);
  carryOutRemovals(writer, at);
  if (beginning.why === 'first') askAboutSamePeople(writer, at);
  writer.exec('DELETE FROM syncStaging');
  setStaged(writer, null);
  setBeginning(writer, null);
  setCursor(writer, cursor);
  return taken;
}

/** Children that came before their parents, again and again while that helps. */
function takeLaterOnes(
  writer: Writer,
  entries: readonly RemoteEntry[],
  at: string,
  momentOf: (entry: RemoteEntry) => Moment,
): void {
  let left = entries.filter((entry) => !entry.deleted);
  for (let before = -1; left.length !== before; ) {
    before = left.length;
    left = left.filter((entry) => {
      clearAside(writer, entry);
      applyRemote(writer, entry, at, { moment: momentOf(entry) });
      const now = readBase(writer, entry.type, entry.id);
      return !now || now.stale;
    });
  }
  retryAside(writer, at);
}

/** What the restored state does not have at all: never taken for a removal, offered as new. */
function offerAgain(writer: Writer, at: string): void {
  const lost = writer.rows<Pick<SyncBaseTable, 'type' | 'id'>>(
    `SELECT b.type, b.id FROM syncBase b WHERE stale = 1
      AND NOT EXISTS (SELECT 1 FROM syncQuarantine q WHERE q.type = b.type AND q.id = b.id)`,
  );
  for (const record of lost) notAtTheState(writer, record, at);
}
