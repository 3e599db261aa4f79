import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionOf, setConnection } from '#db/sync/sync-state.ts';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { noDesktop } from '#electron/data-process/desktop-services.ts';
import {
  type OfficeHost,
  type OfficesAndState,
  officesAndState,
} from '#tests/unit/sync/support/office-host.ts';

let all: OfficesAndState;
let office: OfficeHost;
beforeAll(async () => {
  all = await officesAndState();
  office = await all.office('0901', 3);
  await office.call('sync.run');
}, 60_000);
afterAll(() => all.end());

const newHost = (path: string): DataHost =>
  new DataHost({
    districtFile: path,
    clock: systemClock,
    newId: () => v7(),
    workerFile: new URL('../../../electron/data-process/read-worker.ts', import.meta.url),
    sampleDistrict: new URL('../../../resources/sample-district/district.jsonl', import.meta.url),
    desktop: noDesktop,
    push: () => undefined,
    checkAnswers: true,
  });

test('a further computer of the office joins with a code of its own, and has every record after the first sync', async () => {
  const path = join(all.folder, 'principal.hiline');
  const host = newHost(path);
  const joining = {
    url: all.url,
    deviceName: 'Principal',
    administrator: 'Pia Principal',
    password: 'four words in here',
  };
  await expect(
    host.call('district.join', { ...joining, code: 'WRONG-CODE-0000-0000' }, 'headless'),
  ).rejects.toMatchObject({ kind: 'not-allowed' });
  expect(await host.call('district.status', {}, 'headless')).toMatchObject({ state: 'none' });
  const code = await all.code('0901');
  const made = (await host.call('district.join', { ...joining, code }, 'headless')) as {
    recoveryKey: string;
  };
  expect(made.recoveryKey.length).toBeGreaterThan(20);
  expect(await host.call('sync.run', {}, 'headless')).toMatchObject({ outcome: 'done', waiting: 0 });
  const [here, there] = await Promise.all([
    office.call('sync.digest'),
    host.call('sync.digest', {}, 'headless'),
  ]);
  expect(there).toEqual(here);
  // The same code is good for one computer.
  const other = newHost(join(all.folder, 'other.hiline'));
  await expect(other.call('district.join', { ...joining, code }, 'headless')).rejects.toMatchObject({
    kind: 'not-allowed',
  });
  await other.close();
  await host.close();
  rmSync(path);
});

test('the secret is changed without a gap, and a change broken off is finished or forgotten', async () => {
  const before = connectionOf(office.file.reader);
  await office.call('network.change-secret');
  const after = connectionOf(office.file.reader);
  expect(after?.clientSecret).not.toBe(before?.clientSecret);
  expect(after?.nextSecret).toBeUndefined();
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'done' });
  // Broken off after the new secret was kept and used, before that was noted.
  if (!after || !before) throw new Error('not connected');
  office.file.writeLocal((writer) =>
    setConnection(writer, {
      ...after,
      clientSecret: before.clientSecret,
      nextSecret: after.clientSecret,
    }),
  );
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'done' });
  expect(connectionOf(office.file.reader)?.clientSecret).toBe(after.clientSecret);
  // A new secret that the state never gave.
  office.file.writeLocal((writer) => setConnection(writer, { ...after, nextSecret: 'n'.repeat(43) }));
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'done' });
  expect(connectionOf(office.file.reader)).toMatchObject({ clientSecret: after.clientSecret });
  expect(connectionOf(office.file.reader)?.nextSecret).toBeUndefined();
});

test('the old secret is good for nothing afterwards', async () => {
  const old = connectionOf(office.file.reader);
  await office.call('network.change-secret');
  if (!old) throw new Error('not connected');
  const reply = await fetch(`${all.url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: old.clientId,
      client_secret: old.clientSecret,
    }),
  });
  expect(reply.status).toBe(401);
});

test('a computer whose access was ended by mistake goes on when a person asks again', async () => {
  const { kysely } = all.state.database;
  const clientId = connectionOf(office.file.reader)?.clientId ?? '';
  const revoke = (revoked_at: string | null) =>
    kysely.updateTable('device').set({ revoked_at }).where('client_id', '=', clientId).execute();
  await revoke(new Date().toISOString());
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'stopped' });
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'stopped' });
  await revoke(null);
  expect(await office.call('sync.run')).toMatchObject({ outcome: 'done' });
  expect((await office.call('sync.status')).state).not.toBe('stopped');
});
