import { epochOf, syncState } from '#scripts/simulating/oracle-of-bases.ts';
import type { HistoryRow } from '#scripts/simulating/oracle-tables.ts';
import { all, key, type Row, type WatchedDevice } from '#scripts/simulating/oracle-tables.ts';

/** Revision and place never fall within an epoch (M4). */
export class HighestPlaces {
  readonly #highest = new Map<string, number>();

  fallen({ name, database }: WatchedDevice, { unsaid }: { unsaid: boolean }): string[] {
    const broken: string[] = [];
    const state = syncState(database);
    const epoch = epochOf(state);
    const watch = (what: string, value: number): void => {
      const known = `${name} ${epoch} ${what}`;
      const before = this.#highest.get(known);
      if (before !== undefined && value < before && !unsaid)
        broken.push(`${name}: ${what} fell from ${before} to ${value}`);
      this.#highest.set(known, Math.max(value, before ?? 0));
    };
    const cursor = state.get('cursor');
    if (cursor) watch('the place in the stream', placeIn(cursor).at);
    if (!state.has('beginning') || state.get('beginning') === 'null')
      for (const row of all<Row>(database, 'SELECT type, id, rev FROM syncBase WHERE stale = 0'))
        watch(`rev of ${key(row)}`, Number(row.rev));
    return broken;
  }

  /** An older image was put back at this computer. */
  forget(name: string): void {
    for (const known of [...this.#highest.keys()])
      if (known.startsWith(`${name} `)) this.#highest.delete(known);
  }

  forgetAll(): void {
    this.#highest.clear();
  }
}

/** Everything at or below the cursor is in base, pending or set aside. `newest`: of each record, in this epoch. */
export function skipped(
  { name, database }: WatchedDevice,
  currentEpoch: string,
  newest: () => readonly HistoryRow[],
): string[] {
  const state = syncState(database);
  const cursor = state.get('cursor');
  if (!cursor || epochOf(state) !== currentEpoch) return [];
  const { epoch, at } = placeIn(cursor);
  if (epoch !== currentEpoch) return [];
  const here = new Map<string, number>();
  for (const row of all<Row>(
    database,
    'SELECT type, id, rev FROM syncBase WHERE stale = 0 UNION ALL SELECT type, id, rev FROM syncQuarantine UNION ALL SELECT type, id, rev FROM syncPendingRemote',
  ))
    here.set(key(row), Math.max(Number(row.rev), here.get(key(row)) ?? 0));
  // A window shows a record once, as it is at its end: what has changed again lies further on.
  return newest()
    .filter((row) => row.seq <= at && (here.get(key(row)) ?? 0) < row.rev)
    .map((row) => `${name} never got ${key(row)} rev ${row.rev}`);
}

function placeIn(cursor: string): { epoch: string | undefined; at: number } {
  const [epoch, at] = (JSON.parse(cursor) as string).split(':');
  return { epoch, at: Number(at) };
}
