import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';

const statements = [
  `alter table device add column cycle_nonce text`,
  `alter table device add column cycle_before text`,
  `alter table device add column made_from text`,
  `alter table device add column made_request text`,
  `create unique index device_made on device (made_from, made_request)`,
  `create table epoch_start (epoch text not null, district text not null, seq bigint not null, number bigint not null,
    primary key (epoch, district))`,
];

/** Which cycle of a computer is its newest, computers made from another, and where the epoch began in each stream. */
export const deviceCycles: Migration = {
  number: 100,
  name: 'device cycles',
  up: async (trx) => {
    for (const statement of statements) await sql.raw(statement).execute(trx);
  },
};
