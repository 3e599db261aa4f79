import * as attendance from '#domain/attendance/attendance.records.ts';
import * as enrollment from '#domain/enrollment/enrollment.records.ts';
import * as marks from '#domain/marks/marks.records.ts';
import * as people from '#domain/people/people.records.ts';
import * as specialEducation from '#domain/special-education/special-education.records.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import { referencesOf } from '#state-server/sync/record-world.ts';
import { entryOf, recordOf, type StoredRecord, storedColumns } from '#state-server/sync/stored-record.ts';
import type { ChangeEntry } from '#sync/wire/changes.ts';

const IDS_AT_ONCE = 1000;

export type Part = 'permanent' | 'special-education';

/** What goes to the next school (ARM 10.55.909, MCA 20-1-213). Programs stay: meal status is nobody else's. */
const PERMANENT = namesOf(people, enrollment, attendance, marks);
const SPECIAL_EDUCATION = namesOf(specialEducation);
/** Papers of the family court are shown, never passed on by machine. */
const WITHHELD: readonly string[] = ['custodyNote'];
/** A student whom another child's record names, as a grown-up to call, does not bring that child along. */
const OF_ANOTHER: readonly string[] = ['adultId'];

function namesOf(...areas: readonly Record<string, unknown>[]): ReadonlySet<string> {
  return new Set(areas.flatMap((area) => Object.values(area).map((type) => (type as RecordType).name)));
}

/** A record of a student's part, and why it belongs to it. */
export interface ScopedRecord {
  readonly record: StoredRecord;
  readonly place: 'student' | 'hangs' | 'named';
}

/**
 * A copy of the student's records of one part, as they are now: what hangs on the person, and what those records
 * point to (school, section, guardian), so that they can be read. Call in the district's own transaction.
 */
export async function recordsToRelease(
  trx: StateTransaction,
  district: string,
  personId: string,
  part: Part,
): Promise<ChangeEntry[]> {
  return (await recordsOfPart(trx, district, personId, part)).map(({ record }) => handedOut(record));
}

/** The record as another district may have it. */
export function handedOut(record: StoredRecord): ChangeEntry {
  const fields = { ...record.fields };
  for (const name of WITHHELD) delete fields[name];
  return entryOf({ ...record, fields });
}

/** The same records with their places; none for a student who is not there. Call in the district's own transaction. */
export async function recordsOfPart(
  trx: StateTransaction,
  district: string,
  personId: string,
  part: Part,
): Promise<ScopedRecord[]> {
  const types = part === 'permanent' ? PERMANENT : SPECIAL_EDUCATION;
  const found = new Map<string, ScopedRecord>();
  for (const record of await load(trx, district, [personId]))
    found.set(record.id, { record, place: 'student' });
  for (let parents = [...found.keys()]; parents.length > 0; ) {
    const children = (await childrenOf(trx, district, parents)).filter(
      ({ id, type }) => types.has(type) && !found.has(id),
    );
    for (const child of children) found.set(child.id, { record: child, place: 'hangs' });
    parents = children.map(({ id }) => id);
  }
  for (;;) {
    const named = [...found.values()].flatMap(({ record }) => referencesOf(record).map(({ id }) => id));
    const missing = [...new Set(named)].filter((id) => !found.has(id));
    const loaded = missing.length > 0 ? await load(trx, district, missing) : [];
    if (loaded.length === 0) break;
    for (const record of loaded) found.set(record.id, { record, place: 'named' });
  }
  return [...found.values()];
}

async function load(
  trx: StateTransaction,
  district: string,
  ids: readonly string[],
): Promise<StoredRecord[]> {
  const records: StoredRecord[] = [];
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const rows = await trx
      .selectFrom('record')
      .select(storedColumns)
      .where('district', '=', district)
      .where('deleted', '=', 0)
      .where('id', 'in', ids.slice(at, at + IDS_AT_ONCE))
      .execute();
    records.push(...rows.map(recordOf));
  }
  return records;
}

async function childrenOf(
  trx: StateTransaction,
  district: string,
  parents: readonly string[],
): Promise<StoredRecord[]> {
  const ids: string[] = [];
  for (let at = 0; at < parents.length; at += IDS_AT_ONCE) {
    const rows = await trx
      .selectFrom('reference_link')
      .select('child')
      .where('district', '=', district)
      .where('target', 'in', parents.slice(at, at + IDS_AT_ONCE))
      .execute();
    ids.push(...rows.map(({ child }) => child));
  }
  const wanted = new Set(parents);
  const records = await load(trx, district, [...new Set(ids)]);
  // A link may be of a time when the child still pointed there.
  return records.filter((record) =>
    referencesOf(record).some(({ field, id }) => wanted.has(id) && !OF_ANOTHER.includes(field)),
  );
}
