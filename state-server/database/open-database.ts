import { openPostgresDatabase } from '#state-server/database/postgres-database.ts';
import { openSqliteDatabase } from '#state-server/database/sqlite-database.ts';
import type { StateDatabase } from '#state-server/database/state-database.ts';

/** Opens and migrates the database at a postgres:// address or an SQLite path. */
export function openDatabase(place: string): Promise<StateDatabase> {
  return /^postgres(ql)?:\/\//.test(place) ? openPostgresDatabase(place) : openSqliteDatabase(place);
}
