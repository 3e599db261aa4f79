import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';
import { keepAsWritten, readableByReader } from '#state-server/database/migrations/0030-device-access.ts';

const statements = [
  `create table movement_answer (id text not null, from_district text not null, to_district text not null,
    says text not null, reason text, by_name text not null, at text not null)`,
  `create index movement_answer_from on movement_answer (from_district)`,
  `create index movement_answer_to on movement_answer (to_district)`,
];

/** What one district answers another about a student who moved. */
export const movementAnswers: Migration = {
  number: 200,
  name: 'movement answers',
  up: async (trx, engine) => {
    for (const statement of statements) await sql.raw(statement).execute(trx);
    if (engine === 'sqlite') return keepAsWritten(trx, ['movement_answer']);
    const own = sql`nullif(current_setting('app.district', true), '')`;
    const table = sql.table('movement_answer');
    await sql`alter table ${table} enable row level security`.execute(trx);
    await sql`alter table ${table} force row level security`.execute(trx);
    await readableByReader(trx, 'movement_answer');
    await sql`create policy both_districts on ${table} using (from_district = ${own} or to_district = ${own})
      with check (from_district = ${own})`.execute(trx);
  },
};
