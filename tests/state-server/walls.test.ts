import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextSecretReply } from '#sync/wire/identity.ts';
import { PROTOCOL_HEADER, WAITING_HEADER } from '#sync/wire/protocol.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { anEnrollment, aPerson, aSchool } from '#tests/state-server/support/records.ts';
import { routesOf } from '#tests/state-server/support/routes.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';
import { TestDevice } from '#tests/state-server/support/test-device.ts';

describe.each(engines)('the wall between districts on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  let [mine, theirs] = [{} as TestDevice, {} as TestDevice];
  let school = {} as Awaited<ReturnType<typeof aSchool>>;
  const enrollmentId = randomUUID();
  let stateId = '';
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
    [mine, theirs] = [await world.newDevice('0401'), await world.newDevice('0402')];
    school = await aSchool(theirs);
    await theirs.change({ ...anEnrollment(school), id: enrollmentId });
    const asked = { lastName: 'Quillfeather', firstName: 'Tansy', birthDate: '2014-02-03' };
    const body = { operationId: randomUUID(), deviceSeq: theirs.nextSeq(), personId: school.studentId };
    stateId = (await theirs.post('/v1/students', { ...body, ...asked })).json().stateId;
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  /** What a token of district 0401 gets at each call when it asks for what is 0402's. */
  const attempts: Record<string, () => Promise<void>> = {
    'GET /v1/identity': async () =>
      expect((await mine.get('/v1/identity')).json()).toMatchObject({ district: { number: '0401' } }),
    'GET /v1/changes': async () => {
      expect((await mine.pull()).entries).toEqual([]);
      const { cursor } = await theirs.pull();
      expect((await mine.get(`/v1/changes?since=${cursor}`)).statusCode).toBe(410);
    },
    'POST /v1/cycle': async () => {
      const { epoch } = mine.enrolled;
      const cycle = { epoch, last: null, proposed: randomUUID() };
      expect((await mine.post('/v1/cycle', cycle)).json()).toMatchObject({ district: { number: '0401' } });
      // The other computer's own chain of cycles goes on from where it was.
      expect((await theirs.post('/v1/cycle', { ...cycle, proposed: randomUUID() })).statusCode).toBe(200);
    },
    'POST /v1/devices/again': async () => {
      const made = (await mine.post('/v1/devices/again', { requestId: randomUUID() })).json();
      expect(made).toMatchObject({ districtNumber: '0401' });
      const other = new TestDevice(world.app, { ...theirs.enrolled, ...made });
      expect(await other.signIn()).toBe(200);
      expect((await other.pull()).entries).toEqual([]);
    },
    'GET /v1/records/:type/:id': async () =>
      expect((await mine.get(`/v1/records/enrollment/${enrollmentId}`)).statusCode).toBe(404),
    'POST /v1/operations': async () => {
      const change = { type: 'enrollment', id: enrollmentId, kind: 'update', baseRev: 1 } as const;
      expect(await mine.change({ ...change, fields: { grade: '04' } })).toMatchObject({
        outcome: 'rejected',
        rule: 'record.unknown',
      });
      expect(await mine.change({ ...change, kind: 'delete', fields: {} })).toMatchObject({
        outcome: 'rejected',
      });
      expect(await mine.change(anEnrollment(school))).toMatchObject({ outcome: 'blocked' });
    },
    'GET /v1/digest': async () => {
      expect((await mine.get('/v1/digest')).json().types).toEqual({});
      const bucket = await mine.get('/v1/digest?type=enrollment&bucket=00');
      expect(bucket.json().records).toEqual([]);
    },
    'GET /v1/records/:type/:id/history': async () =>
      expect((await mine.get(`/v1/records/enrollment/${enrollmentId}/history`)).statusCode).toBe(404),
    'POST /v1/devices/secret': async () => {
      const { clientSecret } = nextSecretReply.parse((await mine.post('/v1/devices/secret', {})).json());
      const other = new TestDevice(world.app, { ...theirs.enrolled, clientSecret });
      expect(await other.signIn()).toBe(401);
    },
    // That not even the same bytes are given or taken for another district's record is in files.test.ts.
    'GET /v1/files/:sha256': async () =>
      expect((await mine.get(`/v1/files/${'0'.repeat(64)}`)).statusCode).toBe(404),
    'POST /v1/files/:sha256': async () => {
      const part = { size: 1, start: 0, bytes: 'AA==' };
      expect((await mine.post(`/v1/files/${'0'.repeat(64)}`, part)).statusCode).toBe(404);
    },
    // The search of the state's students is open to every district: without it one person would get two State IDs.
    // It needs names and birth date, and shows what the asker wrote and the State ID.
    'POST /v1/students/match': async () => {
      const asked = { lastName: 'Quillfeather', firstName: 'Tansy', birthDate: '2014-02-04' };
      const shown = (await mine.post('/v1/students/match', { ...asked, birthDate: '2001-01-01' })).body;
      expect(shown).not.toContain(stateId);
    },
    // A State ID of somebody else cannot be claimed by knowing it.
    'POST /v1/students': async () => {
      const who = { lastName: 'Other', firstName: 'Name', birthDate: '2010-01-01', sameAs: stateId };
      const ids = { operationId: randomUUID(), deviceSeq: mine.nextSeq(), personId: randomUUID() };
      expect((await mine.post('/v1/students', { ...who, ...ids })).json()).toMatchObject({
        outcome: 'rejected',
      });
    },
    'GET /v1/students/:stateId/stays': async () =>
      expect((await mine.get(`/v1/students/${stateId}/stays`)).statusCode).toBe(404),
    // That a released record opens to nobody but its two districts is in movement.test.ts.
    'GET /v1/movements': async () =>
      expect((await mine.get('/v1/movements')).json()).toEqual({ movements: [] }),
    'POST /v1/movements/:id/answer': async () => {
      const body = { operationId: randomUUID(), deviceSeq: mine.nextSeq(), says: 'declined', by: 'A' };
      expect((await mine.post(`/v1/movements/${randomUUID()}/answer`, body)).statusCode).toBe(404);
    },
    'POST /v1/movements/:id/release': async () => {
      const ids = { operationId: randomUUID(), deviceSeq: mine.nextSeq() };
      const body = { ...ids, part: 'permanent', releasedBy: 'A', role: 'secretary' };
      expect((await mine.post(`/v1/movements/${randomUUID()}/release`, body)).statusCode).toBe(404);
    },
    'POST /v1/movements/:id/grant': async () => {
      const ids = { operationId: randomUUID(), deviceSeq: mine.nextSeq() };
      const body = { ...ids, part: 'permanent', by: 'A', role: 'secretary' };
      expect((await mine.post(`/v1/movements/${randomUUID()}/grant`, body)).statusCode).toBe(404);
    },
    // That a grant opens to nobody but its two districts, and is ended by the one that has the records, is in grants.test.ts.
    'POST /v1/grants/:id/end': async () => {
      const body = { operationId: randomUUID(), deviceSeq: mine.nextSeq(), by: 'A' };
      expect((await mine.post(`/v1/grants/${randomUUID()}/end`, body)).statusCode).toBe(404);
    },
    'GET /v1/grants/:id/records': async () =>
      expect((await mine.get(`/v1/grants/${randomUUID()}/records?role=principal`)).statusCode).toBe(404),
    // Lists and rules are for every district alike, and carry nothing of any.
    'GET /v1/reference': async () =>
      expect((await mine.get('/v1/reference?endYear=2027')).json()).toEqual({ sets: [] }),
    'GET /v1/reference/:name': async () =>
      expect((await mine.get('/v1/reference/collections?endYear=2027')).statusCode).toBe(404),
    'GET /v1/movements/:id/records': async () =>
      expect((await mine.get(`/v1/movements/${randomUUID()}/records?role=principal`)).statusCode).toBe(404),
  };

  test.each(Object.keys(attempts))('%s gives and changes nothing of another district', async (route) => {
    const before = await theirs.pull();
    await attempts[route]?.();
    expect((await theirs.pull()).entries).toEqual(before.entries);
  });

  test('no call of a computer is left out above, and each needs a token', async () => {
    const open = ['POST /oauth/token', 'POST /v1/devices'];
    const routes = routesOf(world.app).filter((route) => !/ \/v1\/staff\/| \/staff| \/$/.test(route));
    expect(routes.filter((route) => !open.includes(route)).sort()).toEqual(Object.keys(attempts).sort());
    for (const route of Object.keys(attempts)) {
      const [method, path] = route.split(' ');
      const url = path?.replace(/:\w+/g, randomUUID()) ?? '';
      const headers = { [PROTOCOL_HEADER]: '1', authorization: 'Bearer nonsense' };
      const reply = await world.app.inject({
        method: method as 'GET',
        url,
        headers,
        ...(method === 'POST' ? { payload: {} } : {}),
      });
      expect([route, reply.statusCode]).toEqual([route, 401]);
    }
  });

  test('the staff’s calls and pages open to no computer', async () => {
    for (const route of routesOf(world.app).filter((one) => / \/v1\/staff\/| \/staff/.test(one))) {
      const [method, path] = route.split(' ');
      if (/sign-in|sign-out|session|style\.css/.test(path ?? '')) continue;
      const url = path?.replace(/:\w+/g, '0402') ?? '';
      const reply = await world.app.inject({
        method: method as 'GET',
        url,
        headers: mine.headers,
        ...(method === 'POST' ? { payload: {} } : {}),
      });
      expect([route, [303, 401].includes(reply.statusCode)]).toEqual([route, true]);
      expect(reply.body).not.toContain('0402 ');
    }
  });

  test('a changed secret: the old one goes on until the new one is used, then it is over with its tokens', async () => {
    const device = await world.newDevice('0403');
    const ask = async () => (await device.post('/v1/devices/secret', {})).json().clientSecret as string;
    const secret = await ask();
    expect(await ask()).toBe(secret);
    expect(await device.signIn()).toBe(200);
    const renewed = new TestDevice(world.app, { ...device.enrolled, clientSecret: secret });
    expect(await renewed.signIn()).toBe(200);
    expect((await renewed.get('/v1/digest')).statusCode).toBe(200);
    expect((await device.get('/v1/digest')).statusCode).toBe(401);
    expect(await device.signIn()).toBe(401);
    expect((await renewed.post('/v1/devices/secret', {})).json().clientSecret).not.toBe(secret);
  });

  test('a computer that asks too often is told to wait, and goes on after that', async () => {
    const device = await world.newDevice('0404');
    const kysely = world.database.kysely;
    await kysely.updateTable('device').set({ calls: 2999 }).execute();
    await device.get('/v1/digest'); // the first call of a minute begins at one
    await kysely.updateTable('device').set({ calls: 2999 }).execute();
    expect((await device.get('/v1/digest')).statusCode).toBe(200);
    const late = await device.get('/v1/digest');
    expect(late.statusCode).toBe(429);
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(0);
    world.pass(1);
    expect((await device.get('/v1/digest')).statusCode).toBe(200);
  });

  test('only operations may be large', async () => {
    const device = await world.newDevice('0405');
    const reply = await device.post('/v1/students/match', { more: 'x'.repeat(70_000) });
    expect(reply.statusCode).toBe(413);
  });

  test('every access leaves a line, the refused ones too, with no name in it; lines stay as written', async () => {
    const device = await world.newDevice('0406');
    const headers = { ...device.headers, [WAITING_HEADER]: '17' };
    await world.app.inject({ url: '/v1/changes', headers });
    await device.post('/v1/students/match', {
      lastName: 'Zyxwvut',
      firstName: 'Q',
      birthDate: '2014-01-01',
    });
    await device.get(`/v1/records/person/${randomUUID()}/history`);
    const lines = await world.database.acrossDistricts((trx) =>
      trx.selectFrom('access_log').selectAll().where('district', '=', '0406').execute(),
    );
    expect(lines.map(({ route, status }) => `${status} ${route}`).sort()).toEqual([
      '200 /v1/changes',
      '200 /v1/devices',
      '200 /v1/students/match',
      '404 /v1/records/:type/:id/history',
    ]);
    expect(JSON.stringify(lines)).not.toContain('Zyxwvut');
    const { waiting } = await world.database.kysely
      .selectFrom('device')
      .select('waiting')
      .where('district', '=', '0406')
      .executeTakeFirstOrThrow();
    expect(waiting).toBe(17);
    await expect(
      world.database.kysely.updateTable('access_log').set({ who: 'x' }).execute(),
    ).rejects.toThrow();
    await expect(world.database.kysely.deleteFrom('access_log').execute()).rejects.toThrow();
  });
});

