import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionOf, cycleChain } from '#db/sync/sync-state.ts';
import { officeName, officePassword } from '#scripts/sample-district/one-room-school.ts';
import { revokeDevice } from '#state-server/accounts/districts.ts';
import { serverIdentity } from '#state-server/accounts/server-identity.ts';
import { stateCardFor } from '#state-server/packages/state-card.ts';
import { takePackage } from '#state-server/packages/take-package.ts';
import {
  type OfficeHost,
  type OfficesAndState,
  officesAndState,
} from '#tests/unit/sync/support/office-host.ts';

let all: OfficesAndState;
let office: OfficeHost;
let code = '';
beforeAll(async () => {
  all = await officesAndState();
  office = await all.office(null, 2);
  code = await all.code('0701');
  await office.call('sync.connect', { url: all.url, code, deviceName: 'Office' });
  await office.call('sync.run');
}, 60_000);
afterAll(() => all.end());

const already = {
  kind: 'conflict',
  message:
    'The state has records of this office already. Choose “This office has Hi-Line on another computer” when you set up this computer.',
};
const districtsAtTheState = (district: string): Promise<{ id: string }[]> =>
  all.state.database.inDistrict(district, (trx) =>
    trx
      .selectFrom('record')
      .select('id')
      .where('district', '=', district)
      .where('type', '=', 'district')
      .execute(),
  );

test('connecting with the same code while connected leaves everything as it is: nothing was copied', async () => {
  const before = [connectionOf(office.file.reader), cycleChain(office.file.reader)];
  expect(await office.call('sync.connect', { url: all.url, code, deviceName: 'Office' })).toEqual({
    done: true,
  });
  expect([connectionOf(office.file.reader), cycleChain(office.file.reader)]).toEqual(before);
  await office.host.district.signOut();
  await office.host.district.signIn(officeName, officePassword);
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'done', waiting: 0 });
  expect(await office.call('sync.notices', { limit: 20 })).toEqual([]);
});

test('a computer set up as a new district is not let in beside the records of the office, and the code stays good', async () => {
  const second = await all.office(null, 0);
  const next = await all.code('0701');
  const connecting = { url: all.url, code: next, deviceName: 'Principal' };
  const { waiting } = await second.call('sync.status');
  for (const _ of [1, 2, 3, 4, 5, 6])
    await expect(second.call('sync.connect', connecting)).rejects.toMatchObject(already);
  expect(await second.call('sync.status')).toMatchObject({ state: 'not-connected', waiting });
  expect(await districtsAtTheState('0701')).toHaveLength(1);
  // The computer that has the office's district connects with that very code.
  expect(await office.call('sync.connect', connecting)).toEqual({ done: true });
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'done', waiting: 0 });
});

test('nor by stick: nothing of its package is applied', async () => {
  const identity = await serverIdentity(all.state.services);
  const second = await all.office(null, 0);
  const next = await all.code('0701');
  const card = join(all.folder, 'card.json');
  writeFileSync(card, JSON.stringify(await stateCardFor(all.state.services, identity, '0701', all.url)));
  await second.call('packages.connect', {
    ...{ path: card, code: next, deviceName: 'Principal' },
    fingerprint: identity.keyFingerprint,
  });
  const path = join(all.folder, 'second.hlp');
  expect((await second.call('packages.write', { path })).operations).toBeGreaterThan(0);
  await expect(
    takePackage(all.state.services, identity, readFileSync(path), 'Reviewer'),
  ).rejects.toMatchObject({
    status: 409,
    message: already.message,
  });
  expect(await districtsAtTheState('0701')).toHaveLength(1);
});

test('where the state has nothing of the office yet, its first computer is let in', async () => {
  const first = await all.office('0702', 1);
  expect(await first.call('sync.run')).toMatchObject({ outcome: 'done', waiting: 0 });
  expect(await districtsAtTheState('0702')).toHaveLength(1);
});

test('a file with pupils of its own is let in: they are matched with those the state has', async () => {
  const second = await all.office(null, 1);
  const connecting = { url: all.url, code: await all.code('0702'), deviceName: 'Annex' };
  expect(await second.call('sync.connect', connecting)).toEqual({ done: true });
});

test('of two new computers that connect before either has sent, the first is the office’s', async () => {
  const [first, second] = [await all.office('0703', 1), await all.office(null, 0)];
  const connecting = { url: all.url, code: await all.code('0703'), deviceName: 'Principal' };
  await expect(second.call('sync.connect', connecting)).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringMatching(/^Another computer of this office, “Office”, was connected first/),
  });
  // Its own file, put back from a copy, is that computer.
  const [before] = [connectionOf(first.file.reader)];
  expect(await first.call('sync.connect', connecting)).toEqual({ done: true });
  expect(connectionOf(first.file.reader)?.clientId).not.toBe(before?.clientId);
  expect(await first.call('sync.run')).toMatchObject({ outcome: 'done', waiting: 0 });
  expect(await districtsAtTheState('0703')).toHaveLength(1);
  const again = { ...connecting, code: await all.code('0703') };
  await expect(second.call('sync.connect', again)).rejects.toMatchObject(already);
});

test('a computer that is gone and ended keeps no other out', async () => {
  const gone = await all.office('0704', 0);
  const second = await all.office(null, 0);
  const connecting = { url: all.url, code: await all.code('0704'), deviceName: 'New' };
  await expect(second.call('sync.connect', connecting)).rejects.toMatchObject({ kind: 'conflict' });
  await revokeDevice(all.state.services, connectionOf(gone.file.reader)?.clientId ?? '');
  expect(await second.call('sync.connect', connecting)).toEqual({ done: true });
  expect(await second.call('sync.run')).toMatchObject({ outcome: 'done', waiting: 0 });
  expect(await districtsAtTheState('0704')).toHaveLength(1);
});
