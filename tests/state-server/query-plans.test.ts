import { randomUUID } from 'node:crypto';
import { type CompiledQuery, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import { aMove } from '#tests/state-server/support/a-move.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { anEnrollment, aSchool } from '#tests/state-server/support/records.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';

/** Tables that grow with the state. None is read from end to end by what a computer asks. */
const LARGE = [
  ...['record', 'history', 'reference_link', 'operation_answer', 'commit_nonce', 'stay', 'rejected_item'],
  ...['state_student', 'state_student_name', 'state_student_person', 'access_log', 'release'],
  ...['reading_grant', 'grant_scope'],
];

/** Rows of forty districts, so that a planner has a reason to use an index. PostgreSQL's dialect; SQLite needs none. */
const FILL = [
  `insert into district (number, name, seq, created_at) select 'F' || d, 'F', 3000, '2026' from generate_series(1, 40) d`,
  `insert into record select 'F' || d, gen_random_uuid(), 'person', 1, s, 0, null, '{}', '{}', '2026'
    from generate_series(1, 40) d, generate_series(1, 3000) s`,
  `insert into history select district, id, type, rev, seq, 0, null, '{}', '{}', 'create', '[]', id, 'district', null,
    'x', '2026', 'r' from record where district like 'F%'`,
  `insert into reference_link select district, gen_random_uuid(), id from record where district like 'F%'`,
  `insert into operation_answer select district, id, 'h', '{}', 'd', seq from record where district like 'F%'`,
  `insert into commit_nonce select district, seq, 'n', '2026' from record where district like 'F%'`,
  `insert into stay select district, id, gen_random_uuid(), 's', '03', 'P', '2026-08-26', null, null, 1, '2026'
    from record where district like 'F%'`,
  `insert into rejected_item select district, id, 'person', id, 'r', '[]', 's', null, '2026', '2026'
    from record where district like 'F%' and seq < 500`,
  `insert into release select id, 'permanent', district, 'F' || (seq % 40), 's', id, id, 'x', 'r', '2026', '[]', 'h'
    from record where district like 'F%' and seq < 500`,
  `insert into reading_grant select id, 'm', 'permanent', 's', district, 'F' || (seq % 40), id, id, '2026', 'x', 'r', '2026',
    null, null from record where district like 'F%' and seq < 500`,
  `insert into grant_scope select 'g' || (seq % 500), district, id, 'F' || (seq % 40), 'hangs' from record
    where district like 'F%'`,
  `insert into state_student select 'S' || s, 'k', 'L', 'F', null, '2010-01-01', null, '2026', null
    from generate_series(1, 60000) s`,
  `insert into state_student_name select 'S' || s, 'L', 'F', 'l' || (s % 900), 'f' || (s % 900),
    to_char(date '2008-01-01' + s % 4000, 'YYYY-MM-DD') from generate_series(1, 60000) s`,
  `insert into state_student_person select 'F' || (s % 40 + 1), gen_random_uuid(), 'S' || s
    from generate_series(1, 60000) s`,
  `analyze`,
];

describe.each(engines)('query plans on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  const heard: CompiledQuery[] = [];
  beforeAll(async () => {
    engine = await startEngine(name);
    const place = await engine.newPlace('postgres');
    world = await openStateWorld(place, (query) => heard.push(query));
    if (name === 'postgres') {
      const client = new pg.Client({ connectionString: place });
      await client.connect();
      for (const statement of FILL) await client.query(statement);
      await client.end();
    }
  }, 120_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  /** The engine's plan for a statement as it was run. */
  async function planOf(trx: StateTransaction, query: CompiledQuery): Promise<string> {
    const word = name === 'postgres' ? 'explain ' : 'explain query plan ';
    const { rows } = await trx.executeQuery<Record<string, unknown>>({ ...query, sql: word + query.sql });
    return rows.map((row) => String(row['QUERY PLAN'] ?? row.detail)).join('\n');
  }

  const readsAll = (plan: string) =>
    LARGE.filter((table) => new RegExp(`(?:Seq Scan on|SCAN) "?${table}"?(?![\\w])`).test(plan));

  test('nothing a computer asks reads a large table from end to end', async () => {
    const device = await world.newDevice('0901');
    const school = await aSchool(device);
    const enrollment = anEnrollment(school);
    heard.length = 0;
    await device.change(enrollment);
    const update = { type: 'enrollment', id: enrollment.id ?? '', kind: 'update', baseRev: 1 } as const;
    await device.change({ ...update, fields: { grade: '04' } });
    await device.change({ ...update, kind: 'delete', baseRev: 2, fields: {} });
    const { cursor } = await device.pull();
    await device.page({ since: cursor });
    await device.send([], 2);
    await device.get('/v1/digest');
    await device.get(`/v1/records/enrollment/${enrollment.id}/history`);
    const who = { lastName: 'Quist', firstName: 'Anne', birthDate: '2014-02-03' };
    await device.post('/v1/students/match', who);
    const ids = { operationId: randomUUID(), deviceSeq: device.nextSeq(), personId: school.studentId };
    const { stateId } = (await device.post('/v1/students', { ...who, ...ids })).json();
    await device.get(`/v1/students/${stateId}/stays`);
    await device.get('/v1/movements');
    const other = await world.newDevice('0902');
    const move = await aMove(device, other, '2012-02-03');
    const [told] = (await other.get('/v1/movements')).json().movements;
    const once = () => ({ operationId: randomUUID(), deviceSeq: device.nextSeq(), by: 'A' });
    const part = { part: 'permanent', role: 'secretary' };
    const begun = await device.post(`/v1/movements/${told.id}/grant`, { ...once(), ...part });
    const { grantId } = begun.json();
    await device.change({ ...move.old, kind: 'update', baseRev: 1, fields: { grade: '05' } });
    expect((await other.get(`/v1/grants/${grantId}/records?role=viewer`)).json().records).not.toEqual([]);
    await device.post(`/v1/grants/${grantId}/end`, once());

    const queries = heard.filter(({ sql: text }) => /^(select|update|delete|with)/i.test(text));
    const asked = new Map(queries.map((query) => [query.sql, query]));
    expect(asked.size).toBeGreaterThan(25);
    const bad: string[] = [];
    for (const query of asked.values()) {
      if (/schema_migration|set_config/.test(query.sql)) continue;
      const plan = await world.database.inDistrict('0901', (trx) => planOf(trx, query));
      if (readsAll(plan).length > 0) bad.push(`${query.sql}\n${plan}`);
    }
    expect(bad).toEqual([]);
  });

  test('the check would notice a table read from end to end', async () => {
    const all = sql`select count(*) from record where fields = 'x'`.compile(world.database.kysely);
    const plan = await world.database.inDistrict('F1', (trx) => planOf(trx, all));
    if (name === 'sqlite') expect(readsAll(plan)).toEqual(['record']);
    const everyone = sql`select count(*) from state_student_name where last_name = 'x'`;
    const wide = await world.database.inDistrict('F1', (trx) =>
      planOf(trx, everyone.compile(world.database.kysely)),
    );
    expect(readsAll(wide)).toEqual(['state_student_name']);
  });
});
