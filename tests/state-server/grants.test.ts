import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relationship } from '#domain/people/people.records.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import { scopeDigest } from '#domain/sync/scope-digest.ts';
import { answerPackagedCalls } from '#state-server/packages/apply-package.ts';
import { beginReadingReply, endReadingReply, grantedReply } from '#sync/wire/grant.ts';
import { movementsReply } from '#sync/wire/movement.ts';
import { aMove } from '#tests/state-server/support/a-move.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { aPerson } from '#tests/state-server/support/records.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';
import type { Change, TestDevice } from '#tests/state-server/support/test-device.ts';

const sha256 = (text: string): Uint8Array => createHash('sha256').update(text, 'utf8').digest();

describe.each(engines)('reading by grant, on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  let [left, came, other] = [{} as TestDevice, {} as TestDevice, {} as TestDevice];
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
    // The one that reads has the smaller number: locks are taken in another order than the calls name them.
    [left, came, other] = await Promise.all([
      world.newDevice('0802'),
      world.newDevice('0801'),
      world.newDevice('0803'),
    ]);
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  async function moved(birthDate: string, lastName?: string) {
    const move = await aMove(left, came, birthDate, lastName);
    const { movements } = movementsReply.parse((await came.get('/v1/movements')).json());
    return { ...move, moveId: movements.find(({ stateId }) => stateId === move.stateId)?.id ?? '' };
  }
  const once = (device: TestDevice) => ({ operationId: randomUUID(), deviceSeq: device.nextSeq() });
  const begin = (device: TestDevice, moveId: string, more: object = {}) =>
    device.post(`/v1/movements/${moveId}/grant`, {
      ...{ ...once(device), part: 'permanent', by: 'Ada Quist', role: 'secretary', ...more },
    });
  const begun = async (moveId: string, more: object = {}): Promise<string> => {
    const reply = beginReadingReply.parse((await begin(left, moveId, more)).json());
    if (reply.outcome !== 'begun') throw new Error(JSON.stringify(reply));
    return reply.grantId;
  };
  const end = (device: TestDevice, grantId: string, more: object = {}) =>
    device.post(`/v1/grants/${grantId}/end`, { ...once(device), by: 'Ada Quist', ...more });
  const read = (device: TestDevice, grantId: string, more = '') =>
    device.get(`/v1/grants/${grantId}/records?role=secretary${more}`);
  const readNow = async (grantId: string, device = came) =>
    grantedReply.parse((await read(device, grantId)).json());
  const entryOf = async (device: TestDevice, grantId: string) =>
    (await device.pull()).entries.find(({ id }) => id === grantId);
  const changed = async (device: TestDevice, change: Change): Promise<void> =>
    expect(await device.change(change)).toMatchObject({ outcome: 'applied' });

  test('its beginning and its end are entries in both streams, alike, and in one commit', async () => {
    const { moveId, stateId } = await moved('2015-01-01');
    const grantId = await begun(moveId);
    const [given, received] = [await entryOf(left, grantId), await entryOf(came, grantId)];
    expect(given).toMatchObject({
      ...{ type: 'readingGrant', rev: 1, deleted: false },
      fields: {
        ...{ moveId, part: 'permanent', stateId, fromDistrict: '0802', toDistrict: '0801' },
        ...{ fromName: 'District 0802', begunBy: 'Ada Quist' },
      },
    });
    expect(given?.fields).toEqual(received?.fields);
    expect(await entryOf(other, grantId)).toBeUndefined();
    expect(JSON.stringify(given)).not.toContain('Fennimore');

    expect((await end(left, grantId, { reason: 'Moved on' })).json()).toMatchObject({
      outcome: 'ended',
      rev: 2,
    });
    const [over, there] = [await entryOf(left, grantId), await entryOf(came, grantId)];
    expect(over).toMatchObject({
      rev: 2,
      deleted: false,
      fields: { endedBy: 'Ada Quist', endReason: 'Moved on' },
    });
    expect(there?.fields).toEqual(over?.fields);
    expect(await begun(moveId)).toBe(grantId);
    expect((await entryOf(came, grantId))?.fields).not.toHaveProperty('endedAt');
  });

  test('both streams go on without a gap: cursors, digests and later changes', async () => {
    const { moveId } = await moved('2015-02-02');
    const before = await Promise.all([left.pull(), came.pull()]);
    await begun(moveId);
    await Promise.all([changed(left, aPerson()), changed(came, aPerson())]);
    for (const [at, device] of [left, came].entries()) {
      const { entries } = await device.pull(before[at]?.cursor);
      expect(entries.map(({ type }) => type)).toEqual(['readingGrant', 'person']);
      expect((await device.get('/v1/digest')).json().types).toHaveProperty('readingGrant');
    }
  });

  test('the other district reads the records as they are, not as they were, and has a digest to prove it', async () => {
    const { moveId, here, old } = await moved('2015-03-03');
    const grantId = await begun(moveId);
    const first = await readNow(grantId);
    expect(first).toMatchObject({ personId: here.studentId, fromDistrict: '0802', same: false });
    expect(first.digest).toBe(scopeDigest(first.records, sha256));
    const ids = (reply: typeof first) => reply.records.map(({ id }) => id);
    for (const id of [here.studentId, here.schoolId, here.calendarId, old.id])
      expect(ids(first)).toContain(id);

    // Corrected, added, taken away and given to somebody else: each shows at the next reading.
    await changed(left, {
      type: 'enrollment',
      id: old.id ?? '',
      kind: 'update',
      baseRev: 1,
      fields: { grade: '04' },
    });
    const phone: Change = { type: 'phone', kind: 'create', id: randomUUID(), fields: aPhone(here.studentId) };
    await changed(left, phone);
    const second = await readNow(grantId);
    expect(second.records.find(({ id }) => id === old.id)?.fields.grade).toBe('04');
    expect(ids(second)).toContain(phone.id);
    const elsewhere = aPerson();
    await changed(left, elsewhere);
    const move = { type: 'phone', id: phone.id ?? '', kind: 'update', baseRev: 1 } as const;
    await changed(left, { ...move, fields: { personId: elsewhere.id ?? '' } });
    expect(ids(await readNow(grantId))).not.toContain(phone.id);
    await changed(left, { ...move, baseRev: 2, fields: { personId: here.studentId } });
    expect(ids(await readNow(grantId))).toContain(phone.id);
    await changed(left, { ...move, kind: 'delete', baseRev: 3, fields: {} });
    const last = await readNow(grantId);
    expect(ids(last)).not.toContain(phone.id);
    expect(ids(last)).not.toContain(elsewhere.id);

    // What did not change is not sent again.
    const again = grantedReply.parse((await read(came, grantId, `&have=${last.digest}`)).json());
    expect(again).toMatchObject({ same: true, records: [], digest: last.digest });
    // The district that has the records sees what the other one sees.
    expect((await readNow(grantId, left)).digest).toBe(last.digest);
  });

  test('a brother who may be called for another child does not bring that child along', async () => {
    const { moveId, here } = await moved('2010-03-04');
    const grantId = await begun(moveId);
    const sister = aPerson({ lastName: 'Sister' });
    await changed(left, sister);
    const key = { studentId: sister.id ?? '', adultId: here.studentId };
    const call = { priority: 1, livesWith: 1, mayPickUp: 1, getsMail: 0 };
    const type = 'relationship';
    await changed(left, {
      ...{ type, kind: 'create', id: naturalId(relationship, key) },
      fields: { ...key, ...call },
    });
    const ids = (await readNow(grantId)).records.map(({ id }) => id);
    expect(ids).toContain(here.studentId);
    expect(ids).not.toContain(sister.id);
  });

  test('a student who was joined with another person in their district stays the one who is read', async () => {
    const { moveId, here, old } = await moved('2015-04-04');
    const grantId = await begun(moveId);
    const stays = aPerson({ lastName: 'Fennimore' });
    await changed(left, stays);
    const follow = { type: 'enrollment', id: old.id ?? '', kind: 'update', baseRev: 1 } as const;
    await changed(left, { ...follow, fields: { studentId: stays.id ?? '' } });
    const goes = { type: 'person', id: here.studentId, kind: 'delete', baseRev: 1, fields: {} } as const;
    await changed(left, { ...goes, movedTo: stays.id });
    const reply = await readNow(grantId);
    expect(reply.personId).toBe(stays.id);
    expect(reply.records.map(({ id }) => id)).toContain(old.id);
  });

  test('the end closes at once; nothing is deleted, and what the reader wrote of its own is untouched', async () => {
    const { moveId, here } = await moved('2015-05-05');
    const grantId = await begun(moveId);
    await readNow(grantId);
    const [hers, his] = [await left.pull(), await came.pull()];
    await end(left, grantId);
    expect((await read(came, grantId)).statusCode).toBe(404);
    expect((await read(left, grantId)).statusCode).toBe(404);
    const without = ({ entries }: typeof hers) => entries.filter(({ id }) => id !== grantId);
    expect(without(await left.pull())).toEqual(without(hers));
    expect(without(await came.pull())).toEqual(without(his));
    expect((await left.get(`/v1/records/person/${here.studentId}`)).json()).toMatchObject({ deleted: false });
  });

  test('only the district the student left begins and ends it; nobody else reads; no computer writes the entry', async () => {
    const { moveId } = await moved('2015-06-06');
    for (const device of [came, other]) expect((await begin(device, moveId)).statusCode).toBe(404);
    const grantId = await begun(moveId);
    expect((await read(other, grantId)).statusCode).toBe(404);
    for (const device of [came, other]) expect((await end(device, grantId)).statusCode).toBe(404);
    const forged = { type: 'readingGrant', id: grantId, baseRev: 1 } as const;
    for (const device of [left, came]) {
      const later = { ...forged, kind: 'update', fields: { endedAt: null } } as const;
      for (const change of [later, { ...forged, kind: 'delete', fields: {} } as const])
        expect(await device.change(change)).toMatchObject({ outcome: 'rejected', rule: 'field.state-only' });
    }
    const own = { ...forged, id: randomUUID(), baseRev: null, kind: 'create' } as const;
    expect(await other.change({ ...own, fields: { moveId, part: 'permanent' } })).toMatchObject({
      outcome: 'rejected',
    });
    expect((await read(came, grantId)).statusCode).toBe(200);
  });

  test('a repeat gets the same answer, byte for byte, and another body under its id nothing', async () => {
    const { moveId } = await moved('2015-07-07');
    const ids = once(left);
    const first = await begin(left, moveId, ids);
    expect((await begin(left, moveId, ids)).body).toBe(first.body);
    expect((await begin(left, moveId, { ...ids, by: 'Somebody' })).json()).toMatchObject({
      outcome: 'operation-id-reused',
    });
    const { grantId } = first.json<{ grantId: string }>();
    const over = once(left);
    const ended = await end(left, grantId, over);
    expect(endReadingReply.parse(ended.json()).outcome).toBe('ended');
    await begun(moveId);
    // The late copy of an end that is over does not end what was begun since.
    expect((await end(left, grantId, over)).body).toBe(ended.body);
    expect((await read(came, grantId)).statusCode).toBe(200);
    // Begun twice and ended twice: one entry each.
    await begun(moveId);
    for (let n = 0; n < 2; n++)
      expect((await end(left, grantId)).json()).toMatchObject({ outcome: 'ended', rev: 4 });
  });

  test('a district without a line begins and ends it by a call in a package', async () => {
    const { moveId } = await moved('2011-06-16');
    const { clientId } = left.enrolled;
    const carried = async (path: string, body: object) => {
      const call = { ...once(left), by: 'Ada Quist', ...body };
      const sender = { district: '0802', clientId, name: 'Office', revokedAt: null, secretVersion: 1 };
      const calls = [{ operationId: call.operationId, path, body: call }];
      return (await answerPackagedCalls(world.services, sender, calls))[0]?.answer;
    };
    const part = { part: 'permanent', role: 'secretary' };
    const begunAnswer = beginReadingReply.parse(await carried(`/v1/movements/${moveId}/grant`, part));
    const grantId = begunAnswer.outcome === 'begun' ? begunAnswer.grantId : '';
    expect((await read(came, grantId)).statusCode).toBe(200);
    expect(await carried(`/v1/grants/${grantId}/end`, {})).toMatchObject({ outcome: 'ended' });
    expect((await read(came, grantId)).statusCode).toBe(404);
    expect(await carried(`/v1/grants/${randomUUID()}/end`, {})).toMatchObject({ outcome: 'refused' });
  });

  test('special education documents need the role that may see them, to open and to read', async () => {
    const { moveId, here } = await moved('2015-08-08');
    const plan = {
      ...{ studentId: here.studentId, status: 'draft', goals: 'Reads aloud' },
      ...{ meetingDate: '2026-09-01', startDate: '2026-09-01', endDate: '2027-08-31' },
    };
    await changed(left, { type: 'iep', kind: 'create', fields: plan });
    const permanent = await begun(moveId);
    expect((await readNow(permanent)).records.map(({ type }) => type)).not.toContain('iep');
    const papers = { part: 'special-education' };
    expect((await begin(left, moveId, papers)).json()).toMatchObject({ rule: 'role.special-education' });
    const grantId = await begun(moveId, { ...papers, role: 'principal' });
    expect((await read(came, grantId)).statusCode).toBe(409);
    const reply = grantedReply.parse((await came.get(`/v1/grants/${grantId}/records?role=principal`)).json());
    expect(reply.records.map(({ type }) => type)).toContain('iep');
  });

  test('a State ID that was found to be another student’s closes it', async () => {
    const { moveId, there } = await moved('2015-09-09');
    const grantId = await begun(moveId);
    await world.database.kysely
      .updateTable('state_student_person')
      .set({ state_id: 'another' })
      .where('district', '=', '0801')
      .where('person_id', '=', there.studentId)
      .execute();
    expect((await read(came, grantId)).statusCode).toBe(404);
  });

  test('a change and a grant at one moment: whatever comes last, the reader has all of it', async () => {
    const moves = [];
    for (const name of ['Brandvold', 'Okafor', 'Yellowtail']) moves.push(await moved('2016-01-01', name));
    const phones: Change[] = moves.map(({ here }) => ({
      ...{ type: 'phone', kind: 'create', id: randomUUID(), fields: aPhone(here.studentId) },
    }));
    const grants = await Promise.all(
      moves.flatMap(({ moveId }, at) => [
        begun(moveId),
        left.change(phones[at] as Change).then(() => ''),
        came.change(aPerson()).then(() => ''),
      ]),
    );
    for (const [at, grantId] of grants.filter((id) => id !== '').entries())
      expect((await readNow(grantId)).records.map(({ id }) => id)).toContain(phones[at]?.id);
  });

  // Row-level security is PostgreSQL's; on SQLite every query names its district.
  if (name === 'postgres')
    test('PostgreSQL lets the reader see the rows in scope and no others, and change none', async () => {
      const { moveId, here } = await moved('2015-10-10');
      const aside = aPerson({ lastName: 'Nobody' });
      await changed(left, aside);
      const seenBy = (district: string) =>
        world.database.inDistrict(district, async (trx) => {
          const rows = await trx
            .selectFrom('record')
            .select('id')
            .where('district', '=', '0802')
            .where('id', 'in', [here.studentId, here.schoolId, aside.id ?? ''])
            .execute();
          return rows.map(({ id }) => id).sort();
        });
      expect(await seenBy('0801')).toEqual([]);
      const grantId = await begun(moveId);
      expect(await seenBy('0801')).toEqual([here.studentId, here.schoolId].sort());
      expect(await seenBy('0803')).toEqual([]);
      const written = await world.database.inDistrict('0801', (trx) =>
        trx.updateTable('record').set({ rev: 99 }).where('district', '=', '0802').executeTakeFirst(),
      );
      expect(written.numUpdatedRows).toBe(0n);
      const row = {
        grant_id: grantId,
        district: '0802',
        id: aside.id ?? '',
        reader: '0801',
        place: 'named',
      } as const;
      await expect(
        world.database.inDistrict('0801', (trx) => trx.insertInto('grant_scope').values(row).execute()),
      ).rejects.toThrow(/row-level security/);
      const tables = ['history', 'reference_link', 'operation_answer', 'commit_nonce'] as const;
      for (const table of tables)
        expect(
          await world.database.inDistrict('0801', (trx) =>
            trx.selectFrom(table).selectAll().where('district', '=', '0802').execute(),
          ),
        ).toEqual([]);
      await end(left, grantId);
      expect(await seenBy('0801')).toEqual([]);
    });
});

const aPhone = (personId: string) => ({ personId, kind: 'home', number: '406-555-0100', position: 1 });
