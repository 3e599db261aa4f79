import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
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
  file.pragma('synchronous = FULL');
  file.pragma('busy_timeout = 10000');
  await untilFree(async () => file.pragma('journal_mode = WAL'));
  file.pragma('cache_size = -65536');
  // A batch of 500 records fills a third of SQLite's usual 4 MB, and moving the log into the file writes each page again
  // and waits for the disk twice. At 16 MB that is done a quarter as often; what is committed is on the disk either way.
  file.pragma('wal_autocheckpoint = 4000');
  return sqliteDatabaseOn(file, onQuery);
}

/** The same over a file that is open already; how it is written is its opener's business. */
export async function sqliteDatabaseOn(file: Database.Database, onQuery?: OnQuery): Promise<StateDatabase> {
  const dialect = new SqliteDialect({ database: keepingStatements(file) });
  const kysely = new Kysely<Tables>({ dialect, ...telling(onQuery) });
  await untilFree(() => migrate(kysely, 'sqlite'));
  return {
    engine: 'sqlite',
    kysely,
    // Every write of ours begins with an UPDATE, so a plain BEGIN takes the write lock before it has read anything.
    inDistrict: (_district, work) => kysely.transaction().execute(work),
    turnTo: async () => undefined,
    acrossDistricts: (work) => kysely.transaction().execute(work),
    close: () => kysely.destroy(),
  };
}

const STATEMENTS_KEPT = 100;

/**
 * Kysely prepares every statement anew, and an insert of 500 rows takes longer to read than to run. Batches repeat the
 * same texts, so the prepared ones are kept; past the limit all are let go, which only costs reading them again.
 */
function keepingStatements(file: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>();
  return {
    prepare: (text) => {
      let statement = kept.get(text);
      if (!statement) {
        if (kept.size >= STATEMENTS_KEPT) kept.clear();
        statement = file.prepare(text);
        kept.set(text, statement);
      }
      return statement;
    },
    close: () => file.close(),
  };
}

/**
 * Two programs that start at once on a new file: SQLite answers "busy" at once, without waiting, when one would have to
 * go back to what the other has written meanwhile. Then it is simply begun anew, for ten seconds at most.
 */
async function untilFree<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++)
    try {
      return await work();
    } catch (error) {
      if (tries >= 100 || !String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
}
