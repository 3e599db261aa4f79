import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';
import { readableByReader } from '#state-server/database/migrations/0030-device-access.ts';

const statements = [
  `create table reading_grant (id text primary key, move_id text not null, part text not null, state_id text not null,
    from_district text not null, to_district text not null, from_person text not null, to_person text not null,
    begun_at text not null, begun_by text not null, role text not null, ended_at text, ended_by text, end_reason text)`,
  `create index grant_from on reading_grant (from_district) where ended_at is null`,
  `create index grant_of_person on reading_grant (from_person)`,
  `create table grant_scope (grant_id text not null, district text not null, id text not null, reader text not null,
    place text not null, primary key (grant_id, id))`,
  `create index grant_scope_record on grant_scope (district, id, reader)`,
];

/** Which district may read which records of another one (M14). */
export const readingGrants: Migration = {
  number: 310,
  name: 'reading grants',
  up: async (trx, engine) => {
    for (const statement of statements) await sql.raw(statement).execute(trx);
    if (engine === 'postgres') await wall(trx);
  },
};

async function wall(trx: Parameters<Migration['up']>[0]): Promise<void> {
  const own = sql`nullif(current_setting('app.district', true), '')`;
  for (const name of ['reading_grant', 'grant_scope']) {
    await sql`alter table ${sql.table(name)} enable row level security`.execute(trx);
    await sql`alter table ${sql.table(name)} force row level security`.execute(trx);
    await readableByReader(trx, name);
  }
  await sql`create policy both_districts on reading_grant using (from_district = ${own} or to_district = ${own})
    with check (from_district = ${own})`.execute(trx);
  await sql`create policy own_district on grant_scope using (district = ${own}) with check (district = ${own})`.execute(
    trx,
  );
  await sql`create policy read_by_grant on grant_scope for select using (reader = ${own})`.execute(trx);
  // For reading only, and only while the row of the scope is there. Policies are tried in the order of their names, so
  // that a district's own rows (own_district) never cost this look.
  await sql`create policy read_by_grant on record for select using (exists (select 1 from grant_scope as scope
    where scope.district = record.district and scope.id = record.id and scope.reader = ${own}))`.execute(trx);
}
