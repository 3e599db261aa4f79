import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RULES } from '#sync/wire/operations.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { anEnrollment, aPerson, aSchool } from '#tests/state-server/support/records.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';
import type { TestDevice } from '#tests/state-server/support/test-device.ts';

describe.each(engines)('rules across records on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  let device: TestDevice;
  let other: TestDevice;
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
    device = await world.newDevice();
    other = await world.newDevice();
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  test('two computers that enroll one student on the same days: one is told of the other', async () => {
    const school = await aSchool(device);
    const [mine, theirs] = [anEnrollment(school), anEnrollment(school, { startDate: '2026-10-01' })];
    const answers = await Promise.all([device.change(mine), other.change(theirs)]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['applied', 'rejected']);
    const [winner] = answers[0]?.outcome === 'applied' ? [mine] : [theirs];
    expect(answers.find(({ outcome }) => outcome === 'rejected')).toMatchObject({
      rule: RULES.primaryOverlap,
      records: [{ type: 'enrollment', id: winner?.id }],
    });
  });

  test('one primary after the other, a partial beside it, and no-shows are all right', async () => {
    const school = await aSchool(device);
    const outcomes = [];
    for (const fields of [
      { endDate: '2026-10-07' },
      { startDate: '2026-10-08' },
      { serviceType: 'S' },
      { noShow: 1 },
      { startDate: '2026-10-07', endDate: '2026-10-07' },
    ])
      outcomes.push((await device.change(anEnrollment(school, fields))).outcome);
    expect(outcomes).toEqual(['applied', 'applied', 'applied', 'applied', 'rejected']);
  });

  test('inside one batch the order decides: end one, begin the next', async () => {
    const school = await aSchool(device);
    const first = anEnrollment(school);
    await device.change(first);
    const end = { endDate: '2026-10-06', endStatus: '105', endReason: null, dropoutReason: null };
    const answers = await device.send([
      device.operation({ type: 'enrollment', id: first.id ?? '', kind: 'update', baseRev: 1, fields: end }),
      device.operation(anEnrollment(school, { startDate: '2026-10-07', grade: '04' })),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  });

  test('tombstones: no update, no quiet return; re-creation needs the tombstone’s rev', async () => {
    const person = aPerson();
    const id = person.id ?? '';
    await device.change(person);
    const remove = { type: 'person', id, kind: 'delete', baseRev: 1, fields: {} } as const;
    expect(await device.change(remove)).toMatchObject({ outcome: 'applied', rev: 2 });
    const tombstone = { outcome: 'conflict', current: { id, rev: 2, deleted: true, fields: {} } };
    for (const baseRev of [1, 2])
      expect(
        await device.change({ type: 'person', id, kind: 'update', baseRev, fields: { usualName: 'B' } }),
      ).toMatchObject(tombstone);
    expect(await device.change(person)).toMatchObject(tombstone);
    expect(await device.change({ ...person, baseRev: 2 })).toMatchObject({ outcome: 'applied', rev: 3 });
  });

  test('a parent with live children is not deleted', async () => {
    const person = aPerson();
    await device.change(person);
    const phone = device.operation({
      type: 'phone',
      kind: 'create',
      fields: { personId: person.id ?? '', number: '406', position: 1 },
    });
    await device.send([phone]);
    const remove = (type: string, id: string) =>
      device.operation({ type, id, kind: 'delete', baseRev: 1, fields: {} });
    expect(await device.send([remove('person', person.id ?? '')])).toMatchObject([
      { outcome: 'rejected', rule: RULES.hasChildren, records: [{ type: 'phone', id: phone.id }] },
    ]);
    const both = await device.send([remove('phone', phone.id), remove('person', person.id ?? '')]);
    expect(both.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  });

  test('a record that was merged into another answers with its new place, by name and by pointer', async () => {
    const [loser, winner] = [aPerson(), aPerson()];
    await device.send([device.operation(loser), device.operation(winner)]);
    const [from, to] = [loser.id ?? '', winner.id ?? ''];
    await device.change({ type: 'person', id: from, kind: 'delete', baseRev: 1, fields: {}, movedTo: to });
    const late = await device.change({
      type: 'person',
      id: from,
      kind: 'update',
      baseRev: 1,
      fields: { usualName: 'B' },
    });
    expect(late).toMatchObject({ outcome: 'moved', from, to });
    const child = await device.change({
      type: 'phone',
      kind: 'create',
      fields: { personId: from, number: '1', position: 1 },
    });
    expect(child).toMatchObject({ outcome: 'moved', from, to });
    expect((await device.pull()).entries.find(({ id }) => id === from)).toMatchObject({
      deleted: true,
      movedTo: to,
    });
  });

  test('fields of the state alone are read-only for a district', async () => {
    const school = await aSchool(device);
    const answer = await device.change({
      type: 'school',
      id: school.schoolId,
      kind: 'update',
      baseRev: 1,
      fields: { number: '2' },
    });
    expect(answer).toMatchObject({
      outcome: 'rejected',
      rule: RULES.stateOnly,
      problems: [{ field: 'number' }],
    });
  });
});
