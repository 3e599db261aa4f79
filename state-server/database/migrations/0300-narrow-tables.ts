import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';

/** SQLite keeps a table and its primary key apart unless told otherwise: narrow rows are then written twice. */
const NARROW = {
  reference_link: `create table reference_link (district text not null, target text not null, child text not null,
    primary key (district, target, child)) without rowid`,
  operation_answer: `create table operation_answer (district text not null, operation_id text not null,
    body_hash text not null, answer text not null, device text, device_seq bigint not null,
    primary key (district, operation_id)) without rowid`,
} as const;

const INDEXES = [`create index answer_of_device on operation_answer (district, device, device_seq)`];

/**
 * What an operation did tells its answer, so that the answer of one that was applied is not kept a second time; on
 * SQLite, narrow tables in one tree each.
 */
export const narrowTables: Migration = {
  number: 300,
  name: 'narrow tables',
  up: async (trx, engine) => {
    await sql.raw('alter table history add column body_hash text').execute(trx);
    if (engine === 'sqlite') {
      for (const [name, made] of Object.entries(NARROW)) {
        await sql.raw(`alter table ${name} rename to ${name}_before`).execute(trx);
        await sql.raw(made).execute(trx);
        await sql.raw(`insert into ${name} select * from ${name}_before`).execute(trx);
        await sql.raw(`drop table ${name}_before`).execute(trx);
      }
      for (const index of INDEXES) await sql.raw(index).execute(trx);
    }
    await sql.raw('create index history_of_operation on history (district, operation_id)').execute(trx);
  },
};
