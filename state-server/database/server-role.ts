import { type Kysely, sql } from 'kysely';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';

/** The PostgreSQL role the server works as, one district at a time. It owns nothing and may not log in. */
export const SERVER_ROLE = 'hi_line_state_server';
/** The role that reads all districts and writes nothing: the staff's pages and the rules between districts. */
export const READER_ROLE = 'hi_line_state_reader';

/** Tables whose rows the server adds and never changes or removes. */
const KEPT_AS_WRITTEN = [
  'history',
  'commit_nonce',
  'access_log',
  'release',
  'movement_answer',
  'snapshot',
  'snapshot_part',
  'reference_edition',
] as const;

/** Makes the roles where the cluster has none and gives them their rights. May be repeated. */
export async function grantRoles(owner: Kysely<Tables>): Promise<void> {
  await owner.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(7102026)`.execute(trx);
    for (const role of [SERVER_ROLE, READER_ROLE]) await makeRole(trx, role);
    const [server, reader] = [sql.raw(SERVER_ROLE), sql.raw(READER_ROLE)];
    await sql`grant usage on schema public to ${server}, ${reader}`.execute(trx);
    await sql`grant select, insert, update, delete on all tables in schema public to ${server}`.execute(trx);
    await sql`revoke insert, update, delete on schema_migration from ${server}`.execute(trx);
    for (const table of KEPT_AS_WRITTEN)
      await sql`revoke update, delete, truncate on ${sql.table(table)} from ${server}`.execute(trx);
    await sql`grant select on all tables in schema public to ${reader}`.execute(trx);
    // Who reads records needs no secrets.
    await sql`revoke select on server, staff, staff_session, enrollment_code, package from ${reader}`.execute(
      trx,
    );
  });
}

/** Makes a role that cannot log in, when there is none, and lets our login take it. */
export async function makeRole(trx: StateTransaction, name: string): Promise<void> {
  const role = sql.raw(name);
  // A login without CREATEROLE is right as well, when somebody made the roles and granted them to it beforehand.
  await sql`do $$ begin create role ${role} nologin;
    exception when duplicate_object or unique_violation or insufficient_privilege then null; end $$`.execute(
    trx,
  );
  await sql`do $$ begin grant ${role} to current_user;
    exception when insufficient_privilege then null; end $$`.execute(trx);
}

/**
 * Refuses to serve with a role that row-level security does not bind. Throws an Error with a sentence.
 */
export async function checkServerRole(kysely: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{
    role: string;
    free: boolean;
    owns: boolean;
  }>`select current_user as role, (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as free,
    exists (select from pg_tables where tablename = 'record' and tableowner = current_user) as owns`.execute(
    kysely,
  );
  const [found] = rows;
  if (found?.role === SERVER_ROLE && !found.free && !found.owns) return;
  throw new Error(
    `The server may not work as the PostgreSQL role "${found?.role ?? '?'}": it could look past the wall between districts. Make ${SERVER_ROLE} an ordinary role (NOSUPERUSER, NOBYPASSRLS) that owns no table.`,
  );
}
