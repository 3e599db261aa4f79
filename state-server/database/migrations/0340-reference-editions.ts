import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';
import { keepAsWritten } from '#state-server/database/migrations/0030-device-access.ts';

/** Lists, layouts and rules that the state publishes for every district: added to, never changed. */
export const referenceEditions: Migration = {
  number: 340,
  name: 'reference editions',
  up: async (trx, engine) => {
    await sql`create table reference_edition (name text not null, from_year integer not null, number integer not null,
      value text, version text not null, at text not null, by_name text not null,
      primary key (name, from_year, number))`.execute(trx);
    if (engine === 'sqlite') await keepAsWritten(trx, ['reference_edition']);
  },
};
