import { type Kysely, sql } from 'kysely';
import { firstTables } from '#state-server/database/migrations/0010-first-tables.ts';
import { rowSecurity } from '#state-server/database/migrations/0020-row-security.ts';
import { deviceAccess } from '#state-server/database/migrations/0030-device-access.ts';
import { studentNames } from '#state-server/database/migrations/0040-student-names.ts';
import { stays } from '#state-server/database/migrations/0050-stays.ts';
import { staffWork } from '#state-server/database/migrations/0060-staff-work.ts';
import { deviceCycles } from '#state-server/database/migrations/0100-device-cycles.ts';
import { movementAnswers } from '#state-server/database/migrations/0200-movement-answers.ts';
import { packages } from '#state-server/database/migrations/0210-packages.ts';
import { narrowTables } from '#state-server/database/migrations/0300-narrow-tables.ts';
import { readingGrants } from '#state-server/database/migrations/0310-reading-grants.ts';
import { files } from '#state-server/database/migrations/0330-files.ts';
import { referenceEditions } from '#state-server/database/migrations/0340-reference-editions.ts';
import { toldDistricts } from '#state-server/database/migrations/0350-told-districts.ts';
import type { StateDatabase, StateTransaction } from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';

/** One step forward. Numbered by tens; never edited once landed. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly up: (transaction: StateTransaction, engine: StateDatabase['engine']) => Promise<void>;
}

export const migrations: readonly Migration[] = [
  firstTables,
  rowSecurity,
  deviceAccess,
  studentNames,
  stays,
  staffWork,
  deviceCycles,
  movementAnswers,
  packages,
  narrowTables,
  readingGrants,
  files,
  referenceEditions,
  toldDistricts,
];

/**
 * Brings the tables up to this build's, all steps in one transaction under a lock, so that two servers may start at
 * once. `through` stops at that step, for tests of populated databases. Throws an Error with a sentence for a database that a newer build has already changed.
 */
export async function migrate(
  kysely: Kysely<Tables>,
  engine: StateDatabase['engine'],
  through = Number.POSITIVE_INFINITY,
): Promise<void> {
  await kysely.transaction().execute(async (trx) => {
    if (engine === 'postgres') await sql`select pg_advisory_xact_lock(7102026)`.execute(trx);
    await sql`create table if not exists schema_migration (number integer primary key, name text not null, applied_at text not null)`.execute(
      trx,
    );
    // On SQLite the first write takes the lock before anything is read.
    await trx.updateTable('schema_migration').set({ number: 0 }).where('number', '<', 0).execute();
    const done = await trx.selectFrom('schema_migration').select('number').execute();
    const newest = Math.max(0, ...done.map((row) => row.number));
    const known = migrations.at(-1)?.number ?? 0;
    if (newest > known)
      throw new Error(
        `This database was changed by a newer State Edition (step ${newest}; this one knows ${known}). Update this program.`,
      );
    for (const { number, name, up } of migrations) {
      if (number <= newest || number > through) continue;
      await up(trx, engine);
      await trx
        .insertInto('schema_migration')
        .values({ number, name, applied_at: new Date().toISOString() })
        .execute();
    }
  });
}
