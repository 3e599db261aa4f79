import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import gender from '#resources/code-sets/gender.json' with { type: 'json' };
import collections from '#resources/collections/collections.json' with { type: 'json' };
import rules from '#resources/collections/validation-rules.json' with { type: 'json' };
import { setStaffMember } from '#state-server/accounts/staff-accounts.ts';
import type { StaffRole } from '#state-server/database/tables.ts';
import { referenceListReply, referenceSetReply } from '#sync/wire/reference.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { oncePerRole } from '#tests/state-server/support/once-per-role.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';
import type { TestDevice } from '#tests/state-server/support/test-device.ts';

const PASSWORD = 'a long enough password';

describe.each(engines)('lists and rules from the state on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  let device: TestDevice;
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
    device = await world.newDevice('0801');
    for (const role of ['administrator', 'reviewer', 'viewer'] as const)
      await setStaffMember(world.services, `The ${role}`, PASSWORD, role);
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  const signedIn = oncePerRole(signIn);

  async function signIn(role: StaffRole) {
    const payload = { name: `The ${role}`, password: PASSWORD };
    const reply = await world.app.inject({ method: 'POST', url: '/v1/staff/session', payload });
    const cookie = String(reply.headers['set-cookie']).split(';')[0] ?? '';
    const get = (url: string) => world.app.inject({ url, headers: { cookie } });
    const csrf = /name="csrf" value="([^"]+)"/.exec((await get('/staff')).body)?.[1] ?? '';
    const send = (url: string, type: string, body: string) =>
      world.app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'content-type': type },
        payload: body,
      });
    return {
      get,
      publish: (set: string, fromYear: number, text: string) => {
        const part = (field: string, value: string, more = '') =>
          `--b0undary\r\ncontent-disposition: form-data; name="${field}"${more}\r\n\r\n${value}\r\n`;
        return send(
          '/staff/reference',
          'multipart/form-data; boundary=b0undary',
          `${part('csrf', csrf)}${part('name', set)}${part('fromYear', String(fromYear))}${part('file', text, '; filename="x.json"')}--b0undary--\r\n`,
        );
      },
      takeBack: (set: string, fromYear: number) =>
        send(
          '/staff/reference/withdraw',
          'application/x-www-form-urlencoded',
          new URLSearchParams({ csrf, name: set, fromYear: String(fromYear) }).toString(),
        ),
    };
  }

  const genders = (label: string): string =>
    JSON.stringify({ ...gender, values: [...gender.values, { code: 'X', label, authority: 'S' }] });
  const ask = async (path: string, known?: string) =>
    device.app.inject({
      url: path,
      headers: { ...device.headers, ...(known === undefined ? {} : { 'if-none-match': known }) },
    });
  const listed = async (endYear: number) =>
    referenceListReply.parse((await ask(`/v1/reference?endYear=${endYear}`)).json()).sets;
  const genderIn = async (endYear: number) => {
    const reply = await ask(`/v1/reference/${encodeURIComponent('code-set gender')}?endYear=${endYear}`);
    return reply.statusCode === 200 ? referenceSetReply.parse(reply.json()) : reply.statusCode;
  };
  const labels = (set: Awaited<ReturnType<typeof genderIn>>): unknown =>
    typeof set === 'number' ? set : (set.value.values as { label: string }[]).map(({ label }) => label);

  test('a published list reaches the districts from its school year on; asked again by its ETag there is nothing to say', async () => {
    const staff = await signedIn('administrator');
    const none = await ask('/v1/reference?endYear=2027');
    expect(none.json()).toEqual({ sets: [] });
    expect((await staff.publish('code-set gender', 2027, genders('Not named'))).statusCode).toBe(303);
    const list = await ask('/v1/reference?endYear=2027', String(none.headers.etag));
    expect(list.statusCode).toBe(200);
    const [line] = referenceListReply.parse(list.json()).sets;
    expect(line).toMatchObject({ name: 'code-set gender', fromYear: 2027 });
    expect(await listed(2026)).toEqual([]);
    expect((await listed(2030))[0]?.version).toBe(line?.version);

    const set = await ask('/v1/reference/code-set%20gender?endYear=2027');
    expect(set.headers.etag).toBe(`"${line?.version}"`);
    expect(labels(referenceSetReply.parse(set.json()))).toEqual(['Female', 'Male', 'Not named']);
    for (const [path, etag] of [
      ['/v1/reference?endYear=2027', String(list.headers.etag)],
      ['/v1/reference?endYear=2027', `W/${list.headers.etag}`],
      ['/v1/reference/code-set%20gender?endYear=2027', String(set.headers.etag)],
    ] as const) {
      const again = await ask(path, etag);
      expect([path, again.statusCode, again.body]).toEqual([path, 304, '']);
      expect(again.headers.etag).toBe(etag.replace('W/', ''));
    }
  });

  test('the newest publication of the latest year counts; what is taken back gives way to the year before, then to nothing', async () => {
    const staff = await signedIn('administrator');
    await staff.publish('code-set gender', 2027, genders('First'));
    await staff.publish('code-set gender', 2027, genders('Second'));
    await staff.publish('code-set gender', 2028, genders('Next year'));
    expect(labels(await genderIn(2027))).toContain('Second');
    expect(labels(await genderIn(2028))).toContain('Next year');
    const before = (await listed(2027))[0]?.version;
    expect((await staff.takeBack('code-set gender', 2028)).statusCode).toBe(303);
    expect(labels(await genderIn(2028))).toContain('Second');
    expect((await staff.takeBack('code-set gender', 2027)).statusCode).toBe(303);
    expect(await genderIn(2028)).toBe(404);
    expect(await listed(2028)).toMatchObject([{ name: 'code-set gender', version: null }]);
    expect((await staff.takeBack('code-set gender', 2027)).statusCode).toBe(404);
    // The very same file once more is a publication of its own: whoever let it go takes it again.
    await staff.publish('code-set gender', 2027, genders('Second'));
    expect((await listed(2027))[0]?.version).not.toBe(before);
    const { body } = await staff.get('/staff/reference');
    expect(body).toMatch(/Gender[\s\S]*2026-27[\s\S]*The administrator[\s\S]*2027-28[\s\S]*taken back/);
    const text = (await staff.get('/staff/reference/code-set%20gender/2027/3')).json();
    expect(text.values).toHaveLength(3);
  });

  test.each([
    ['code-set gender', '{"name": "gender"', 'The file is not JSON'],
    [
      'code-set gender',
      genders('').replace('"X"', '"M"'),
      '<b>values › 3 › label</b>: This may not be empty.',
    ],
    [
      'code-set gender',
      JSON.stringify({ ...gender, values: 'F' }),
      '<b>values</b>: This must be a list in [ ].',
    ],
    ['code-set gender', '{"title": "Gender"}', 'This list must be named &quot;gender&quot;'],
    [
      'code-set gender',
      genders('Ours').replace('"authority":"S"}]', '"authority":"D"}]'),
      '<b>values › 3 › authority</b>: D means a guess',
    ],
    ['code-set gender', '[]', 'This must be a group in { }.'],
    [
      'closed-times',
      '{"zone":"Mars/Here","weekly":[],"dated":[]}',
      '<b>zone</b>: A time zone is written like',
    ],
    ['code-set gender', ' '.repeat(2_000_001), 'too large'],
  ])(
    'a wrong %s is refused with the place of each mistake, and changes nothing',
    async (set, text, words) => {
      const staff = await signedIn('administrator');
      const before = await listed(2027);
      const reply = await staff.publish(set, 2027, text);
      expect(reply.statusCode).toBe(400);
      expect(reply.body).toContain(words);
      expect(await listed(2027)).toEqual(before);
    },
  );

  test('what no page asks is refused: a name that is none, a year that is none, another role, no file', async () => {
    const staff = await signedIn('administrator');
    const before = await listed(2027);
    expect((await staff.publish('code-set nothing', 2027, genders('A'))).statusCode).toBe(400);
    expect((await staff.publish('code-set gender', 1927, genders('A'))).statusCode).toBe(400);
    expect((await staff.publish('code-set gender', 2027, '')).statusCode).toBe(400);
    for (const role of ['viewer', 'reviewer'] as const) {
      const other = await signedIn(role);
      expect((await other.publish('code-set gender', 2027, genders('A'))).statusCode).toBe(403);
      expect((await other.takeBack('code-set gender', 2027)).statusCode).toBe(403);
      const page = await other.get('/staff/reference');
      expect(page.body).not.toContain('Publish for every district');
      expect(page.body).toContain('Save');
    }
    for (const path of ['/v1/reference', '/v1/reference?endYear=20', '/v1/reference/No?endYear=2027'])
      expect([path, (await ask(path)).statusCode]).toEqual([path, 400]);
    expect(await listed(2027)).toEqual(before);
  });

  test('the state’s own pages go by what is published for the year they are about', async () => {
    const staff = await signedIn('administrator');
    const made = (type: string, fields: Record<string, string | number>) => ({
      ...{ type, kind: 'create' as const, id: randomUUID(), fields },
    });
    const district = made('district', { name: 'Prairie', number: '0801' });
    const certifier = made('certifier', {
      ...{ districtId: district.id, dataType: 'enrollment', name: 'Sam', primary: 1, active: 1 },
    });
    const certified = [2027, 2028].map((year) =>
      made('certification', {
        ...{ districtId: district.id, collection: 'fall-count', endYear: year },
        ...{ certifierId: certifier.id, certifiedBy: 'Sam', certifiedAt: '2026-10-07T15:00:00.000Z' },
        ...{ statement: 'I certify.', rows: 12, totals: 'Elementary: 12.00', hash: 'a'.repeat(64) },
      }),
    );
    for (const change of [district, certifier, ...certified])
      expect((await device.change(change)).outcome).toBe('applied');
    const titled = {
      ...collections,
      collections: collections.collections.map((one) =>
        one.code === 'fall-count' ? { ...one, title: 'Harvest count' } : one,
      ),
    };
    expect((await staff.publish('collections', 2028, JSON.stringify(titled))).statusCode).toBe(303);
    const page = async (year: number) => (await staff.get(`/staff/certifications?year=${year}`)).body;
    expect(await page(2028)).toContain('Harvest count');
    expect(await page(2027)).not.toContain('Harvest count');
    const pack = JSON.stringify({ ...rules, version: '2028.9' }).replaceAll('"mark":"D"', '"mark":"S"');
    const published = await staff.publish('validation-rules', 2028, pack);
    expect([published.statusCode, published.body]).toEqual([303, '']);
    const checked = async (year: number) =>
      (await staff.get(`/staff/districts/0801/validation?year=${year}`)).body;
    expect(await checked(2028)).toContain('Rules 2028.9');
    expect(await checked(2027)).toContain(`Rules ${rules.version}`);
  });

  test('a publication is never changed, not even by the server', async () => {
    const { kysely } = world.database;
    await expect(kysely.updateTable('reference_edition').set({ value: '{}' }).execute()).rejects.toThrow();
    await expect(kysely.deleteFrom('reference_edition').execute()).rejects.toThrow();
  });
});
