import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sha256Hex } from '#state-server/sync/sha256.ts';
import { movementsReply, releasedReply, staysReply } from '#sync/wire/movement.ts';
import { aMove } from '#tests/state-server/support/a-move.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { anEnrollment, aSchool } from '#tests/state-server/support/records.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';
import type { TestDevice } from '#tests/state-server/support/test-device.ts';

describe.each(engines)('a student who moves, on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  let [left, came, other] = [{} as TestDevice, {} as TestDevice, {} as TestDevice];
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
    [left, came, other] = await Promise.all([
      world.newDevice('0701'),
      world.newDevice('0702'),
      world.newDevice('0703'),
    ]);
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  const movements = async (device: TestDevice) =>
    movementsReply.parse((await device.get('/v1/movements')).json()).movements;
  const release = (device: TestDevice, id: string, more: object = {}) =>
    device.post(`/v1/movements/${id}/release`, {
      ...{ operationId: randomUUID(), deviceSeq: device.nextSeq(), part: 'permanent' },
      ...{ releasedBy: 'Ada Quist', role: 'secretary', ...more },
    });

  test('both districts are told in words; the end is proposed and nothing is changed', async () => {
    const { stateId, old } = await aMove(left, came, '2015-01-01');
    const [told] = await movements(left);
    expect(told).toMatchObject({
      ...{ kind: 'overlap', side: 'from', stateId, enrollmentId: old.id },
      ...{ proposedEndDate: '2026-10-05', released: [] },
      other: { districtNumber: '0702', schoolName: 'Prairie School', startDate: '2026-10-06' },
    });
    expect(told?.sentence).toMatch(/also enrolled at Prairie School in District 0702 .*Mon Oct 5, 2026/);
    expect((await movements(came))[0]).toMatchObject({
      ...{ id: told?.id, kind: 'overlap', side: 'to', proposedEndDate: null },
      other: { districtNumber: '0701' },
    });
    expect(JSON.stringify([await movements(left), await movements(came)])).not.toContain('Fennimore');
    expect(await movements(other)).toEqual([]);
    const entry = (await left.pull()).entries.find(({ id }) => id === old.id);
    expect(entry?.fields.endDate).toBeUndefined();
    const end = { endDate: '2026-10-05', endStatus: null, endReason: 'moved', dropoutReason: null };
    await left.change({ type: 'enrollment', id: old.id ?? '', kind: 'update', baseRev: 1, fields: end });
    const moved = async () => (await movements(left)).find(({ id }) => id === told?.id);
    expect(await moved()).toMatchObject({ kind: 'moved', proposedEndDate: null });
    world.pass(401 * 24 * 60);
    await left.signIn();
    expect(await moved()).toBeUndefined();
    world.pass(-401 * 24 * 60);
    await left.signIn();
  });

  test('on release the permanent record goes over, once and as it was; special education needs the role', async () => {
    const { stateId, here, old } = await aMove(left, came, '2015-02-02');
    const iep = await left.change({
      type: 'iep',
      kind: 'create',
      fields: {
        ...{ studentId: here.studentId, status: 'draft', goals: 'Reads aloud' },
        ...{ meetingDate: '2026-09-01', startDate: '2026-09-01', endDate: '2027-08-31' },
      },
    });
    expect(iep.outcome).toBe('applied');
    const id = (await movements(came)).find((one) => one.stateId === stateId)?.id ?? '';
    const read = (device: TestDevice, part: string, role: string) =>
      device.get(`/v1/movements/${id}/records?part=${part}&role=${role}`);
    expect((await read(came, 'permanent', 'secretary')).statusCode).toBe(404);
    expect((await release(came, id)).statusCode).toBe(404);
    expect((await release(other, id)).statusCode).toBe(404);

    const body = { operationId: randomUUID(), deviceSeq: left.nextSeq() };
    const done = await release(left, id, body);
    expect(done.json()).toMatchObject({ outcome: 'released' });
    expect((await release(left, id, body)).body).toBe(done.body);
    const got = releasedReply.parse((await read(came, 'permanent', 'secretary')).json());
    expect(got).toMatchObject({ stateId, personId: here.studentId, fromDistrict: '0701' });
    expect(sha256Hex(JSON.stringify(got.records))).toBe(got.sha256);
    const ids = got.records.map((record) => record.id);
    for (const part of [here.studentId, here.schoolId, here.calendarId, old.id]) expect(ids).toContain(part);
    expect(got.records.map(({ type }) => type)).not.toContain('iep');
    expect((await read(other, 'permanent', 'secretary')).statusCode).toBe(404);

    const paper = { part: 'special-education' };
    expect((await release(left, id, paper)).json()).toMatchObject({ rule: 'role.special-education' });
    const signed = await release(left, id, { ...paper, role: 'special-education' });
    expect(signed.json()).toMatchObject({ outcome: 'released' });
    expect((await read(came, 'special-education', 'secretary')).statusCode).toBe(409);
    const papers = releasedReply.parse((await read(came, 'special-education', 'principal')).json());
    expect(papers.records.map(({ type }) => type)).toContain('iep');
    expect((await movements(came)).find((one) => one.id === id)?.released).toHaveLength(2);
    await expect(world.database.kysely.deleteFrom('release').execute()).rejects.toThrow();
  });

  test('the trail of enrollments across the state is kept, for those who have the student', async () => {
    const { stateId } = await aMove(left, came, '2015-03-03');
    const url = `/v1/students/${stateId}/stays`;
    for (const device of [left, came]) {
      const { stays } = staysReply.parse((await device.get(url)).json());
      expect(stays.map(({ districtNumber }) => districtNumber)).toEqual(['0701', '0702']);
    }
    expect((await other.get(url)).statusCode).toBe(404);
  });

  test('an overlap inside one district names field and rule in the desktop’s words', async () => {
    const school = await aSchool(other);
    await other.change(anEnrollment(school));
    expect(await other.change(anEnrollment(school, { startDate: '2026-10-01' }))).toMatchObject({
      rule: 'enrollment.primary-overlap',
      problems: [{ field: 'startDate', message: expect.stringContaining('Wed Sep 30, 2026') }],
    });
    const backwards = await other.change(
      anEnrollment(school, { serviceType: 'S', startDate: '2026-10-02', endDate: '2026-10-01' }),
    );
    expect(backwards).toMatchObject({
      rule: 'enrollment.end-before-start',
      problems: [{ field: 'endDate' }],
    });
  });
});
