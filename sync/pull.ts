import { applyRemote, retryAside } from '#db/sync/apply-remote.ts';
import { cursorOf, setCursor } from '#db/sync/sync-state.ts';
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
 * there. The next page is on its way while this one is written.
 */
export async function pull(file: DistrictFile, client: StateClient, clock: SyncClock): Promise<number> {
  let fetched = 0;
  let since = cursorOf(file.reader);
  let asked: Promise<ChangesReply> | undefined = ask(client, since);
  while (asked) {
    const page: ChangesReply = await asked;
    asked = page.more ? ask(client, page.next, page.pinned) : undefined;
    await bytesAway();
    await file.whenWritable();
    if (page.entries.length > 0 || page.next !== since)
      file.write(
        {
          actor: 'state',
          actorName: 'The state',
          action: 'Fetched from the state',
          at: clock.now(),
          origin: 'sync',
        },
        (writer) => {
          for (const entry of page.entries) applyRemote(writer, entry, clock.now());
          if (!page.more) retryAside(writer, clock.now());
          setCursor(writer, page.next);
        },
      );
    since = page.next;
    fetched += page.entries.length;
  }
  return fetched;
}

function ask(client: StateClient, since: string | undefined, pinned?: string): Promise<ChangesReply> {
  const query = new URLSearchParams({ limit: String(PAGE) });
  if (since) query.set('since', since);
  if (pinned) query.set('pinned', pinned);
  const page = client.get(`/v1/changes?${query}`, changesReply);
  // Whoever awaits it hears of the failure; until then it is nobody's.
  page.catch(() => undefined);
  return page;
}
