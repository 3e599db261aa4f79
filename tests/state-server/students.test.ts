import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { naturalId } from '#domain/sync/natural-id.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import { mergeStudents, undoMerge } from '#state-server/people/merge-students.ts';
import { duplicatePairs } from '#state-server/people/student-pairs.ts';
import type { AssignStudentReply, StudentCandidate } from '#sync/wire/students.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { aPerson } from '#tests/state-server/support/records.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';
import type { TestDevice } from '#tests/state-server/support/test-device.ts';

describe.each(engines)('State IDs on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  let here: TestDevice;
  let there: TestDevice;
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
    [here, there] = [await world.newDevice('0601'), await world.newDevice('0602')];
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  const staff = { id: 's', name: 'Reviewer', role: 'reviewer' } as const;
  type Who = { lastName: string; firstName: string; birthDate: string } & Record<string, unknown>;
  const assign = async (device: TestDevice, who: Who, personId: string = randomUUID()) => {
    const body = { operationId: randomUUID(), deviceSeq: device.nextSeq(), personId, ...who };
    return (await device.post('/v1/students', body)).json() as AssignStudentReply;
  };
  const idOf = (reply: AssignStudentReply) => (reply.outcome === 'assigned' ? reply.stateId : reply.outcome);
  const match = async (who: Who) =>
    ((await there.post('/v1/students/match', who)).json().candidates ?? []) as StudentCandidate[];

  test('finds a student however the name was written, and says what matches', async () => {
    const who = { lastName: 'Larsen', firstName: 'Robert', birthDate: '2013-05-06', gender: 'M' };
    const stateId = idOf(
      await assign(here, { ...who, previousNames: [{ lastName: 'Vik', firstName: 'Robert' }] }),
    );
    const tries: [Who, string[]][] = [
      [who, ['same last name', 'same first name', 'same birth date', 'same gender']],
      [{ ...who, lastName: 'Larson' }, ['similar last name']],
      [{ ...who, firstName: 'Bob' }, ['similar first name']],
      [{ ...who, lastName: 'Vik' }, ['previous name']],
      [{ ...who, birthDate: '2013-06-05' }, ['month and day swapped']],
      [{ ...who, firstName: 'Quentin', gender: 'M' }, ['same last name', 'same gender']],
    ];
    for (const [asked, matches] of tries) {
      const found = (await match(asked)).find((candidate) => candidate.stateId === stateId);
      expect([asked, found?.matches]).toEqual([asked, expect.arrayContaining(matches)]);
    }
    expect(await match({ ...who, birthDate: '2009-01-01' })).toEqual([]);
    expect(await match({ ...who, lastName: 'Zapata', firstName: 'Uma' })).toEqual([]);
  });

  test('no new State ID while a likely student has not been ruled out; the reason is kept', async () => {
    const who = { lastName: 'Thorsen', firstName: 'Katherine', birthDate: '2012-04-09', gender: 'F' };
    const first = idOf(await assign(here, who));
    const like = { ...who, firstName: 'Kate' };
    const asked = await assign(there, like);
    expect(asked).toMatchObject({ outcome: 'possible-match', candidates: [{ stateId: first }] });
    const twin = await assign(there, { ...like, notTheSameAs: [first], notTheSameReason: 'Twin sisters' });
    expect(twin).toMatchObject({ outcome: 'assigned', isNew: true });
    const kept = await world.database.kysely.selectFrom('student_not_same').selectAll().execute();
    expect(kept).toContainEqual(
      expect.objectContaining({ reason: 'Twin sisters', by_name: 'District 0602' }),
    );
  });

  test('a repeat is the same answer, byte for byte; the same id with another body is refused', async () => {
    const body = {
      ...{ operationId: randomUUID(), deviceSeq: here.nextSeq(), personId: randomUUID() },
      ...{ lastName: 'Repeat', firstName: 'Ada', birthDate: '2011-11-11' },
    };
    const first = await here.post('/v1/students', body);
    expect((await here.post('/v1/students', body)).body).toBe(first.body);
    const other = await here.post('/v1/students', { ...body, firstName: 'Ida' });
    expect(other.json()).toMatchObject({ outcome: 'operation-id-reused' });
  });

  test('two State IDs of one person: shown, merged, told to the district, and taken back', async () => {
    const person = aPerson({ lastName: 'Quist', firstName: 'Anne', birthDate: '2010-02-03' });
    const personId = person.id ?? '';
    await there.change(person);
    const who = { lastName: 'Quist', firstName: 'Anne', birthDate: '2010-02-03' };
    const winner = idOf(await assign(here, who));
    const loser = idOf(
      await assign(there, { ...who, birthDate: '2010-02-13', notTheSameAs: [winner] }, personId),
    );
    await world.database.kysely.deleteFrom('student_not_same').execute();
    const type = recordTypeNamed('identifier');
    if (!type) throw new Error('no identifier');
    const fields = { personId, system: 'state', value: loser };
    const identifier = naturalId(type, fields);
    await there.change({ type: 'identifier', kind: 'create', id: identifier, fields });
    const isPair = ({ one, other }: { one: { state_id: string }; other: { state_id: string } }) =>
      [one.state_id, other.state_id].sort().join() === [winner, loser].sort().join();
    expect((await duplicatePairs(world.database)).filter(isPair)).toHaveLength(1);

    const order = { id: randomUUID(), winner, loser, reason: 'The same child' };
    await mergeStudents(world.services, staff, order);
    await mergeStudents(world.services, staff, order);
    expect((await duplicatePairs(world.database)).filter(isPair)).toEqual([]);
    const value = async () => (await there.pull()).entries.find(({ id }) => id === identifier)?.fields.value;
    expect(await value()).toBe(winner);
    expect(idOf(await assign(there, who, personId))).toBe(winner);
    const found = (await match({ ...who, birthDate: '2010-02-13' })).map(({ stateId }) => stateId);
    expect(found).toContain(winner);
    expect(found).not.toContain(loser);
    await expect(mergeStudents(world.services, staff, { ...order, id: randomUUID() })).rejects.toThrow(
      /merged into/,
    );

    await undoMerge(world.services, staff, order.id);
    await undoMerge(world.services, staff, order.id);
    expect(await value()).toBe(loser);
    expect(idOf(await assign(there, who, personId))).toBe(loser);
  });
});
