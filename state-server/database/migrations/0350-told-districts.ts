import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';

/** The districts that a computer's file had when it was enrolled: known before its first records come. */
export const toldDistricts: Migration = {
  number: 350,
  name: 'told districts',
  up: async (trx) => {
    await sql`alter table device add column districts text`.execute(trx);
  },
};
