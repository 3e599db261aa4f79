import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionOf } from '#db/sync/sync-state.ts';
import { revokeDevice } from '#state-server/accounts/districts.ts';
import { type ServerIdentity, serverIdentity } from '#state-server/accounts/server-identity.ts';
import { stateCardFor } from '#state-server/packages/state-card.ts';
import {
  decidePackage,
  listPackages,
  packageAnswer,
  type TakenPackage,
  takePackage,
} from '#state-server/packages/take-package.ts';
import {
  namePupil,
  type OfficeHost,
  type OfficesAndState,
  officesAndState,
} from '#tests/unit/sync/support/office-host.ts';

let all: OfficesAndState;
let identity: ServerIdentity;
let office: OfficeHost;
let personId = '';
beforeAll(async () => {
  all = await officesAndState();
  identity = await serverIdentity(all.state.services);
  office = await all.office('0801', 2);
  personId = await namePupil(office, 1, {
    lastName: 'Larkspur',
    firstName: 'Signe',
    birthDate: '2016-02-01',
  });
}, 60_000);
afterAll(() => all.end());

let written = 0;
async function write(from: OfficeHost): Promise<{ path: string; operations: number }> {
  written += 1;
  const path = join(all.folder, `package-${written}.hlp`);
  return { path, operations: (await from.call('packages.write', { path })).operations };
}
const take = (path: string): Promise<TakenPackage> =>
  takePackage(all.state.services, identity, readFileSync(path), 'Reviewer');
async function carryBack(to: OfficeHost, taken: TakenPackage) {
  const path = join(all.folder, `answer-${taken.id}.hlp`);
  writeFileSync(path, taken.answer ?? '');
  return to.call('packages.read-answer', { path });
}
const rename = (firstName: string, from = office, id = personId): Promise<unknown> =>
  from.call('people.change-details', {
    personId: id,
    details: {
      lastName: 'Larkspur',
      firstName,
      middleName: null,
      suffix: null,
      usualName: null,
      birthDate: '2016-02-01',
      gender: null,
    },
  });

test('everything that waits goes on the stick, sealed, and counts as sent only with the answer', async () => {
  const { waiting } = await office.call('sync.status');
  const { path, operations } = await write(office);
  expect(operations).toBe(waiting);
  expect(readFileSync(path).toString('latin1')).not.toMatch(/Larkspur|person|operationId/);
  expect((await office.call('sync.status')).waiting).toBe(waiting);
  const taken = await take(path);
  expect(taken).toMatchObject({ state: 'taken', district: '0801', applied: waiting, operations: waiting });
  expect(await carryBack(office, taken)).toMatchObject({ received: waiting, refused: 0, known: 0 });
  expect(await office.call('sync.status')).toMatchObject({ waiting: 0 });
  expect((await office.call('sync.status')).lastReceived?.receipt).toMatch(/\w{4}-\w{4}/);
  const { packages } = await office.call('packages.status');
  expect(packages[0]?.answeredAt).not.toBeNull();
  // What went by stick is known over the line as well.
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'done', waiting: 0 });
});

test('brought twice, taken in twice: nothing happens twice', async () => {
  await rename('Sigrid');
  const { path } = await write(office);
  const [first, second] = [await take(path), await take(path)];
  expect(second.applied).toBe(first.applied);
  expect(await carryBack(office, first)).toMatchObject({ received: 1 });
  expect(await carryBack(office, first)).toMatchObject({ received: 0, known: 1 });
  expect(await carryBack(office, second)).toMatchObject({ received: 0, known: 1 });
  const history = await all.state.database.inDistrict('0801', (trx) =>
    trx.selectFrom('history').select('rev').where('id', '=', personId).execute(),
  );
  expect(history).toHaveLength(2);
});

test('beside a line, and in the wrong order, each change counts once', async () => {
  await rename('Solveig');
  const old = await write(office);
  await rename('Sunniva');
  const later = await write(office);
  // The line was quicker than the stick.
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'done', waiting: 0 });
  const [takenLater, takenOld] = [await take(later.path), await take(old.path)];
  expect(await carryBack(office, takenLater)).toMatchObject({ received: 0 });
  expect(await carryBack(office, takenOld)).toMatchObject({ received: 0 });
  expect((await office.call('people.page', { personId })).details.firstName).toBe('Sunniva');
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'done', waiting: 0, conflicts: 0 });
});

test('what another computer changed comes back with the answer', async () => {
  const second = await all.further('0801');
  await second.call('sync.run');
  await second.call('people.change-phones', {
    personId,
    phones: [{ kind: null, number: '4065550123' }],
  });
  await second.call('sync.run');
  const taken = await take((await write(office)).path);
  expect((await carryBack(office, taken)).fetched).toBeGreaterThan(0);
  expect((await office.call('people.page', { personId })).phones[0]?.number).toBe('4065550123');
});

test('a State ID can be asked for and comes back on the stick', async () => {
  const { url } = all;
  const port = connectionOf(office.file.reader);
  office.file.writeLocal((writer) =>
    writer.exec(
      "UPDATE syncState SET value = json_set(value, '$.url', 'http://127.0.0.1:9') WHERE name = 'connection'",
    ),
  );
  await expect(office.call('state-numbers.assign', { personIds: [personId] })).rejects.toMatchObject({
    kind: 'unreachable',
  });
  expect((await office.call('state-numbers.list')).pending[0]?.standing).toBeDefined();
  const taken = await take((await write(office)).path);
  await carryBack(office, taken);
  expect((await office.call('people.page', { personId })).stateId).toMatch(/^\d{9}$/);
  office.file.writeLocal((writer) =>
    writer.exec("UPDATE syncState SET value = json_set(value, '$.url', ?) WHERE name = 'connection'", url),
  );
  expect(port?.url).toBe(url);
});

