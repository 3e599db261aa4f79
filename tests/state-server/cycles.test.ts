import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { beginEpoch } from '#state-server/accounts/server-identity.ts';
import { createStateServer } from '#state-server/create-state-server.ts';
import { CYCLE_HEADER } from '#sync/wire/protocol.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { aPerson } from '#tests/state-server/support/records.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';
import { TestDevice } from '#tests/state-server/support/test-device.ts';

describe.each(engines)('cycles and epochs on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  let device: TestDevice;
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });
  beforeEach(async () => {
    device = await world.newDevice();
  });

  const cycle = (last: string | null, proposed: string, epoch = device.enrolled.epoch) =>
    device.post('/v1/cycle', { epoch, last, proposed });

  test('each cycle follows the one before; an exact repeat is taken again', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    expect((await cycle(null, one)).json()).toMatchObject({ service: 'hi-line-state', epochSeq: 0 });
    expect((await cycle(null, one)).statusCode).toBe(200);
    expect((await cycle(one, two)).statusCode).toBe(200);
    expect((await cycle(one, two)).statusCode).toBe(200);
  });

  test('a copy of the file that goes on from an older cycle is found out, and gets an id of its own', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await cycle(null, one);
    await cycle(one, two);
    for (const last of [one, null]) {
      const reply = await cycle(last, randomUUID());
      expect(reply.statusCode).toBe(409);
      expect(reply.json()).toMatchObject({ problem: 'device-forked' });
    }
    const requestId = randomUUID();
    const [made, again] = [
      (await device.post('/v1/devices/again', { requestId })).json(),
      (await device.post('/v1/devices/again', { requestId })).json(),
    ];
    expect(again).toEqual(made);
    expect(made.clientId).not.toBe(device.enrolled.clientId);
    const other = new TestDevice(world.app, made);
    expect(await other.signIn()).toBe(200);
    const first = { epoch: made.epoch, last: null, proposed: randomUUID() };
    expect((await other.post('/v1/cycle', first)).statusCode).toBe(200);
  });

  test('operations of a cycle that is over change nothing', async () => {
    const [one, two] = [randomUUID(), randomUUID()];
    await cycle(null, one);
    await cycle(one, two);
    const body = { epoch: device.enrolled.epoch, ackedThrough: 0, operations: [device.operation(aPerson())] };
    const send = (nonce: string) =>
      world.app.inject({
        method: 'POST',
        url: '/v1/operations',
        headers: { ...device.headers, [CYCLE_HEADER]: nonce },
        payload: body,
      });
    expect((await send(one)).json()).toMatchObject({ problem: 'device-forked' });
    expect((await device.pull()).entries.map(({ id }) => id)).not.toContain(body.operations[0]?.id);
    expect((await send(two)).statusCode).toBe(200);
  });

  test('after a restore the cycle learns of the new epoch and of how much is kept; old operations are refused', async () => {
    await device.change(aPerson());
    const { cursor } = await device.pull();
    const seq = Number(cursor.split(':')[1]);
    const epoch = await beginEpoch(world.services);
    const app = await createStateServer(world.services);
    const after = new TestDevice(app, device.enrolled);
    await after.signIn();
    const told = await after.post('/v1/cycle', {
      epoch: device.enrolled.epoch,
      last: null,
      proposed: randomUUID(),
    });
    expect(told.statusCode).toBe(410);
    expect(told.json()).toMatchObject({ problem: 'epoch-changed', epoch, keptThrough: seq });
    const body = { epoch: device.enrolled.epoch, ackedThrough: 0, operations: [device.operation(aPerson())] };
    expect((await after.post('/v1/operations', body)).statusCode).toBe(410);
    const first = await after.post('/v1/cycle', { epoch, last: randomUUID(), proposed: randomUUID() });
    expect(first.json()).toMatchObject({ epoch, epochSeq: seq });
    const unknown = await after.post('/v1/cycle', {
      epoch: randomUUID(),
      last: null,
      proposed: randomUUID(),
    });
    expect(unknown.json()).toMatchObject({ keptThrough: 0 });
    await app.close();
  });
});
