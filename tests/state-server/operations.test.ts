import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '#sync/wire/operations.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { anEnrollment, aPerson, aSchool } from '#tests/state-server/support/records.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';
import type { TestDevice } from '#tests/state-server/support/test-device.ts';

describe.each(engines)('operations on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  let device: TestDevice;
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
    device = await world.newDevice();
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  test('a repeat gets the very same answer, whatever happened since', async () => {
    const create = device.operation(aPerson());
    const [first] = await device.send([create]);
    await device.change({
      type: 'person',
      id: create.id,
      kind: 'update',
      baseRev: 1,
      fields: { usualName: 'Wrennie' },
    });
    world.pass(5);
    expect(await device.send([create])).toEqual([first]);
    expect(first).toMatchObject({
      outcome: 'applied',
      rev: 1,
      receipt: { number: expect.stringMatching(/^....-....$/) },
    });
  });

  test('refusals are final too', async () => {
    const early = device.operation({
      type: 'phone',
      kind: 'create',
      fields: { personId: randomUUID(), number: '1', position: 1 },
    });
    const [blocked] = await device.send([early]);
    expect(blocked?.outcome).toBe('blocked');
    await device.change({ ...aPerson(), id: String(early.fields.personId) });
    expect(await device.send([early])).toEqual([blocked]);
  });

  test('the same id with another body changes nothing', async () => {
    const create = device.operation(aPerson());
    await device.send([create]);
    const other = { ...create, fields: { ...create.fields, firstName: 'Sage' } };
    expect(await device.send([other])).toEqual([
      { operationId: create.operationId, outcome: 'operation-id-reused' },
    ]);
    const { entries } = await device.pull();
    expect(entries.find(({ id }) => id === create.id)?.fields.firstName).toBe('Wren');
  });

  test('an operation that stands twice in one batch is applied once', async () => {
    const create = device.operation(aPerson());
    const [first, second] = await device.send([create, create]);
    expect(second).toEqual(first);
  });

  test('a stale base is a conflict with the whole record, and the next base goes through', async () => {
    const created = aPerson();
    await device.change(created);
    const update = (baseRev: number, usualName: string) =>
      device.change({ type: 'person', id: created.id ?? '', kind: 'update', baseRev, fields: { usualName } });
    expect(await update(1, 'A')).toMatchObject({ outcome: 'applied', rev: 2 });
    expect(await update(1, 'B')).toMatchObject({
      outcome: 'conflict',
      current: { id: created.id, rev: 2, deleted: false, fields: { usualName: 'A', lastName: 'Alder' } },
    });
    expect(await update(2, 'B')).toMatchObject({ outcome: 'applied', rev: 3 });
    const again = await device.change(created);
    expect(again).toMatchObject({ outcome: 'conflict', current: { rev: 3 } });
  });

  test('the feed says who changed each field; clearing is a change and leaves no value', async () => {
    const other = await world.newDevice();
    const created = aPerson({ usualName: 'Wrennie' });
    await device.change(created);
    await other.change({
      type: 'person',
      id: created.id ?? '',
      kind: 'update',
      baseRev: 1,
      fields: { usualName: null },
    });
    const entry = (await device.pull()).entries.find(({ id }) => id === created.id);
    expect(entry?.fields).not.toHaveProperty('usualName');
    expect(entry?.changedBy.usualName).toEqual({ party: 'district', device: other.enrolled.clientId });
    expect(entry?.changedBy.lastName).toEqual({ party: 'district', device: device.enrolled.clientId });
  });

  test('values that are not in normal form are refused by field, with no value in the words', async () => {
    const answer = await device.change(
      aPerson({ firstName: 'Zoe\u0308', birthDate: '2019-02-29', usualName: '' }),
    );
    expect(answer).toMatchObject({ outcome: 'rejected', rule: RULES.fields });
    if (answer.outcome !== 'rejected') return;
    expect(answer.problems.map(({ field }) => field).sort()).toEqual(['birthDate', 'firstName', 'usualName']);
    expect(JSON.stringify(answer)).not.toContain('2019-02-29');
  });

  test('half a character is refused in a sentence, and the server does not stumble over it', async () => {
    const operation = device.operation(aPerson());
    const text = JSON.stringify({ ackedThrough: 0, operations: [operation] }).replace('Alder', '\\ud800');
    const reply = await world.app.inject({
      method: 'POST',
      url: '/v1/operations',
      headers: { ...device.headers, 'content-type': 'application/json' },
      payload: text,
    });
    expect(reply.statusCode).toBe(400);
    expect(reply.json<{ sentence: string }>().sentence).toMatch(/half a character/);
  });

  test('fields this server does not know are kept', async () => {
    const created = aPerson({ tribalName: 'kept' });
    expect(await device.change(created)).toMatchObject({ outcome: 'applied' });
    expect((await device.pull()).entries.find(({ id }) => id === created.id)?.fields.tribalName).toBe('kept');
  });

  test('a child goes with its parent, and waits without it', async () => {
    const parent = aPerson();
    const phone = (personId: string) => ({
      type: 'phone',
      kind: 'create' as const,
      fields: { personId, number: '406', position: 1 },
    });
    const together = await device.send([device.operation(parent), device.operation(phone(parent.id ?? ''))]);
    expect(together.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
    const nobody = randomUUID();
    expect(await device.change(phone(nobody))).toMatchObject({
      outcome: 'blocked',
      missing: [{ field: 'personId', type: 'person', id: nobody }],
    });
  });

  test('a group is taken whole or not at all, and what leans on it falls with it', async () => {
    const groupId = randomUUID();
    const good = device.operation({ ...aPerson(), groupId });
    const leaning = device.operation({
      type: 'phone',
      kind: 'create',
      fields: { personId: good.id, number: '1', position: 1 },
    });
    const bad = device.operation({ ...aPerson({ isStudent: 2 }), groupId });
    const outside = device.operation(aPerson());
    const answers = await device.send([good, leaning, bad, outside]);
    expect(answers).toMatchObject([
      { outcome: 'rejected', rule: RULES.groupNotApplied, because: bad.operationId },
      { outcome: 'blocked' },
      { outcome: 'rejected', rule: RULES.fields },
      { outcome: 'applied' },
    ]);
    const ids = (await device.pull()).entries.map(({ id }) => id);
    expect(ids).not.toContain(good.id);
    expect(ids).toContain(outside.id);
    expect(await device.send([good])).toEqual([answers[0]]);
  });

  test('a merge group travels whole; a key never changes; the id follows from the key', async () => {
    const person = aPerson();
    await device.change(person);
    const personId = person.id ?? '';
    const wrong = await device.change({
      type: 'directory',
      kind: 'create',
      fields: { personId, city: 'Havre' },
    });
    expect(wrong).toMatchObject({ outcome: 'rejected', rule: RULES.keyId });
    const school = await aSchool(device);
    const enrollment = anEnrollment(school);
    await device.change(enrollment);
    const update = (fields: Record<string, string | null>) =>
      device.change({ type: 'enrollment', id: enrollment.id ?? '', kind: 'update', baseRev: 1, fields });
    expect(await update({ startDate: '2026-08-27' })).toMatchObject({
      rule: RULES.groupIncomplete,
      problems: [{ field: 'startStatus' }],
    });
    expect(await update({ startDate: '2026-08-27', startStatus: null })).toMatchObject({
      outcome: 'applied',
    });
  });

  test('an answer that was acknowledged is gone, and its operation never comes back', async () => {
    const own = await world.newDevice();
    const create = own.operation(aPerson());
    await own.send([create]);
    await own.send([], 1);
    expect(await own.send([create], 1)).toEqual([{ operationId: create.operationId, outcome: 'expired' }]);
    expect(await own.send([{ ...create, operationId: randomUUID() }], 0)).toMatchObject([
      { outcome: 'expired' },
    ]);
    const next = own.operation(aPerson());
    const [answer] = await own.send([next], 1);
    expect(await own.send([next], 1)).toEqual([answer]);
  });
});