test('a byte changed, a piece cut off, a stranger’s file: refused in words, and nothing is changed', async () => {
  await rename('Svanhild');
  const { path } = await write(office);
  const bytes = readFileSync(path);
  const changed = Buffer.from(bytes);
  changed[200] = (changed[200] ?? 0) ^ 1;
  const run = (file: Uint8Array): Promise<TakenPackage> =>
    takePackage(all.state.services, identity, file, 'Reviewer');
  await expect(run(changed)).rejects.toThrow(/damaged or was changed/);
  await expect(run(bytes.subarray(0, -20))).rejects.toThrow(/damaged or was changed/);
  await expect(run(Buffer.from('a shopping list'))).rejects.toThrow(/no package/);
  const taken = await run(bytes);
  const answer = Buffer.from(taken.answer ?? []);
  answer[300] = (answer[300] ?? 0) ^ 1;
  const bad = join(all.folder, 'bad.hlp');
  writeFileSync(bad, answer);
  await expect(office.call('packages.read-answer', { path: bad })).rejects.toMatchObject({
    kind: 'invalid-input',
  });
  const other = await all.office('0802', 1);
  const good = join(all.folder, 'good.hlp');
  writeFileSync(good, taken.answer ?? '');
  await expect(other.call('packages.read-answer', { path: good })).rejects.toThrow(/another computer/);
  // The name, and the State ID that came before.
  expect(await carryBack(office, taken)).toMatchObject({ received: 2 });
});

test('an answer that begins after what is here is refused until the one before it is taken in', async () => {
  await rename('Sif');
  const first = await take((await write(office)).path);
  const cursor = office.file.reader.rows<{ value: string }>(
    "SELECT value FROM syncState WHERE name = 'cursor'",
  )[0];
  await carryBack(office, first);
  await rename('Siv');
  const second = await take((await write(office)).path);
  // As in a file that was set back.
  office.file.writeLocal((writer) =>
    writer.exec("UPDATE syncState SET value = ? WHERE name = 'cursor'", cursor?.value),
  );
  await expect(carryBack(office, second)).rejects.toThrow(/earlier answer/);
  await carryBack(office, first);
  expect(await carryBack(office, second)).toMatchObject({ received: 1 });
});

test('a district that never had a line: card and code on paper, credentials with the first answer', async () => {
  const alone = await all.office(null, 1);
  const code = await all.code('0803');
  const card = join(all.folder, 'card.json');
  writeFileSync(card, JSON.stringify(await stateCardFor(all.state.services, identity, '0803', all.url)));
  const typed = { path: card, code, deviceName: 'Far office' };
  await expect(alone.call('packages.connect', { ...typed, fingerprint: 'f'.repeat(32) })).rejects.toThrow(
    /do not fit/,
  );
  const fingerprint = identity.keyFingerprint
    .slice(0, 16)
    .toUpperCase()
    .replace(/(.{4})/g, '$1 ');
  await alone.call('packages.connect', { ...typed, fingerprint });
  expect(await alone.call('packages.status')).toMatchObject({ ready: true, enrolling: true });
  expect(await alone.call('sync.run')).toMatchObject({ outcome: 'offline' });
  const { path, operations } = await write(alone);
  const [taken, twice] = [await take(path), await take(path)];
  expect(taken.applied).toBe(operations);
  expect(twice.applied).toBe(operations);
  expect(await carryBack(alone, twice)).toMatchObject({ received: operations });
  expect(await alone.call('packages.status')).toMatchObject({ enrolling: false });
  // And one day there is a line.
  expect(await alone.call('sync.run')).toMatchObject({ outcome: 'done', waiting: 0 });
});

test('a computer whose access was ended: stopped, everything exportable, its package goes to review', async () => {
  const lost = await all.office('0804', 1);
  await lost.call('sync.run');
  const id = await namePupil(lost, 1, { lastName: 'Larkspur', firstName: 'Una', birthDate: '2016-02-01' });
  await revokeDevice(all.state.services, connectionOf(lost.file.reader)?.clientId ?? '');
  expect(await lost.call('sync.run')).toMatchObject({ outcome: 'stopped' });
  expect((await lost.call('sync.status')).words).toContain('Everything');
  expect((await lost.call('people.page', { personId: id })).details.firstName).toBe('Una');
  expect((await lost.call('reports.csv', { report: 'class-roster', options: {} })).text).toContain(
    'Larkspur',
  );
  const taken = await take((await write(lost)).path);
  expect(taken).toMatchObject({ state: 'review', applied: 0, answer: null });
  const [waiting] = await listPackages(all.state.services);
  expect(waiting).toMatchObject({ id: taken.id, state: 'review', district: '0804' });
  await decidePackage(all.state.services, identity, taken.id, 'accepted', 'Administrator');
  await expect(
    decidePackage(all.state.services, identity, taken.id, 'dismissed', 'Administrator'),
  ).rejects.toThrow(/does not wait/);
  expect((await listPackages(all.state.services)).find((one) => one.id === taken.id)).toMatchObject({
    state: 'accepted',
    applied: taken.operations,
  });
  const answer = await packageAnswer(all.state.services, taken.id);
  expect(await carryBack(lost, { ...taken, answer })).toMatchObject({ received: taken.operations });
});
