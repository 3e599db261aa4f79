import { applyPage } from '#db/sync/apply-page.ts';
import { retryAside } from '#db/sync/apply-remote.ts';
import { carryOutRemovals } from '#db/sync/removals.ts';
import { cursorOf, isForked, setCursor, setForked } from '#db/sync/sync-state.ts';
import type { Reader } from '#db/system/connection.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { bytesAway } from '#sync/bytes-away.ts';
import type { StateClient } from '#sync/state-client.ts';
import { type ChangesReply, changesReply } from '#sync/wire/changes.ts';

export interface SyncClock {
  now(): string;
}

/** Entries of one page, and of one transaction here: an attendance key may have to wait for it. */
const PAGE = 500;

/**
 * Fetches one window: from this file's place to where the stream ended when the first page was asked for, so that it
 * never chases new writes. Each page and its cursor commit together, in order; after a cut the next window goes on from
 * there. The next page is on its way while this one is written. `first`: the window's first page, where it came already;
 * `onPage` is told how many records a page brought, once they are here. Answers how many came in all.
 */
export async function pull(
  file: DistrictFile,
  client: StateClient,
  clock: SyncClock,
  { first, onPage }: { first?: ChangesReply | undefined; onPage?: (records: number) => void } = {},
): Promise<number> {
  let fetched = 0;
  let since = cursorOf(file.reader);
  const moment = isForked(file.reader) ? ('forked' as const) : undefined;
  let asked: Promise<ChangesReply> | undefined = first ? Promise.resolve(first) : askPage(client, since);
  while (asked) {
    const page: ChangesReply = await asked;
    asked = page.more ? askPage(client, page.next, page.pinned) : undefined;
    await bytesAway();
    await file.whenWritable();
    const forkEnds = moment !== undefined && !page.more;
    if (page.entries.length > 0 || page.next !== since || forkEnds || somethingAside(file.reader))
      file.write(
        {
          actor: 'state',
          actorName: 'The state',
          action: 'Fetched from the state',
          at: clock.now(),
          origin: 'sync',
        },
        (writer) => {
          const at = clock.now();
          const manner = moment ? { moment } : {};
          applyPage(writer, page.entries, at, manner);
          if (!page.more) {
            retryAside(writer, at, manner);
            carryOutRemovals(writer, at);
          }
          if (forkEnds) setForked(writer, false);
          setCursor(writer, page.next);
        },
      );
    since = page.next;
    fetched += page.entries.length;
    onPage?.(page.entries.length);
  }
  return fetched;
}

const somethingAside = (reader: Reader): boolean =>
  reader.rows('SELECT 1 FROM syncQuarantine LIMIT 1').length > 0;

/** One page of the window; asked for ahead, its failure is heard by whoever awaits it. */
export function askPage(
  client: StateClient,
  since: string | undefined,
  pinned?: string,
): Promise<ChangesReply> {
  const query = new URLSearchParams({ limit: String(PAGE) });
  if (since) query.set('since', since);
  if (pinned) query.set('pinned', pinned);
  const page = client.get(`/v1/changes?${query}`, changesReply);
  page.catch(() => undefined);
  return page;
}
