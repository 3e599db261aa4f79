import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';
import { keepAsWritten, readableByReader } from '#state-server/database/migrations/0030-device-access.ts';
import { type StayRow, stayOf } from '#state-server/movement/stay.ts';
import { recordOf, storedColumns } from '#state-server/sync/stored-record.ts';

const statements = [
  `create table stay (district text not null, enrollment_id text not null, person_id text not null,
    school_id text not null, grade text not null, service_type text not null, start_date text not null,
    end_date text, end_status text, counts integer not null, received_at text not null,
    primary key (district, enrollment_id))`,
  `create index stay_of_person on stay (district, person_id)`,
  `create table release (id text not null, part text not null, from_district text not null, to_district text not null,
    state_id text not null, from_person text not null, to_person text not null, released_by text not null,
    role text not null, released_at text not null, records text not null, sha256 text not null,
    primary key (id, part))`,
  `create index release_from on release (from_district)`,
  `create index release_to on release (to_district)`,
  `create table rejected_item (district text not null, operation_id text not null, type text not null,
    record_id text not null, rule text not null, fields text not null, sentence text not null, device text,
    at text not null, settled_at text, primary key (district, operation_id))`,
  `create index rejected_open on rejected_item (district, record_id) where settled_at is null`,
];

/** Where each student is enrolled, in one shape for all districts; records released; changes refused. */
export const stays: Migration = {
  number: 50,
  name: 'stays',
  up: async (trx, engine) => {
    for (const statement of statements) await sql.raw(statement).execute(trx);
    const districts = await trx.selectFrom('district').select('number').execute();
    for (const { number } of districts) {
      // Row-level security binds the owner too: one district at a time.
      if (engine === 'postgres') await sql`select set_config('app.district', ${number}, true)`.execute(trx);
      await fill(trx, number);
    }
    if (engine === 'sqlite') await keepAsWritten(trx, ['release']);
    else await wall(trx);
  },
};

async function fill(trx: Parameters<Migration['up']>[0], district: string): Promise<void> {
  const rows = await trx
    .selectFrom('record')
    .select([...storedColumns, 'updated_at'])
    .where('district', '=', district)
    .where('type', '=', 'enrollment')
    .where('deleted', '=', 0)
    .execute();
  const found: StayRow[] = rows.flatMap((row) => stayOf(district, recordOf(row), row.updated_at) ?? []);
  for (let at = 0; at < found.length; at += 1000)
    await trx
      .insertInto('stay')
      .values(found.slice(at, at + 1000))
      .execute();
}

async function wall(trx: Parameters<Migration['up']>[0]): Promise<void> {
  const own = sql`nullif(current_setting('app.district', true), '')`;
  for (const name of ['stay', 'rejected_item', 'release']) {
    const table = sql.table(name);
    await sql`alter table ${table} enable row level security`.execute(trx);
    await sql`alter table ${table} force row level security`.execute(trx);
    await readableByReader(trx, name);
    if (name !== 'release')
      await sql`create policy own_district on ${table} using (district = ${own}) with check (district = ${own})`.execute(
        trx,
      );
  }
  // Both districts read what was released; only the one it comes from writes it.
  await sql`create policy both_districts on release using (from_district = ${own} or to_district = ${own})
    with check (from_district = ${own})`.execute(trx);
}
