import type Database from 'better-sqlite3';
import { districtOf } from '#scripts/simulating/oracle-of-districts.ts';
import { all, type Fields, sorted, type WatchedDevice } from '#scripts/simulating/oracle-tables.ts';

interface Grant {
  readonly id: string;
  readonly from_district: string;
  readonly to_district: string;
  readonly from_person: string;
  readonly ended_at: string | null;
}
interface Stored {
  readonly id: string;
  readonly type: string;
  readonly rev: number;
  readonly fields: string;
  readonly moved_to: string | null;
  readonly deleted: number;
}
interface Copied {
  readonly type: string;
  readonly id: string;
  readonly rev: number;
  readonly fields: Fields;
}

/** Kinds that belong to a pupil, of those the simulated offices make. */
const OF_A_PUPIL = ['phone', 'directory', 'demographics', 'identifier', 'enrollment', 'attendanceMark'];

/**
 * Isolation by grant (M14): both streams say the same of it, nothing is open after its end, a reader has only records that
 * belonged to the pupil, each as it once was, and nobody else has any. `settled`: all has come home, so a reader has
 * exactly what is there now. The oracle works out by itself what belongs to the pupil.
 */
export function wronglyRead(
  state: Database.Database,
  ours: readonly WatchedDevice[],
  { nextDoor, onlooker }: { readonly nextDoor: WatchedDevice; readonly onlooker: WatchedDevice },
  everOpen: Map<string, Set<string>>,
  { settled }: { settled: boolean } = { settled: false },
): string[] {
  const grants = all<Grant>(
    state,
    'SELECT id, from_district, to_district, from_person, ended_at FROM reading_grant',
  );
  const open = new Map(
    grants.map((grant) => [grant.id, grant.ended_at ? new Map() : ofThePupil(state, grant)]),
  );
  for (const [id, records] of open)
    everOpen.set(id, new Set([...(everOpen.get(id) ?? []), ...records.keys()]));
  const broken = grants.flatMap((grant) => [
    ...toldToOne(state, grant),
    ...wronglyOpen(state, grant, open.get(grant.id) ?? new Map()),
  ]);
  for (const device of [...ours, nextDoor, onlooker])
    broken.push(...wrongCopies(state, device, grants, everOpen));
  if (settled) for (const device of ours) broken.push(...notAsItIs(device, grants, open));
  return broken;
}

/** The entry stands in the streams of its two districts, and says the same. */
function toldToOne(state: Database.Database, grant: Grant): string[] {
  const entries = all<{ district: string; rev: number; fields: string }>(
    state,
    "SELECT district, rev, fields FROM record WHERE id = ? AND type = 'readingGrant' ORDER BY district",
    grant.id,
  );
  const told = entries.map(({ district }) => district).join();
  if (told !== [grant.from_district, grant.to_district].sort().join())
    return [`the grant ${grant.id.slice(0, 6)} is told to ${told || 'nobody'}`];
  const [one, other] = entries.map(({ rev, fields }) => `${rev} ${sorted(JSON.parse(fields) as Fields)}`);
  if (one !== other) return [`two districts are told different things of the grant ${grant.id.slice(0, 6)}`];
  const ended = (JSON.parse(entries[0]?.fields ?? '{}') as { endedAt?: string }).endedAt ?? null;
  return ended === grant.ended_at ? [] : [`the grant ${grant.id.slice(0, 6)} ends otherwise than is told`];
}

/** What the state lets through is what belongs to the pupil, all of it and nothing else. */
function wronglyOpen(state: Database.Database, grant: Grant, belongs: ReadonlyMap<string, Stored>): string[] {
  const scope = all<{ id: string; reader: string; district: string }>(
    state,
    'SELECT id, reader, district FROM grant_scope WHERE grant_id = ?',
    grant.id,
  );
  const broken = scope
    .filter(
      ({ id, reader, district }) =>
        !belongs.has(id) || reader !== grant.to_district || district !== grant.from_district,
    )
    .map(({ id }) => `${id.slice(0, 6)} is open to another district and should not be`);
  const there = new Set(scope.map(({ id }) => id));
  for (const id of belongs.keys())
    if (!there.has(id)) broken.push(`${id.slice(0, 6)} belongs to the pupil and cannot be read`);
  return broken;
}

