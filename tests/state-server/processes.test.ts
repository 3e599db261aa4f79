import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangesReply } from '#sync/wire/changes.ts';
import type { EnrollDeviceReply, TokenReply } from '#sync/wire/identity.ts';
import type { OperationsReply } from '#sync/wire/operations.ts';
import { PROTOCOL_HEADER } from '#sync/wire/protocol.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { startStateProcess, stateCommand } from '#tests/state-server/support/state-process.ts';

describe.each(engines)('real servers on %s', (name) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine(name);
  });
  afterAll(() => engine?.stop());

  async function enrolled(place: string, url: string) {
    const { code } = stateCommand(place, ['device-code', '--district', '0123']);
    const json = { 'content-type': 'application/json' };
    const post = async <T>(path: string, body: object, headers: Record<string, string> = json): Promise<T> =>
      (
        await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      ).json() as Promise<T>;
    const device = await post<EnrollDeviceReply>('/v1/devices', { code, deviceName: 'Office' });
    const { access_token } = await post<TokenReply>('/oauth/token', {
      grant_type: 'client_credentials',
      client_id: device.clientId,
      client_secret: device.clientSecret,
    });
    const headers = { ...json, authorization: `Bearer ${access_token}`, [PROTOCOL_HEADER]: '1' };
    return { post: <T>(path: string, body: object) => post<T>(path, body, headers), headers };
  }

  const person = (deviceSeq: number) => ({
    operationId: randomUUID(),
    deviceSeq,
    schemaVersion: 1,
    type: 'person',
    id: randomUUID(),
    kind: 'create',
    baseRev: null,
    fields: { lastName: 'Zyxwvut', firstName: 'Qponmlk', isStudent: 1, isStaff: 0 },
  });

  test('what was answered survives SIGKILL; SIGTERM ends in peace; the log holds no names', async () => {
    const place = await engine.newPlace();
    stateCommand(place, ['district', 'add', '--number', '0123', '--name', 'Prairie']);
    const first = await startStateProcess(place);
    const device = await enrolled(place, first.url);
    const operations = [person(1), person(2)];
    const { answers } = await device.post<OperationsReply>('/v1/operations', { ackedThrough: 0, operations });
    await first.kill();
    const second = await startStateProcess(place);
    const again = await fetch(`${second.url}/v1/operations`, {
      method: 'POST',
      headers: device.headers,
      body: JSON.stringify({ ackedThrough: 0, operations }),
    });
    expect(((await again.json()) as OperationsReply).answers).toEqual(answers);
    expect(await second.stop()).toBe(0);
    for (const log of [first.log(), second.log()]) expect(log).not.toMatch(/Zyxwvut|Qponmlk/);
    expect(second.log()).toContain('/v1/operations');
  });

  // Only PostgreSQL serves several processes and has row-level security.
  const onPostgres = name === 'postgres' ? test : () => undefined;
  onPostgres(
    'two processes on one database keep the order of seq',
    async () => {
      const place = await engine.newPlace();
      stateCommand(place, ['district', 'add', '--number', '0123', '--name', 'Prairie']);
      const servers = await Promise.all([startStateProcess(place), startStateProcess(place)]);
      const [one, two] = servers;
      const devices = [await enrolled(place, one.url), await enrolled(place, two.url)];
      let done = false;
      const writing = Promise.all(
        devices.map(async (device) => {
          for (let round = 0; round < 12; round++)
            await device.post('/v1/operations', {
              ackedThrough: 0,
              operations: [1, 2, 3, 4, 5].map((at) => person(round * 5 + at)),
            });
        }),
      ).then(() => {
        done = true;
      });
      const seen: number[] = [];
      let since = '';
      for (let last = false, turn = 0; !last; turn++) {
        last = done;
        const server = servers[turn % 2] as (typeof servers)[0];
        const reply = await fetch(`${server.url}/v1/changes?limit=1000${since}`, {
          headers: devices[0]?.headers ?? {},
        });
        const page = (await reply.json()) as ChangesReply;
        seen.push(...page.entries.map(({ seq }) => seq));
        since = `&since=${page.next}`;
      }
      await writing;
      expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => at + 1));
      await Promise.all(servers.map((server) => server.stop()));
    },
    120_000,
  );

  onPostgres(
    'two processes behave as one: answers, tokens, State IDs, revocation, and the count of calls',
    async () => {
      const place = await engine.newPlace();
      stateCommand(place, ['district', 'add', '--number', '0123', '--name', 'Prairie']);
      const servers = await Promise.all([startStateProcess(place), startStateProcess(place)]);
      const urls = servers.map(({ url }) => url);
      const device = await enrolled(place, urls[0] ?? '');
      const at = (turn: number, path: string, body?: object) =>
        fetch(`${urls[turn % 2]}${path}`, {
          headers: device.headers,
          ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
        });
      const batch = { ackedThrough: 0, operations: [person(1)] };
      const answers = await Promise.all(
        [0, 1, 0, 1].map(async (turn) => (await at(turn, '/v1/operations', batch)).text()),
      );
      expect(new Set(answers).size).toBe(1);

      const who = { lastName: 'Zyxwvut', firstName: 'Qponmlk', birthDate: '2014-05-05' };
      const ids = await Promise.all(
        Array.from({ length: 8 }, async (_, turn) => {
          const asked = { operationId: randomUUID(), deviceSeq: 10 + turn, personId: randomUUID(), ...who };
          return (await at(turn, '/v1/students', asked)).json() as Promise<{ isNew?: boolean }>;
        }),
      );
      expect(ids.filter(({ isNew }) => isNew)).toHaveLength(1);

      const client = new pg.Client({ connectionString: place });
      await client.connect();
      const calls = async () => Number((await client.query('select sum(calls) from device')).rows[0].sum);
      await at(0, '/v1/identity'); // so that the minute, should it just turn, has turned
      const before = await calls();
      await at(0, '/v1/identity');
      await at(1, '/v1/identity');
      const after = await calls();
      expect(after === before + 2 || after <= 2).toBe(true);
      const { rows } = await client.query('select client_id from device');
      await client.end();
      stateCommand(place, ['device', 'revoke', '--client', rows[0].client_id]);
      for (const turn of [0, 1]) expect((await at(turn, '/v1/changes')).status).toBe(403);
      await Promise.all(servers.map((server) => server.stop()));
    },
    120_000,
  );

  onPostgres(
    'row security: no district set means no rows, and another one’s cannot be written',
    async () => {
      const place = await engine.newPlace();
      stateCommand(place, ['district', 'add', '--number', '0123', '--name', 'Prairie']);
      const server = await startStateProcess(place);
      const device = await enrolled(place, server.url);
      await device.post('/v1/operations', { ackedThrough: 0, operations: [person(1)] });
      await server.stop();
      const client = new pg.Client({ connectionString: place });
      await client.connect();
      const count = async () => Number((await client.query('select count(*) from record')).rows[0].count);
      expect(await count()).toBe(0);
      await client.query("select set_config('app.district', '', false)");
      expect(await count()).toBe(0);
      await client.query("select set_config('app.district', '0999', false)");
      expect(await count()).toBe(0);
      await expect(client.query("insert into commit_nonce values ('0123', 99, 'a', 'b')")).rejects.toThrow(
        /row-level security/,
      );
      await client.query("select set_config('app.district', '0123', false)");
      expect(await count()).toBe(1);
      await client.end();
    },
    120_000,
  );
});
