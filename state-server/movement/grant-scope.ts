import { oneOf } from '#state-server/database/one-of.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';
import { recordsOfPart } from '#state-server/movement/permanent-record.ts';
import type { Effect } from '#state-server/sync/decide-batch.ts';
import { referencesOf } from '#state-server/sync/record-world.ts';

type Grant = Tables['reading_grant'];
type ScopeRow = Tables['grant_scope'];

const ROWS_AT_ONCE = 1000;

/**
 * Keeps what each grant in force opens in step with a commit of the district that has the records, in its transaction:
 * a new mark of the student comes into scope, one that was moved to somebody else goes out. Costs one look for a
 * district that grants nothing.
 */
export async function followScopes(
  trx: StateTransaction,
  district: string,
  effects: readonly Effect[],
): Promise<void> {
  if (effects.length === 0) return;
  const grants = await trx
    .selectFrom('reading_grant')
    .selectAll()
    .where('from_district', '=', district)
    .where('ended_at', 'is', null)
    .execute();
  if (grants.length === 0) return;
  const changed = new Set(effects.map(({ record }) => record.id));
  const parents = new Set(effects.flatMap(({ record }) => referencesOf(record).map(({ id }) => id)));
  const touched = await trx
    .selectFrom('grant_scope')
    .select(['grant_id', 'id', 'place'])
    .where('district', '=', district)
    .where(oneOf(trx, 'id', [...new Set([...changed, ...parents])]))
    .execute();
  // What points to a school in scope is no business of the student's; what points to the student is.
  const affected = new Set(
    touched
      .filter(({ id, place }) => changed.has(id) || (parents.has(id) && place !== 'named'))
      .map((row) => row.grant_id),
  );
  for (const grant of grants) if (affected.has(grant.id)) await writeScope(trx, grant);
}

/** Writes which records the grant opens now. Call in the transaction, and as the district, that has the records. */
export async function writeScope(trx: StateTransaction, grant: Grant): Promise<void> {
  const { id: grantId, from_district: district, to_district: reader, part } = grant;
  const student = await whoStayed(trx, district, grant.from_person);
  const wanted = new Map(
    (await recordsOfPart(trx, district, student, part)).map(({ record, place }) => [record.id, place]),
  );
  const before = await trx
    .selectFrom('grant_scope')
    .select(['id', 'place'])
    .where('grant_id', '=', grantId)
    .execute();
  const gone = before.filter(({ id, place }) => wanted.get(id) !== place).map(({ id }) => id);
  const kept = new Set(before.map(({ id }) => id).filter((id) => !gone.includes(id)));
  if (gone.length > 0)
    await trx
      .deleteFrom('grant_scope')
      .where('grant_id', '=', grantId)
      .where(oneOf(trx, 'id', gone))
      .execute();
  const rows: ScopeRow[] = [...wanted]
    .filter(([id]) => !kept.has(id))
    .map(([id, place]) => ({ grant_id: grantId, district, id, reader, place }));
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await trx
      .insertInto('grant_scope')
      .values(rows.slice(at, at + ROWS_AT_ONCE))
      .execute();
}

/** The student, also when the district has joined that person with another one since. */
async function whoStayed(trx: StateTransaction, district: string, personId: string): Promise<string> {
  const seen = new Set<string>();
  for (let id = personId; !seen.has(id); ) {
    seen.add(id);
    const row = await trx
      .selectFrom('record')
      .select('moved_to')
      .where('district', '=', district)
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row?.moved_to) return id;
    id = row.moved_to;
  }
  return personId;
}
