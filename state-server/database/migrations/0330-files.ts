import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';

const DISTRICT_TABLES = ['file', 'file_part'] as const;

/** Files that records name, in the parts in which they came; row security as for records. */
export const files: Migration = {
  number: 330,
  name: 'files',
  up: async (trx, engine) => {
    const bytes = engine === 'postgres' ? 'bytea' : 'blob';
    for (const statement of [
      `create table file (district text not null, sha256 text not null, size bigint not null, received bigint not null,
        whole integer not null, at text not null, primary key (district, sha256))`,
      `create table file_part (district text not null, sha256 text not null, start bigint not null, bytes ${bytes} not null,
        primary key (district, sha256, start))`,
    ])
      await sql.raw(statement).execute(trx);
    if (engine !== 'postgres') return;
    for (const name of DISTRICT_TABLES) {
      const table = sql.table(name);
      const own = sql`district = nullif(current_setting('app.district', true), '')`;
      await sql`alter table ${table} enable row level security`.execute(trx);
      await sql`alter table ${table} force row level security`.execute(trx);
      await sql`create policy own_district on ${table} using (${own}) with check (${own})`.execute(trx);
    }
  },
};
