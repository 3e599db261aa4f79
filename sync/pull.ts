import { applyRemote, retryAside } from '#db/sync/apply-remote.ts';
import { cursorOf, setCursor } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import type { StateClient } from '#sync/state-client.ts';
import { changesReply } from '#sync/wire/changes.ts';

export interface SyncClock {
  now(): string;
}

const PAGE = 500;

/**
 * Fetches one window: from this file's place to where the stream ended when the first page was asked for, so that it
 * never chases new writes. Each page and its cursor commit together; after a cut the next window goes on from there.
 */
export async function pull(file: DistrictFile, client: StateClient, clock: SyncClock): Promise<number> {
  let fetched = 0;
  let pinned: string | undefined;
  for (;;) {
    const since = cursorOf(file.reader);
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (since) query.set('since', since);
    if (pinned) query.set('pinned', pinned);
    const page = await client.get(`/v1/changes?${query}`, changesReply);
    pinned = page.pinned;
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
    fetched += page.entries.length;
    if (!page.more) return fetched;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