/** The pupil, what hangs on the pupil, and what those records name, as the state has them now. */
function ofThePupil(state: Database.Database, { from_district, from_person }: Grant): Map<string, Stored> {
  const live = new Map<string, Stored>();
  const movedTo = new Map<string, string>();
  for (const row of all<Stored>(
    state,
    'SELECT id, type, rev, fields, moved_to, deleted FROM record WHERE district = ?',
    from_district,
  )) {
    if (!row.deleted) live.set(row.id, row);
    if (row.moved_to) movedTo.set(row.id, row.moved_to);
  }
  let pupil = from_person;
  for (let next = movedTo.get(pupil); next !== undefined; next = movedTo.get(pupil)) pupil = next;
  const found = new Map<string, Stored>();
  const first = live.get(pupil);
  if (!first) return found;
  found.set(pupil, first);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const row of live.values())
      if (OF_A_PUPIL.includes(row.type) && namedBy(row).some((id) => found.has(id))) found.set(row.id, row);
  }
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const row of [...found.values()])
      for (const id of namedBy(row)) {
        const named = live.get(id);
        if (named) found.set(id, named);
      }
  }
  return found;
}

const namedBy = ({ fields }: Stored): string[] =>
  Object.values(JSON.parse(fields) as Fields).filter((value): value is string => typeof value === 'string');

const copiesOn = (database: Database.Database): { grantId: string; records: Copied[] }[] =>
  all<{ grantId: string; reply: string }>(database, 'SELECT grantId, reply FROM grantedCopy').map((row) => ({
    grantId: row.grantId,
    records: (JSON.parse(row.reply) as { records: Copied[] }).records,
  }));

function wrongCopies(
  state: Database.Database,
  { name, database }: WatchedDevice,
  grants: readonly Grant[],
  everOpen: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const district = districtOf(database);
  return copiesOn(database).flatMap(({ grantId, records }) => {
    const grant = grants.find(({ id }) => id === grantId);
    if (!grant || ![grant.from_district, grant.to_district].includes(district))
      return [`${name} reads records that nobody let it read`];
    const known = all<{ endedAt: string | null }>(
      database,
      'SELECT endedAt FROM readingGrant WHERE id = ?',
      grantId,
    );
    if (known.length === 0 || known[0]?.endedAt)
      return [`${name} knows of the end and has the records still`];
    return records.flatMap((record) => {
      if (!everOpen.get(grantId)?.has(record.id))
        return [`${name} reads ${record.type} ${record.id.slice(0, 6)}, which is none of the pupil's`];
      const [was] = all<{ fields: string }>(
        state,
        'SELECT fields FROM history WHERE district = ? AND id = ? AND rev = ? AND deleted = 0',
        grant.from_district,
        record.id,
        record.rev,
      );
      return was && sorted(JSON.parse(was.fields) as Fields) === sorted(record.fields)
        ? []
        : [`${name} reads ${record.type} ${record.id.slice(0, 6)} as it never was`];
    });
  });
}

/** Readers of a grant in force have what is there now; of one that has ended, nothing. */
function notAsItIs(
  { name, database }: WatchedDevice,
  grants: readonly Grant[],
  open: ReadonlyMap<string, ReadonlyMap<string, Stored>>,
): string[] {
  const copies = new Map(copiesOn(database).map(({ grantId, records }) => [grantId, records]));
  const said = (rows: Iterable<{ id: string; rev: number }>): string =>
    [...rows]
      .map(({ id, rev }) => `${id} ${rev}`)
      .sort()
      .join();
  return grants.flatMap((grant) => {
    const copy = copies.get(grant.id);
    if (grant.ended_at) return copy ? [`${name} still has what it may not read any more`] : [];
    if (!copy) return [`${name} may read and has nothing`];
    return said(copy) === said(open.get(grant.id)?.values() ?? [])
      ? []
      : [`${name} reads something else than is there now`];
  });
}
