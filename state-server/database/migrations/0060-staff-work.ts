import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';
import { keepAsWritten } from '#state-server/database/migrations/0030-device-access.ts';

const statements = [
  // Whoever was staff before there were roles could do everything.
  `alter table staff add column role text not null default 'administrator'`,
  `create table snapshot (id text primary key, kind text not null, as_of text not null, made_at text not null,
    made_by text not null, row_count bigint not null, sha256 text not null)`,
  `create table snapshot_part (snapshot_id text not null, number integer not null, csv text not null,
    primary key (snapshot_id, number))`,
];

/** What a member of the staff may do, and frozen copies for reporting. */
export const staffWork: Migration = {
  number: 60,
  name: 'staff work',
  up: async (trx, engine) => {
    for (const statement of statements) await sql.raw(statement).execute(trx);
    if (engine === 'sqlite') await keepAsWritten(trx, ['snapshot', 'snapshot_part']);
  },
};
