import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectionOf } from '#db/sync/sync-state.ts';
import { newDeviceCode } from '#state-server/accounts/device-code.ts';
import { addDistrict, revokeDevice } from '#state-server/accounts/districts.ts';
import { connectDevice } from '#sync/connect.ts';
import { type ConnectionTest, testConnection } from '#sync/connection-test.ts';
import { httpTransport, type Transport } from '#sync/transport.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';
import { aDistrictFile } from '#tests/unit/support/district-file.ts';
import { serve } from '#tests/unit/sync/support/loopback.ts';
import { good } from '#tests/unit/sync/support/loopback-certificates.ts';

const folder = mkdtempSync(join(tmpdir(), 'hi-line-connection-'));
const made = aDistrictFile();
const transport: Transport = httpTransport({ patience: { connect: 500, firstByte: 500 } });
let state: StateWorld;
let url = '';
let now = '2026-10-06T14:06:00.000Z';

beforeAll(async () => {
  state = await openStateWorld(join(folder, 'state.sqlite'));
  await addDistrict(state.services, '0123', 'District');
  await state.app.listen({ port: 0, host: '127.0.0.1' });
  url = `http://127.0.0.1:${(state.app.server.address() as AddressInfo).port}`;
  const code = await newDeviceCode(state.services, '0123');
  await connectDevice(made.file, transport, { url, code, deviceName: 'Office' });
});
afterAll(async () => {
  transport.close();
  made.end();
  await state.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (more: object = {}, closed: string | null = null): Promise<ConnectionTest> => {
  const connection = connectionOf(made.file.reader);
  if (!connection) throw new Error('not connected');
  return testConnection(transport, { ...connection, ...more }, { now: () => now, closed });
};

test('all in order, each step named', async () => {
  const { outcome, steps } = await run();
  expect(outcome).toBe('ok');
  expect(steps.map(({ title, ok }) => `${title}: ${ok}`)).toEqual([
    'Connected once: true',
    'A line to that address: true',
    'The state answers: true',
    'The clock of this computer: true',
    'The version of Hi-Line: true',
    'This computer’s access: true',
  ]);
});

test('never connected', async () => {
  expect(await testConnection(transport, undefined, { now: () => now, closed: null })).toMatchObject({
    outcome: 'not-connected',
  });
});

test('nobody listens; while the state is closed that is no trouble', async () => {
  const gone = await serve(() => undefined);
  await gone.close();
  expect(await run({ url: gone.url })).toMatchObject({ outcome: 'refused' });
  expect(await run({ url: gone.url }, 'The state is closed until Saturday.')).toMatchObject({
    outcome: 'closed',
    words: 'The state is closed until Saturday.',
  });
});

test('a portal, a certificate nobody knows, another server', async () => {
  const portal = await serve((_request, response) => response.end('<html>Sign in</html>'));
  expect(await run({ url: portal.url })).toMatchObject({ outcome: 'captive-portal' });
  await portal.close();
  const filter = await serve((_request, response) => response.end('{}'), good);
  expect(await run({ url: filter.url })).toMatchObject({ outcome: 'certificate' });
  await filter.close();
  expect(await run({ serverId: '00000000-0000-4000-8000-000000000000' })).toMatchObject({
    outcome: 'wrong-server',
  });
});

test('the clock is off', async () => {
  now = '2026-10-06T17:20:00.000Z';
  expect(await run()).toMatchObject({
    outcome: 'clock',
    words: 'The clock of this computer is 3 hours ahead.',
  });
  now = '2026-10-06T14:06:00.000Z';
});

test('too old', async () => {
  const future = await serve((_request, response) =>
    response.end(
      JSON.stringify({
        service: 'hi-line-state',
        serverId: connectionOf(made.file.reader)?.serverId,
        epoch: connectionOf(made.file.reader)?.epoch,
        district: null,
        protocol: { min: 7, max: 9 },
        schemaVersion: 1,
        keyFingerprint: '',
        time: now,
      }),
    ),
  );
  expect(await run({ url: future.url })).toMatchObject({ outcome: 'too-old' });
  await future.close();
});

test('a secret that is not known any more, and an access that was ended', async () => {
  expect(await run({ clientSecret: 'x'.repeat(43) })).toMatchObject({ outcome: 'unknown-device' });
  await revokeDevice(state.services, connectionOf(made.file.reader)?.clientId ?? '');
  const { outcome, todo } = await run();
  expect(outcome).toBe('revoked');
  expect(todo).toContain('kept');
});
