import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newDeviceCode } from '#state-server/accounts/device-code.ts';
import { addDistrict, revokeDevice } from '#state-server/accounts/districts.ts';
import { setStaffMember } from '#state-server/accounts/staff-accounts.ts';
import { MAX_BODY_BYTES, PROTOCOL_HEADER } from '#sync/wire/protocol.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { aPerson } from '#tests/state-server/support/records.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';

describe.each(engines)('who may on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
    await addDistrict(world.services, '0300', 'District of codes');
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  const enroll = (code: string, publicKey?: string) =>
    world.app.inject({
      method: 'POST',
      url: '/v1/devices',
      payload: { code, deviceName: 'Office', publicKey },
    });

  test('a device code works once; the same key gets the same answer for ten minutes', async () => {
    const code = await newDeviceCode(world.services, '0300');
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const key = 'a public key of this computer';
    const first = await enroll(code.toLowerCase(), key);
    expect(first.json()).toMatchObject({
      districtNumber: '0300',
      keyFingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect((await enroll(code, 'a key of somebody else!')).statusCode).toBe(403);
    expect((await enroll(code)).statusCode).toBe(403);
    world.pass(9);
    expect((await enroll(code, key)).json()).toEqual(first.json());
    world.pass(2);
    expect((await enroll(code, key)).statusCode).toBe(403);
  });

  test('two computers at once: one code makes one device', async () => {
    const code = await newDeviceCode(world.services, '0300');
    const replies = await Promise.all(
      ['key of computer one', 'key of computer two'].map((key) => enroll(code, key)),
    );
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 403]);
  });

  test('a code is over after a day, and locked after five wrong tries', async () => {
    const old = await newDeviceCode(world.services, '0300');
    world.pass(24 * 60 + 1);
    expect((await enroll(old)).statusCode).toBe(403);
    const code = await newDeviceCode(world.services, '0300');
    const wrong = `${code.slice(0, 4)}-0000-0000-0000`;
    for (let tries = 0; tries < 5; tries++) expect((await enroll(wrong)).statusCode).toBe(403);
    expect((await enroll(code)).statusCode).toBe(403);
  });

  test('401 without a token, with a false one and with one that is over; 403 when revoked; 426 when too old', async () => {
    const device = await world.newDevice('0301');
    const get = (headers: Record<string, string>) => world.app.inject({ url: '/v1/changes', headers });
    expect((await get({ [PROTOCOL_HEADER]: '1' })).json()).toMatchObject({ problem: 'signed-out' });
    expect((await get({ ...device.headers, authorization: 'Bearer nonsense' })).statusCode).toBe(401);
    const tooOld = await get({ authorization: device.headers.authorization ?? '', [PROTOCOL_HEADER]: '0' });
    expect(tooOld.statusCode).toBe(426);
    expect(tooOld.json()).toMatchObject({ problem: 'protocol', protocol: { min: 1, max: 1 } });
    expect((await get(device.headers)).statusCode).toBe(200);
    world.pass(31);
    expect((await get(device.headers)).statusCode).toBe(401);
    await device.signIn();
    await revokeDevice(world.services, device.enrolled.clientId);
    expect((await get(device.headers)).json()).toMatchObject({ problem: 'revoked' });
    const again = await world.app.inject({
      method: 'POST',
      url: '/oauth/token',
      payload: { grant_type: 'client_credentials', client_id: randomUUID(), client_secret: 'x'.repeat(43) },
    });
    expect(again.json()).toMatchObject({ problem: 'invalid-client' });
  });

  test('the token call reads forms, as OAuth says', async () => {
    const device = await world.newDevice('0302');
    const { clientId, clientSecret } = device.enrolled;
    const reply = await world.app.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }).toString(),
    });
    expect(reply.json()).toMatchObject({ token_type: 'Bearer', expires_in: 1800 });
  });

  test('too much is 413, too many or unreadable is 400, and the words repeat nothing', async () => {
    const device = await world.newDevice('0303');
    const big = await device.post('/v1/operations', {
      ackedThrough: 0,
      operations: [],
      more: 'x'.repeat(MAX_BODY_BYTES),
    });
    expect(big.statusCode).toBe(413);
    const many = Array.from({ length: 501 }, () => device.operation(aPerson()));
    expect((await device.post('/v1/operations', { ackedThrough: 0, operations: many })).statusCode).toBe(400);
    const odd = await device.post('/v1/operations', {
      ackedThrough: 0,
      operations: [{ ...many[0], id: 'Secret Name' }],
    });
    expect(odd.statusCode).toBe(400);
    expect(odd.body).not.toContain('Secret');
  });

  test('staff sign in, change a record through the same door, and are locked out after five wrong tries', async () => {
    await setStaffMember(world.services, `Reviewer ${name}`, 'a long enough password');
    const signIn = (password: string) =>
      world.app.inject({
        method: 'POST',
        url: '/v1/staff/session',
        payload: { name: `Reviewer ${name}`, password },
      });
    const signedIn = await signIn('a long enough password');
    const cookie = String(signedIn.headers['set-cookie']);
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };

    const device = await world.newDevice('0304');
    const person = aPerson();
    await device.change(person);
    const url = `/v1/staff/records/person/${person.id}`;
    const payload = { district: '0304', baseRev: 1, fields: { usualName: 'Wrennie' } };
    expect((await world.app.inject({ method: 'POST', url, payload })).statusCode).toBe(401);
    const elsewhere = { ...headers, origin: 'https://elsewhere.example' };
    expect((await world.app.inject({ method: 'POST', url, headers: elsewhere, payload })).statusCode).toBe(
      403,
    );
    const done = await world.app.inject({ method: 'POST', url, headers, payload });
    expect(done.json()).toMatchObject({ outcome: 'applied', rev: 2 });
    expect((await device.pull()).entries[0]).toMatchObject({
      rev: 2,
      changedBy: { usualName: { party: 'state', device: null } },
    });

    const page = await world.app.inject({ url: `/staff/districts/0304/person/${person.id}`, headers });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.body).toContain('Wrennie');
    expect((await world.app.inject({ url: '/staff' })).headers.location).toBe('/staff/sign-in');

    for (let tries = 0; tries < 5; tries++) expect((await signIn('not the password')).statusCode).toBe(401);
    expect((await signIn('a long enough password')).statusCode).toBe(429);
    world.pass(16);
    expect((await signIn('a long enough password')).statusCode).toBe(204);
  });

  test('never two State IDs for one person, however many ask at once', async () => {
    const devices = [
      await world.newDevice('0305'),
      await world.newDevice('0306'),
      await world.newDevice('0305'),
    ];
    const who = { lastName: 'O’Brien', firstName: 'Élan', birthDate: '2015-03-04' };
    const personIds = [randomUUID(), randomUUID()];
    const ask = (at: number, more: object = {}) => {
      const device = devices[at % 3];
      const personId = personIds[at % 3 === 1 ? 1 : 0];
      const body = { operationId: randomUUID(), deviceSeq: device?.nextSeq(), personId, ...who, ...more };
      return device?.post('/v1/students', body);
    };
    const answers = (await Promise.all(Array.from({ length: 12 }, (_, at) => ask(at)))).map((reply) =>
      reply?.json(),
    );
    const ids = new Set(
      answers.filter(({ outcome }) => outcome === 'assigned').map(({ stateId }) => stateId),
    );
    expect(ids.size).toBe(1);
    expect([...ids][0]).toMatch(/^[0-9]{9}$/);
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    // One district was first; the other is shown the candidate and recognizes it.
    const match = await devices[1]?.post('/v1/students/match', {
      ...who,
      lastName: 'OBRIEN',
      firstName: 'elan',
    });
    expect(match?.json()).toMatchObject({ candidates: [{ stateId: [...ids][0], likeness: 'exact' }] });
    for (const at of [0, 1])
      expect((await ask(at, { sameAs: [...ids][0] }))?.json()).toMatchObject({
        outcome: 'assigned',
        stateId: [...ids][0],
      });
    // A twin of the same name, ruled out by a person, gets a number of their own.
    const twin = (await ask(0, { personId: randomUUID(), notTheSameAs: [...ids] }))?.json();
    expect(twin).toMatchObject({ outcome: 'assigned', isNew: true });
    expect(ids.has(twin.stateId)).toBe(false);
  });
});

test('a flood of sign-ins is told to come back; it does not fill the memory', async () => {
  const world = await openStateWorld(':memory:');
  await setStaffMember(world.services, 'Reviewer', 'a long enough password');
  const tries = await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      world.app.inject({
        method: 'POST',
        url: '/v1/staff/session',
        payload: { name: `Nobody ${at}`, password: 'x' },
      }),
    ),
  );
  const answers = tries.map(({ statusCode }) => statusCode);
  expect(answers.filter((status) => status === 503).length).toBeGreaterThan(0);
  expect(answers.filter((status) => status === 401).length).toBeGreaterThan(0);
  expect(answers.every((status) => status === 401 || status === 503)).toBe(true);
  await world.close();
});
