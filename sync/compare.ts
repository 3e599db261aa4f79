import {
  bucketsHere,
  type Difference,
  type HereThere,
  recordsHere,
  repairOne,
} from '#db/sync/compare-base.ts';
import { startOver } from '#db/sync/start-over.ts';
import { cursorOf, setCompared } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { differencesBetween } from '#domain/sync/digest.ts';
import { fetchFromTheBeginning } from '#sync/first-fetch.ts';
import { pull, type SyncClock } from '#sync/pull.ts';
import { type StateClient, StateRefusal } from '#sync/state-client.ts';
import { type ChangeEntry, changeEntry } from '#sync/wire/changes.ts';
import { type DigestReply, digestBucketReply, digestReply } from '#sync/wire/digest.ts';

/** What a comparison of everything found; records both sides have alike are only counted. */
export interface Comparison {
  readonly at: string;
  readonly same: number;
  readonly differences: readonly Difference[];
  readonly repaired: number;
}

/** The state moves on while it is asked; after so many tries the comparison waits for a quieter moment. */
const TRIES = 4;

/**
 * Compares everything the state confirmed to this computer with what the state has, by digests of buckets (M16), and with
 * `repair` takes the state's word where they differ. Only what was confirmed is put right: unsent work is merged as with
 * any page, and absence at the state never removes anything here. A state that is behind what it confirmed was set back,
 * so that everything is fetched anew. Throws a StateRefusal when the state would not stand still.
 */
export async function compareAndRepair(
  file: DistrictFile,
  client: StateClient,
  clock: SyncClock,
  options: { repair: boolean },
): Promise<Comparison> {
  for (let turn = 0; ; turn++) {
    await pull(file, client, clock);
    const there = await client.get('/v1/digest', digestReply);
    if (there.at !== cursorOf(file.reader)) {
      if (turn < TRIES) continue;
      throw new StateRefusal(
        'busy',
        'The state is receiving much at the moment. Compare again a little later.',
      );
    }
    const found = await findDifferences(file, client, there);
    if (found === 'moved on') {
      if (turn < TRIES) continue;
      throw new StateRefusal(
        'busy',
        'The state is receiving much at the moment. Compare again a little later.',
      );
    }
    const repaired = options.repair ? await repair(file, client, clock, found.differences) : 0;
    const at = clock.now();
    await file.whenWritable();
    file.writeLocal((writer) => setCompared(writer, { at, differences: found.differences.length }));
    return { at, ...found, repaired };
  }
}

async function findDifferences(
  file: DistrictFile,
  client: StateClient,
  there: DigestReply,
): Promise<{ same: number; differences: Difference[] } | 'moved on'> {
  const here = await bucketsHere(file.reader);
  const differences: Difference[] = [];
  let same = Object.values(here).reduce(
    (sum, buckets) => sum + Object.values(buckets).reduce((n, { count }) => n + count, 0),
    0,
  );
  for (const { type, bucket } of differencesBetween(here, there.types)) {
    const list = await client.get(`/v1/digest?type=${type}&bucket=${bucket}`, digestBucketReply);
    if (list.at !== there.at) return 'moved on';
    const records = new Map<string, HereThere>();
    for (const { id, rev, hash } of list.records) records.set(id, { there: { rev, hash }, here: null });
    for (const { id, rev, hash } of recordsHere(file.reader, type, bucket))
      records.set(id, { there: records.get(id)?.there ?? null, here: { rev, hash } });
    for (const [id, sides] of records) {
      if (sides.here?.hash === sides.there?.hash) continue;
      if (sides.here) same -= 1;
      differences.push({ type, id, ...sides });
    }
  }
  return { same, differences };
}

/** The state does not have what it confirmed: it came back from a backup, and nobody said so (M12). */
const wentBack = ({ here, there }: Difference): boolean =>
  here !== null && (there === null || there.rev < here.rev);

async function repair(
  file: DistrictFile,
  client: StateClient,
  clock: SyncClock,
  differences: readonly Difference[],
): Promise<number> {
  if (!differences.some(wentBack)) return repairAll(file, client, clock, differences);
  await file.whenWritable();
  file.writeLocal((writer) => startOver(writer, clock.now(), 0));
  await fetchFromTheBeginning(file, client, { clock, epochSeq: 0, onFetch: () => undefined });
  await pull(file, client, clock);
  return differences.length;
}

async function repairAll(
  file: DistrictFile,
  client: StateClient,
  clock: SyncClock,
  differences: readonly Difference[],
): Promise<number> {
  for (const difference of differences) {
    const entry = await recordAtState(client, difference);
    await file.whenWritable();
    const at = clock.now();
    file.write(
      { actor: 'state', actorName: 'The state', action: 'Compared with the state', at, origin: 'sync' },
      (writer) => repairOne(writer, difference, entry, at),
    );
  }
  return differences.length;
}

async function recordAtState(client: StateClient, { type, id }: Difference): Promise<ChangeEntry | null> {
  try {
    return await client.get(`/v1/records/${type}/${id}`, changeEntry);
  } catch (error) {
    if (error instanceof StateRefusal && error.refusal === 'not-found') return null;
    throw error;
  }
}
