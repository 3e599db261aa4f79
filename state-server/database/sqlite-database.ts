import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { migrate } from '#state-server/database/migrate.ts';
import { type OnQuery, type StateDatabase, telling } from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';

/**
 * The state in one SQLite file (or ':memory:'), for a desk, a school's own try and tests. One connection, so one
 * writer; what is answered as received is on the disk (synchronous FULL).
 */
export async function openSqliteDatabase(path: string, onQuery?: OnQuery): Promise<StateDatabase> {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const file = new Database(path);
  file.pragma('journal_mode = WAL');
  file.pragma('synchronous = FULL');
  file.pragma('busy_timeout = 10000');
  file.pragma('cache_size = -65536');
  const kysely = new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }), ...telling(onQuery) });
  await migrate(kysely, 'sqlite');
  return {
    engine: 'sqlite',
    kysely,
    // Every write of ours begins with an UPDATE, so a plain BEGIN takes the write lock before it has read anything.
    inDistrict: (_district, work) => kysely.transaction().execute(work),
    acrossDistricts: (work) => kysely.transaction().execute(work),
    close: () => kysely.destroy(),
  };
}
