import type Database from 'better-sqlite3';
import { all, type WatchedDevice } from '#scripts/simulating/oracle-tables.ts';

interface Release {
  readonly id: string;
  readonly part: string;
  readonly from_district: string;
  readonly to_district: string;
  readonly records: string;
}

/** Kinds whose ids are thrown by chance, so that one that turns up in two districts has come from the other. */
const OWN_IDS = ['person', 'phone', 'enrollment', 'school', 'calendar', 'district'];

/**
 * No district receives or changes what is not its own (M14): only what was handed over to it, as it was then, and apart
 * from its own records.
 */
export function isolated(
  state: Database.Database,
  ours: readonly WatchedDevice[],
  { nextDoor, onlooker }: { readonly nextDoor: WatchedDevice; readonly onlooker: WatchedDevice },
  handedOver: Map<string, string>,
): string[] {
  const releases = all<Release>(state, 'SELECT id, part, from_district, to_district, records FROM release');
  const districts = [ours, [nextDoor], [onlooker]];
  return [
    ...strangersAmongUs(districts),
    ...changedSince(releases, handedOver),
    ...districts
      .flat()
      .flatMap((device) => [...wronglyReceived(device, releases), ...wronglyTold(state, device)]),
  ];
}

function strangersAmongUs(districts: readonly (readonly WatchedDevice[])[]): string[] {
  const owner = new Map<string, number>();
  const broken: string[] = [];
  districts.forEach((devices, district) => {
    for (const { name, database } of devices)
      for (const id of idsOn(database)) {
        const known = owner.get(id) ?? district;
        owner.set(id, known);
        if (known !== district)
          broken.push(`${name} has ${id.slice(0, 6)} of another district among its own`);
      }
  });
  return broken;
}

const idsOn = (database: Database.Database): string[] =>
  OWN_IDS.flatMap((type) =>
    all<{ id: string }>(
      database,
      `SELECT id FROM "${type}" UNION SELECT id FROM syncBase WHERE type = '${type}'
        UNION SELECT id FROM syncOutgoing WHERE type = '${type}' UNION SELECT id FROM syncQuarantine WHERE type = '${type}'`,
    ).map(({ id }) => id),
  );

/** A copy that was handed over stays what it was. */
function changedSince(releases: readonly Release[], handedOver: Map<string, string>): string[] {
  return releases.flatMap(({ id, part, records }) => {
    const before = handedOver.get(`${id} ${part}`) ?? records;
    handedOver.set(`${id} ${part}`, before);
    return before === records ? [] : [`the copy of ${id.slice(0, 6)} changed after it was handed over`];
  });
}

export const districtOf = (database: Database.Database): string =>
  all<{ number: string }>(
    database,
    "SELECT json_extract(value, '$.districtNumber') AS number FROM syncState WHERE name = 'connection'",
  )[0]?.number ?? '';

/** Whoever has a copy is one of its two districts, and has it word for word. */
function wronglyReceived({ name, database }: WatchedDevice, releases: readonly Release[]): string[] {
  const district = districtOf(database);
  return all<{ id: string; part: string; reply: string }>(
    database,
    'SELECT id, part, reply FROM receivedRecords',
  ).flatMap(({ id, part, reply }) => {
    const release = releases.find((one) => one.id === id && one.part === part);
    if (!release) return [`${name} has records of ${id.slice(0, 6)} that nobody handed over`];
    if (![release.from_district, release.to_district].includes(district))
      return [`${name} has records that were handed to another district`];
    const got = JSON.stringify((JSON.parse(reply) as { records: unknown }).records);
    return got === release.records ? [] : [`${name} has other records than were handed over`];
  });
}

/** A district hears of moves of its own people only. */
function wronglyTold(state: Database.Database, { name, database }: WatchedDevice): string[] {
  const district = districtOf(database);
  return all<{ move: string }>(database, 'SELECT move FROM stateMove WHERE gone = 0').flatMap(({ move }) => {
    const { personId, other } = JSON.parse(move) as { personId: string; other: { districtNumber: string } };
    const ours = all(state, 'SELECT 1 FROM history WHERE district = ? AND id = ?', district, personId);
    return ours.length > 0 && other.districtNumber !== district
      ? []
      : [`${name} is told of a move that is not one of its own people`];
  });
}
