import { stagePage, takeStagedIn } from '#db/sync/staging.ts';
import {
  beginningOf,
  cursorOf,
  type Staged,
  setBeginning,
  setStaged,
  stagedSoFar,
} from '#db/sync/sync-state.ts';
import type { Reader } from '#db/system/connection.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { askPage, type SyncClock } from '#sync/pull.ts';
import { type StateClient, StateRefusal } from '#sync/state-client.ts';
import type { ChangesReply } from '#sync/wire/changes.ts';
import { readCursor } from '#sync/wire/cursor.ts';

/** How far a fetch of everything has come; `secondsLeft` is null before that can be said. */
export interface FetchProgress {
  readonly step: 'fetching' | 'taking in';
  readonly records: number;
  /** 0 to 1. */
  readonly done: number;
  readonly secondsLeft: number | null;
}

export interface FirstFetchOptions {
  readonly clock: SyncClock;
  readonly epochSeq: number;
  readonly onFetch: (progress: FetchProgress) => void;
}

/** This file has nothing from the state yet, or the state was restored. */
export const needsBeginning = (reader: Reader): boolean => cursorOf(reader) === undefined;

/**
 * Fetches everything (M16): pages go aside, and a cut only means going on from there; the office works on meanwhile. When
 * all are here they are taken in as a whole, in one transaction. Answers the number of records.
 */
export async function fetchFromTheBeginning(
  file: DistrictFile,
  client: StateClient,
  options: FirstFetchOptions,
): Promise<number> {
  const { clock } = options;
  const known = beginningOf(file.reader);
  await file.whenWritable();
  file.writeLocal((writer) =>
    setBeginning(writer, { why: 'first', keptThrough: 0, ...known, epochSeq: options.epochSeq }),
  );
  const staged = await fetchPages(file, client, options);
  await file.whenWritable();
  const at = clock.now();
  await file.writeLong(
    {
      actor: 'state',
      actorName: 'The state',
      action: 'Fetched everything from the state',
      at,
      origin: 'sync',
    },
    function* (writer) {
      const beginning = beginningOf(writer);
      if (!beginning) return;
      for (const page of takeStagedIn(writer, { beginning, cursor: staged.pinned, at })) {
        options.onFetch({
          step: 'taking in',
          records: staged.records,
          done: page / Math.max(1, staged.pages),
          secondsLeft: null,
        });
        yield;
      }
    },
  );
  return staged.records;
}

async function fetchPages(
  file: DistrictFile,
  client: StateClient,
  { clock, onFetch }: FirstFetchOptions,
): Promise<Staged> {
  let staged = stagedSoFar(file.reader);
  const begun = performance.now();
  const from = staged ? placeIn(staged) : 0;
  while (!staged || staged.next !== staged.pinned) {
    const page = await goOn(file, client, staged);
    if (page === 'begin again') {
      staged = undefined;
      continue;
    }
    const before: Staged | undefined = staged;
    staged = {
      next: page.more ? page.next : page.pinned,
      pinned: page.pinned,
      pages: (before?.pages ?? 0) + 1,
      records: (before?.records ?? 0) + page.entries.length,
      startedAt: before?.startedAt ?? clock.now(),
    };
    const now: Staged = staged;
    await file.whenWritable();
    file.writeLocal((writer) => {
      stagePage(writer, now.pages - 1, page.entries);
      setStaged(writer, now);
    });
    const done = placeIn(now);
    const speed = (done - from) / (performance.now() - begun);
    onFetch({
      step: 'fetching',
      records: now.records,
      done,
      secondsLeft: speed > 0 ? Math.ceil((1 - done) / speed / 1_000) : null,
    });
  }
  return staged;
}

/** The next page; a place that the state does not know any more throws away what was put aside. */
async function goOn(
  file: DistrictFile,
  client: StateClient,
  staged: Staged | undefined,
): Promise<ChangesReply | 'begin again'> {
  try {
    return await askPage(client, staged?.next, staged?.pinned);
  } catch (error) {
    if (!staged || !(error instanceof StateRefusal) || error.refusal !== 'epoch-changed') throw error;
    await file.whenWritable();
    file.writeLocal((writer) => {
      writer.exec('DELETE FROM syncStaging');
      setStaged(writer, null);
    });
    return 'begin again';
  }
}

/** Share of the window that is here, by places in the stream. */
function placeIn({ next, pinned }: Staged): number {
  const [at, end] = [readCursor(next)?.seq ?? 0, readCursor(pinned)?.seq ?? 0];
  return end === 0 ? 1 : at / end;
}
