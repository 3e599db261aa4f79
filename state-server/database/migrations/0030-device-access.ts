import { sql } from 'kysely';
import type { Migration } from '#state-server/database/migrate.ts';
import { makeRole, READER_ROLE } from '#state-server/database/server-role.ts';

const statements = [
  `alter table device add column secret_version bigint not null default 1`,
  `alter table device add column secret_pending integer not null default 0`,
  `alter table device add column call_window text not null default ''`,
  `alter table device add column calls bigint not null default 0`,
  `alter table device add column last_seen_at text`,
  `alter table device add column waiting bigint`,
  `create index device_of_district on device (district, client_id)`,
  `create table access_log (id text primary key, at text not null, caller text not null, who text not null,
    district text not null, method text not null, route text not null, subject text, status integer not null,
    ms integer not null)`,
  `create index access_by_district on access_log (district, at)`,
  `create index access_by_time on access_log (at)`,
];

/** Secrets that can be changed, calls that are counted, and a line for every access. */
export const deviceAccess: Migration = {
  number: 30,
  name: 'device access',
  up: async (trx, engine) => {
    for (const statement of statements) await sql.raw(statement).execute(trx);
    if (engine === 'postgres') await readableAcrossDistricts(trx);
    if (engine === 'sqlite') await keepAsWritten(trx, ['access_log', 'history', 'commit_nonce']);
  },
};

/** Rows that nobody changes or removes. On PostgreSQL the server's role simply lacks those rights (server-role.ts). */
export async function keepAsWritten(
  trx: Parameters<Migration['up']>[0],
  tables: readonly string[],
): Promise<void> {
  for (const table of tables)
    for (const verb of ['update', 'delete'])
      await sql
        .raw(`create trigger ${table}_no_${verb} before ${verb} on ${table}
          begin select raise(abort, '${table} is kept as written'); end`)
        .execute(trx);
}

/**
 * The reader's role sees all rows of the district tables and may only read. The role itself is made here, because a
 * policy has to name one that exists; its rights follow in server-role.ts.
 */
async function readableAcrossDistricts(trx: Parameters<Migration['up']>[0]): Promise<void> {
  await makeRole(trx, READER_ROLE);
  for (const table of ['record', 'history', 'reference_link', 'operation_answer', 'commit_nonce'])
    await readableByReader(trx, table);
}

/** `to public` with a look at who asks: a policy `to reader` would count for every login that may take that role. */
export async function readableByReader(trx: Parameters<Migration['up']>[0], table: string): Promise<void> {
  const asks = sql`current_user = ${sql.lit(READER_ROLE)}`;
  await sql`create policy all_districts on ${sql.table(table)} for select using (${asks})`.execute(trx);
}
