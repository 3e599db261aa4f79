import { type Kysely, sql } from 'kysely';
import type { Tables } from '#state-server/database/tables.ts';

/** The PostgreSQL role the server works as. It owns nothing and may not log in. */
export const SERVER_ROLE = 'hi_line_state_server';

/** Makes the role if the cluster has none and gives it its rights. May be repeated; the login needs CREATEROLE. */
export async function grantServerRole(owner: Kysely<Tables>): Promise<void> {
  await owner.transaction().execute(async (trx) => {
    const role = sql.raw(SERVER_ROLE);
    await sql`select pg_advisory_xact_lock(7102026)`.execute(trx);
    await sql`do $$ begin create role ${role} nologin;
      exception when duplicate_object or unique_violation then null; end $$`.execute(trx);
    await sql`grant ${role} to current_user`.execute(trx);
    await sql`grant usage on schema public to ${role}`.execute(trx);
    await sql`grant select, insert, update, delete on all tables in schema public to ${role}`.execute(trx);
    await sql`revoke insert, update, delete on schema_migration from ${role}`.execute(trx);
  });
}
