import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migrate } from '#state-server/database/migrate.ts';
import { checkServerRole, grantRoles, READER_ROLE, SERVER_ROLE } from '#state-server/database/server-role.ts';
import {
  type OnQuery,
  type StateDatabase,
  type StateTransaction,
  telling,
} from '#state-server/database/state-database.ts';
import type { Tables } from '#state-server/database/tables.ts';

const INT8 = 20;
/** Connections of one server process. */
const CONNECTIONS = 10;

/**
 * The state on PostgreSQL. The login of the address owns the tables and migrates them; the server itself works as a
 * role that owns nothing, so that row-level security holds for it too (M17), also when the login is a superuser.
 */
export async function openPostgresDatabase(url: string, onQuery?: OnQuery): Promise<StateDatabase> {
  const owner = connect(url, 1);
  try {
    await migrate(owner, 'postgres');
    await grantRoles(owner);
  } finally {
    await owner.destroy();
  }
  const kysely = connect(url, CONNECTIONS, SERVER_ROLE, onQuery);
  try {
    await checkServerRole(kysely);
  } catch (error) {
    await kysely.destroy();
    throw error;
  }
  return {
    engine: 'postgres',
    kysely,
    inDistrict: (district, work, options) =>
      kysely
        .transaction()
        .setIsolationLevel(options?.snapshot ? 'repeatable read' : 'read committed')
        .execute(async (transaction) => {
          await turnTo(transaction, district);
          return work(transaction);
        }),
    turnTo,
    acrossDistricts: (work) =>
      kysely
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (transaction) => {
          await sql`set local role ${sql.raw(READER_ROLE)}`.execute(transaction);
          return work(transaction);
        }),
    close: () => kysely.destroy(),
  };
}

async function turnTo(transaction: StateTransaction, district: string): Promise<void> {
  await sql`select set_config('app.district', ${district}, true)`.execute(transaction);
}

function connect(url: string, max: number, role?: string, onQuery?: OnQuery): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: {
      // Counters are bigint and stay far below 2^53.
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === INT8
          ? Number
          : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  return new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (connection) => {
        if (role) await connection.executeQuery(CompiledQuery.raw(`set role ${role}`));
      },
    }),
    ...telling(onQuery),
  });
}
