import type Database from 'better-sqlite3';
import type { StateHistory } from '#scripts/simulating/oracle-history.ts';
import {
  all,
  explained,
  type Fields,
  key,
  type Row,
  sorted,
  TYPES,
  type WatchedDevice,
} from '#scripts/simulating/oracle-tables.ts';

/** No two computers go by one client id. */
export function sharedNames(devices: readonly WatchedDevice[]): string[] {
  const names = devices.map(({ database }) => {
    const connection = syncState(database).get('connection') ?? '{}';
    return (JSON.parse(connection) as { clientId?: string }).clientId;
  });
  return new Set(names).size === names.length ? [] : ['two computers go by one name at the state'];
}

export function syncState(database: Database.Database): Map<string, string> {
  return new Map(
    all<{ name: string; value: string }>(database, 'SELECT name, value FROM syncState').map(
      ({ name, value }) => [name, value],
    ),
  );
}

export const epochOf = (state: ReadonlyMap<string, string>): string =>
  (JSON.parse(state.get('connection') ?? '{}') as { epoch?: string }).epoch ?? '';

export function basesOf({ database }: WatchedDevice): Map<string, string> {
  return new Map(
    all<Row>(
      database,
      'SELECT type, id, rev, fields, unknownFields FROM syncBase WHERE rev > 0 AND stale = 0',
    ).map((row) => {
      const unknown = row.unknownFields ? (JSON.parse(String(row.unknownFields)) as Fields) : {};
      const text =
        row.fields === null ? 'gone' : sorted({ ...(JSON.parse(String(row.fields)) as Fields), ...unknown });
      return [key(row), `${row.rev} ${text}`];
    }),
  );
}

/** A row may differ from what the state confirmed only where a person can see why, or where it waits to be sent. */
export function unexplained({ name, database }: WatchedDevice): string[] {
  const shown = explained(database);
  const broken: string[] = [];
  const bases = new Map(
    all<Row>(database, 'SELECT type, id, fields FROM syncBase').map((row) => [
      key(row),
      row.fields === null ? null : sorted(JSON.parse(String(row.fields)) as Fields),
    ]),
  );
  const rows = new Map<string, string>();
  for (const type of TYPES)
    for (const row of all<Row>(database, `SELECT * FROM "${type}"`)) {
      const { id, ...fields } = row;
      rows.set(`${type} ${id}`, sorted(fields));
    }
  for (const record of new Set([...rows.keys(), ...bases.keys()])) {
    if (!TYPES.includes(record.split(' ')[0] ?? '') || shown.has(record)) continue;
    if ((rows.get(record) ?? null) !== (bases.get(record) ?? null))
      broken.push(
        `${name} shows ${record} ${rows.get(record)}, confirmed is ${bases.get(record)}, and nobody is told`,
      );
  }
  return broken;
}

/** Base at rev n is what the state's history has at n. */
export function untrueBases(
  device: WatchedDevice,
  history: StateHistory,
  { restored }: { restored: boolean },
): string[] {
  const state = syncState(device.database);
  // Between a new epoch and the end of its first fetch the bases are still those of the old one.
  if ((state.get('beginning') ?? 'null') !== 'null' && restored) return [];
  const truth = history.truthOf(epochOf(state));
  if (!truth) return [];
  const broken: string[] = [];
  for (const [record, here] of basesOf(device)) {
    const [rev = '', ...text] = here.split(' ');
    const there = truth.get(`${record} ${rev}`);
    if (there !== text.join(' '))
      broken.push(`${device.name} believes ${record} at rev ${here}, the state had ${there}`);
  }
  return broken;
}

/** At rest, everybody believes the same of everything. */
export function differingBases(
  devices: readonly WatchedDevice[],
  { state, district }: StateHistory,
): string[] {
  const there = new Map(
    all<Row>(state, 'SELECT type, id, rev, deleted, fields FROM record WHERE district = ?', district).map(
      (row) => [
        key(row),
        `${row.rev} ${row.deleted ? 'gone' : sorted(JSON.parse(String(row.fields)) as Fields)}`,
      ],
    ),
  );
  return devices.flatMap((device) => {
    const aside = new Set(all<Row>(device.database, 'SELECT type, id FROM syncQuarantine').map(key));
    const bases = basesOf(device);
    return [...new Set([...there.keys(), ...bases.keys()])]
      .filter((record) => !aside.has(record) && bases.get(record) !== there.get(record))
      .map(
        (record) =>
          `${device.name} believes ${record} is ${bases.get(record)}, the state has ${there.get(record)}`,
      );
  });
}
