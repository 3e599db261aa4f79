import Database from 'better-sqlite3';
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate, migrations } from '#state-server/database/migrate.ts';
import { openDatabase } from '#state-server/database/open-database.ts';
import type { Tables } from '#state-server/database/tables.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { startStateProcess } from '#tests/state-server/support/state-process.ts';

describe.each(engines)('migrations on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(name);
  }, 60_000);
  afterAll(() => engine?.stop());

  const open = (place: string): Kysely<Tables> =>
    new Kysely<Tables>({
      dialect:
        name === 'sqlite'
          ? new SqliteDialect({ database: new Database(place) })
          : new PostgresDialect({ pool: new pg.Pool({ connectionString: place, max: 1 }) }),
    });

  /** Rows as step 20 knew them. */
  async function populate(kysely: Kysely<Tables>): Promise<void> {
    if (name === 'postgres') await sql`select set_config('app.district', '0123', false)`.execute(kysely);
    const fields = JSON.stringify({
      studentId: '7e2b8a4c-0000-4000-8000-000000000002',
      schoolId: '7e2b8a4c-0000-4000-8000-000000000003',
      calendarId: '7e2b8a4c-0000-4000-8000-000000000004',
      ...{ grade: '03', serviceType: 'P', startDate: '2026-08-26', noShow: 0 },
      ...{ stateExclude: 0, extracurricularOnly: 0 },
    });
    const id = '7e2b8a4c-0000-4000-8000-000000000001';
    for (const statement of [
      `insert into server values (1, 'server', 'epoch', 'c2VjcmV0', 'c2VlZA==', 1)`,
      `insert into district values ('0123', 'Prairie', 1, '2026-09-01T00:00:00.000Z', '2026-08-01T00:00:00.000Z')`,
      `insert into device (client_id, district, name, created_at, acked_through)
        values ('device', '0123', 'Office', '2026-08-01T00:00:00.000Z', 3)`,
      `insert into record values ('0123', '${id}', 'enrollment', 1, 1, 0, null, '${fields}', '{}', '2026-09-01T00:00:00.000Z')`,
      `insert into history values ('0123', '${id}', 'enrollment', 1, 1, 0, null, '${fields}', '{}', 'create', '[]',
        'op', 'district', 'device', 'Office', '2026-09-01T00:00:00.000Z', 'AAAA-BBBB')`,
      `insert into state_student values ('100000001', 'k', 'Larsen', 'Anne', null, '2014-02-03', 'F', '2026-08-01T00:00:00.000Z')`,
      `insert into state_student_person values ('0123', '7e2b8a4c-0000-4000-8000-000000000002', '100000001')`,
      `insert into staff values ('s', 'Reviewer', 'hash', 0, null)`,
    ])
      await sql.raw(statement).execute(kysely);
  }

  test('every step leads a populated database to the newest one, and loses nothing', async () => {
    expect(migrations.map(({ number }) => number % 10)).toEqual(migrations.map(() => 0));
    for (const { number } of migrations.filter((step) => step.number >= 20)) {
      const place = await engine.newPlace();
      const kysely = open(place);
      await migrate(kysely, name, 20);
      await populate(kysely);
      await migrate(kysely, name, number);
      await kysely.destroy();
      const database = await openDatabase(place);
      const rows = await database.inDistrict('0123', (trx) =>
        trx.selectFrom('record').selectAll().where('district', '=', '0123').execute(),
      );
      expect(rows).toHaveLength(1);
      const device = await database.kysely.selectFrom('device').selectAll().executeTakeFirst();
      expect(device).toMatchObject({ acked_through: 3, secret_version: 1, calls: 0 });
      const names = await database.kysely.selectFrom('state_student_name').selectAll().execute();
      expect(names).toMatchObject([{ last_name: 'Larsen', sound_last: 'l625' }]);
      const stays = await database.inDistrict('0123', (trx) => trx.selectFrom('stay').selectAll().execute());
      expect(stays).toMatchObject([{ grade: '03', counts: 1, start_date: '2026-08-26' }]);
      await database.close();
    }
  });

  test('two servers that start at once on a new database bring it up once', async () => {
    const place = await engine.newPlace();
    const both = await Promise.all([startStateProcess(place), startStateProcess(place)]);
    for (const server of both) expect((await fetch(`${server.url}/v1/identity`)).status).toBe(200);
    await Promise.all(both.map((server) => server.stop()));
    const kysely = open(place);
    const done = await kysely.selectFrom('schema_migration').select('number').execute();
    expect(done).toHaveLength(migrations.length);
    await kysely.destroy();
  });

  test('a database from the future is refused and stays as it is', async () => {
    const place = await engine.newPlace();
    await (await openDatabase(place)).close();
    const kysely = open(place);
    const future = { number: 9990, name: 'of a newer build', applied_at: '2030-01-01' };
    await kysely.insertInto('schema_migration').values(future).execute();
    await kysely.destroy();
    await expect(openDatabase(place)).rejects.toThrow(/newer State Edition .*Update this program/);
  });
});
