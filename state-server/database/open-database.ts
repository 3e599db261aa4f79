import { openPostgresDatabase } from '#state-server/database/postgres-database.ts';
import { openSqliteDatabase } from '#state-server/database/sqlite-database.ts';
import type { OnQuery, StateDatabase } from '#state-server/database/state-database.ts';

/**
 * Opens and migrates the database at a postgres:// address or an SQLite path. `onQuery` hears every statement that is
 * run; it carries values, so it is for tests of query plans and never for a log.
 */
export function openDatabase(place: string, onQuery?: OnQuery): Promise<StateDatabase> {
  return /^postgres(ql)?:\/\//.test(place)
    ? openPostgresDatabase(place, onQuery)
    : openSqliteDatabase(place, onQuery);
}
