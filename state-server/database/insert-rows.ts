import { CompiledQuery } from 'kysely';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';

/** An insert as Kysely builds it, with its conflict clause. */
interface Insert {
  compile(): CompiledQuery;
}

/** Texts by engine and by what they insert into how many rows. */
const texts = new WeakMap<object, Map<string, string>>();
const TEXTS_KEPT = 200;

/**
 * Runs one INSERT of many rows. Building and compiling that of 500 rows takes Kysely as long as running it, and batches
 * repeat it, so the text is kept by table and number of rows; `build` writes it once, with the rows' keys as columns.
 * All rows have the same keys in the same order, and the statement binds nothing but their values.
 */
export async function insertRows<Row extends object>(
  trx: StateTransaction,
  table: keyof Tables,
  rows: readonly Row[],
  build: (rows: readonly Row[]) => Insert,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const engine = trx.getExecutor().adapter.constructor;
  const kept = texts.get(engine) ?? new Map<string, string>();
  texts.set(engine, kept);
  const name = `${table} ${rows.length} ${Object.keys(first).join()}`;
  let text = kept.get(name);
  if (text === undefined) {
    if (kept.size >= TEXTS_KEPT) kept.clear();
    text = build(rows).compile().sql;
    kept.set(name, text);
  }
  await trx.executeQuery(
    CompiledQuery.raw(
      text,
      rows.flatMap((row) => Object.values(row) as unknown[]),
    ),
  );
}
