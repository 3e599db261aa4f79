import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';

/** Tables whose rows belong to one district. */
const DISTRICT_TABLES = ['record', 'history', 'reference_link', 'operation_answer', 'commit_nonce'] as const;

/**
 * PostgreSQL only: without `app.district` (unset, null or '') no row is seen or written, for the owner too (FORCE).
 */
export const rowSecurity: Migration = {
  number: 20,
  name: 'row security',
  up: async (trx, engine) => {
    if (engine !== 'postgres') return;
    for (const name of DISTRICT_TABLES) await wallIn(trx, name);
  },
};

/** PostgreSQL: each row of the table is seen and written by the district it names alone. */
export async function wallIn(trx: StateTransaction, name: string): Promise<void> {
  const table = sql.table(name);
  const own = sql`district = nullif(current_setting('app.district', true), '')`;
  await sql`alter table ${table} enable row level security`.execute(trx);
  await sql`alter table ${table} force row level security`.execute(trx);
  await sql`create policy own_district on ${table} using (${own}) with check (${own})`.execute(trx);
}
