import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectionOf } from '#db/sync/sync-state.ts';
import { openDistrictFile } from '#db/system/district-file.ts';
import { newDeviceCode } from '#state-server/accounts/device-code.ts';
import { addDistrict, revokeDevice } from '#state-server/accounts/districts.ts';
import { type ServerIdentity, serverIdentity } from '#state-server/accounts/server-identity.ts';
import { setStaffMember } from '#state-server/accounts/staff-accounts.ts';
import { uploadOf } from '#state-server/http/upload-body.ts';
import { listPackages, takePackage } from '#state-server/packages/take-package.ts';
import { readAnswerPackage } from '#sync/carrying/read-answer.ts';
import { writePackage } from '#sync/carrying/write-package.ts';
import { aPerson, aPhone, Office } from '#tests/simulation/support/office.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { stateCommand } from '#tests/state-server/support/state-process.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';

const clock = { now: () => new Date().toISOString() };

describe.each(engines)('packages on %s', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'hi-line-packages-'));
  let engine: Engine;
  let world: StateWorld;
  let identity: ServerIdentity;
  let office: Office;
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
    identity = await serverIdentity(world.services);
    await addDistrict(world.services, '0123', 'District');
    office = await newOffice();
  }, 60_000);
  afterAll(async () => {
    office?.file.close();
    await world?.close();
    await engine?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  async function newOffice(): Promise<Office> {
    const path = join(folder, `${randomUUID()}.hiline`);
    const made = new Office(openDistrictFile(path, { key: randomBytes(32), create: true }), world.app);
    await made.connect(await newDeviceCode(world.services, '0123'));
    return made;
  }
  const write = (from: Office) => writePackage(from.file, 'Secretary', clock, randomUUID);
  const take = (bytes: Uint8Array) => takePackage(world.services, identity, bytes, 'Reviewer');

  test('more than a batch, one action never split, and the answer carries receipts', async () => {
    const person = aPerson();
    office.put('person', person);
    for (let n = 0; n < 510; n++) office.put('phone', aPhone(person.id, { position: n }));
    const { bytes, operations } = await write(office);
    expect(operations).toBe(511);
    const taken = await take(bytes);
    expect(taken).toMatchObject({ applied: 511, state: 'taken' });
    expect(await readAnswerPackage(office.file, taken.answer ?? Buffer.alloc(0), clock)).toMatchObject({
      applied: 511,
      known: 0,
    });
    expect(office.waiting).toBe(0);
    expect((await office.sync()).outcome).toBe('done');
  });

  test('two packages taken in at the same moment, and a line beside them', async () => {
    const person = aPerson({ lastName: 'Quist' });
    office.put('person', person);
    const { bytes } = await write(office);
    const [one, two] = await Promise.all([take(bytes), take(bytes), office.sync()]);
    expect(one.operations).toBe(1);
    expect(two.operations).toBe(1);
    const history = await world.database.inDistrict('0123', (trx) =>
      trx.selectFrom('history').select('rev').where('id', '=', person.id).execute(),
    );
    expect(history).toHaveLength(1);
    expect(office.waiting).toBe(0);
  });

  test('the state’s people take one on their page, and get the answer', async () => {
    await setStaffMember(world.services, 'Reva', 'a long password', 'administrator');
    const origin = { origin: 'http://localhost', host: 'localhost' };
    const signIn = await world.app.inject({
      method: 'POST',
      url: '/staff/sign-in',
      headers: { ...origin, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ name: 'Reva', password: 'a long password' }).toString(),
    });
    const cookie = String(signIn.headers['set-cookie']).split(';')[0] ?? '';
    const form = await world.app.inject({ url: '/staff/packages', headers: { cookie } });
    const csrf = /name="csrf" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
    office.put('person', aPerson({ firstName: 'Tor' }));
    const { bytes } = await write(office);
    const upload = (file: Uint8Array, token: string, cookies = cookie) => {
      const payload = Buffer.concat([
        Buffer.from(
          `--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${token}\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="p.hlp"\r\nContent-Type: application/octet-stream\r\n\r\n`,
        ),
        file,
        Buffer.from('\r\n--x--\r\n'),
      ]);
      const headers = { ...origin, cookie: cookies, 'content-type': 'multipart/form-data; boundary=x' };
      return world.app.inject({ method: 'POST', url: '/staff/packages', headers, payload });
    };
    expect((await upload(bytes, csrf, '')).statusCode).toBe(401);
    expect((await upload(bytes, 'wrong')).statusCode).toBe(403);
    expect((await upload(Buffer.from('nonsense'), csrf)).body).toContain('no package of Hi-Line');
    const taken = await upload(bytes, csrf);
    expect(taken.statusCode).toBe(200);
    const place = /href="(\/staff\/packages\/[^"]+\/answer)"/.exec(taken.body)?.[1] ?? '';
    const answer = await world.app.inject({ url: place, headers: { cookie } });
    expect(await readAnswerPackage(office.file, answer.rawPayload, clock)).toMatchObject({ applied: 1 });
    expect((await world.app.inject({ url: '/staff/packages', headers: { cookie } })).body).toContain('Reva');
  });

  test('a revoked computer’s package waits, and nothing of it is applied', async () => {
    const lost = await newOffice();
    lost.put('person', aPerson({ lastName: 'Zander' }));
    await revokeDevice(world.services, connectionOf(lost.file.reader)?.clientId ?? '');
    const { bytes } = await write(lost);
    expect(await take(bytes)).toMatchObject({ state: 'review', applied: 0, answer: null });
    expect((await listPackages(world.services))[0]?.state).toBe('review');
    lost.file.close();
  });

  test('the command line takes one and writes the answer', async () => {
    office.put('person', aPerson({ firstName: 'Una' }));
    const { bytes } = await write(office);
    const [file, answer] = [join(folder, 'in.hlp'), join(folder, 'out.hlp')];
    writeFileSync(file, bytes);
    const said = stateCommand(world.place, ['package', 'take', '--file', file, '--answer', answer]);
    expect(said).toMatchObject({ state: 'taken', applied: 1 });
    expect(await readAnswerPackage(office.file, readFileSync(answer), clock)).toMatchObject({ applied: 1 });
    expect(() =>
      stateCommand(world.place, ['package', 'take', '--file', answer, '--answer', answer]),
    ).toThrow(/sealed for somebody else/);
  });
});

test('a form with a file in it is read byte for byte', () => {
  const file = Buffer.from([0, 13, 10, 45, 45, 120, 255]);
  const body = Buffer.concat([
    Buffer.from(
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\none\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n',
    ),
    file,
    Buffer.from('\r\n--b--\r\n'),
  ]);
  expect(uploadOf(body, 'b')).toEqual({ fields: { a: 'one' }, file });
});
