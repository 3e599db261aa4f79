import { type RawBuilder, type SqlBool, SqliteAdapter, sql } from 'kysely';
import type { StateTransaction } from '#state-server/database/state-database.ts';

/**
 * `column` is one of these texts, bound as one value: the statement is the same for 5 and for 500, so neither Kysely
 * nor the engine reads it anew for each batch.
 */
export function oneOf(trx: StateTransaction, column: string, texts: readonly string[]): RawBuilder<SqlBool> {
  return trx.getExecutor().adapter instanceof SqliteAdapter
    ? sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(texts)}))`
    : sql<SqlBool>`${sql.ref(column)} = any(${texts})`;
}