describe('the wall inside PostgreSQL', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine('postgres');
  }, 60_000);
  afterAll(() => engine?.stop());

  test.each(['owner', 'superuser'] as const)(
    'with the address of an %s the server works as a role that is bound',
    async (login) => {
      const place = await engine.newPlace(login === 'superuser' ? 'postgres' : undefined);
      const world = await openStateWorld(place);
      const [one, two] = [await world.newDevice('0501'), await world.newDevice('0502')];
      const person = aPerson();
      await one.change(person);
      const { kysely } = world.database;
      expect(await kysely.selectFrom('record').selectAll().execute()).toEqual([]);
      const seen = await world.database.inDistrict('0502', (trx) =>
        trx.selectFrom('record').selectAll().execute(),
      );
      expect(seen).toEqual([]);
      const line = { district: '0501', seq: 99, nonce: 'a', at: 'b' };
      await expect(
        world.database.inDistrict('0502', (trx) => trx.insertInto('commit_nonce').values(line).execute()),
      ).rejects.toThrow(/row-level security/);
      const taken = await world.database.inDistrict('0502', (trx) =>
        trx.updateTable('record').set({ rev: 9 }).executeTakeFirst(),
      );
      expect(taken.numUpdatedRows).toBe(0n);
      const all = await world.database.acrossDistricts((trx) =>
        trx.selectFrom('record').select('id').execute(),
      );
      expect(all).toEqual([{ id: person.id }]);
      await expect(
        world.database.acrossDistricts((trx) => trx.deleteFrom('record').execute()),
      ).rejects.toThrow(/permission denied/);
      expect((await two.pull()).entries).toEqual([]);
      await world.close();
    },
  );

  test('every table with a district is walled in, forced on its owner too', async () => {
    const place = await engine.newPlace();
    const world = await openStateWorld(place);
    await world.close();
    const client = new pg.Client({ connectionString: place });
    await client.connect();
    const { rows } = await client.query(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as walled from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname in ('district', 'from_district') and a.attnum > 0
       where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`,
    );
    await client.end();
    // These are the state's own lists: who may ask and who asked, where an epoch began, sealed packages, and which State
    // ID a person has.
    const open = [
      'access_log',
      'device',
      'enrollment_code',
      'epoch_start',
      'package',
      'state_student_person',
    ];
    expect(rows.filter(({ walled }) => !walled).map((row) => row.name)).toEqual(open);
    expect(rows.length).toBeGreaterThan(8);
  });

  test('a server role that could look past the wall is refused at the start', async () => {
    const place = await engine.newPlace('postgres');
    await (await openStateWorld(place)).close();
    const client = new pg.Client({ connectionString: place });
    await client.connect();
    await client.query('alter role hi_line_state_server bypassrls');
    await expect(openStateWorld(place)).rejects.toThrow(/could look past the wall/);
    await client.query('alter role hi_line_state_server nobypassrls');
    await client.end();
    await (await openStateWorld(place)).close();
  });
});
