import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DigestSum, differencesBetween } from '#domain/sync/digest.ts';
import { beginEpoch } from '#state-server/accounts/server-identity.ts';
import { createStateServer } from '#state-server/create-state-server.ts';
import { sha256 } from '#state-server/sync/sha256.ts';
import { readCursor, writeCursor } from '#sync/wire/cursor.ts';
import type { DigestBucketReply, DigestReply } from '#sync/wire/digest.ts';
import type { HistoryReply } from '#sync/wire/record-history.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { aPerson } from '#tests/state-server/support/records.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';
import { TestDevice } from '#tests/state-server/support/test-device.ts';

describe.each(engines)('the feed on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
  }, 60_000);
  afterAll(async () => {
    await world?.close();
    await engine?.stop();
  });

  const people = (device: TestDevice, count: number) =>
    Array.from({ length: count }, () => device.operation(aPerson()));

  test('a window shows the stream as it was when it was pinned, however much is written meanwhile', async () => {
    const device = await world.newDevice('0201');
    const made = people(device, 10);
    await device.send(made);
    const first = await device.page({ limit: 3 });
    expect(first.more).toBe(true);
    const changed = made[8]?.id ?? '';
    await device.change({
      type: 'person',
      id: changed,
      kind: 'update',
      baseRev: 1,
      fields: { usualName: 'later' },
    });
    await device.send(people(device, 5));
    const seen = [...first.entries];
    let page = first;
    while (page.more) {
      page = await device.page({ since: page.next, pinned: first.pinned, limit: 3 });
      seen.push(...page.entries);
    }
    expect(page.next).toBe(first.pinned);
    expect(seen.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
    expect(seen.find(({ id }) => id === changed)).toMatchObject({ rev: 1 });
    const { entries } = await device.pull(page.next, 2);
    expect(entries).toHaveLength(6);
    expect(entries.find(({ id }) => id === changed)).toMatchObject({
      rev: 2,
      fields: { usualName: 'later' },
    });
  });

  test('writers at once: seq has no gap and no double, and a reader that follows misses nothing', async () => {
    const devices = [
      await world.newDevice('0202'),
      await world.newDevice('0202'),
      await world.newDevice('0202'),
    ];
    const reader = await world.newDevice('0202');
    let cursor: string | undefined;
    const seen: number[] = [];
    const writing = Promise.all(
      devices.map(async (device) => {
        for (let round = 0; round < 5; round++) await device.send(people(device, 7));
      }),
    );
    const follow = async () => {
      const pull = await reader.pull(cursor, 4);
      cursor = pull.cursor;
      seen.push(...pull.entries.map(({ seq }) => seq));
    };
    let done = false;
    void writing.then(() => {
      done = true;
    });
    while (!done) await follow();
    await follow();
    expect(seen).toEqual(Array.from({ length: 105 }, (_, at) => at + 1));
  });

  test('a cursor of another past is answered 410 epoch-changed', async () => {
    const device = await world.newDevice('0203');
    await device.send(people(device, 4));
    const { next } = await device.page();
    const cursor = readCursor(next);
    if (!cursor) throw new Error('no cursor');
    for (const wrong of [
      { ...cursor, nonce: 'abcdef' },
      { ...cursor, seq: cursor.seq + 1 },
      { ...cursor, epoch: '00000000-0000-4000-8000-000000000000' },
    ]) {
      const reply = await device.get(`/v1/changes?since=${writeCursor(wrong)}`);
      expect(reply.statusCode).toBe(410);
      expect(reply.json()).toMatchObject({ problem: 'epoch-changed', epoch: cursor.epoch });
    }
    expect((await device.page({ since: writeCursor({ ...cursor, seq: 2 }) })).entries).toHaveLength(2);
    expect((await device.get('/v1/changes?since=nonsense')).statusCode).toBe(400);
  });

  test('after a restore a new epoch makes every cursor old', async () => {
    const place = await engine.newPlace();
    const before = await openStateWorld(place);
    const device = await before.newDevice('0204');
    const { next } = await device.page();
    await beginEpoch(before.services);
    const app = await createStateServer(before.services);
    const again = new TestDevice(app, device.enrolled);
    await again.signIn();
    expect((await again.get(`/v1/changes?since=${next}`)).statusCode).toBe(410);
    await app.close();
    await before.close();
  });

  test('a district sees its own entries and no other’s, call by call', async () => {
    const [here, there] = [await world.newDevice('0205'), await world.newDevice('0206')];
    const [mine] = people(here, 1);
    if (!mine) throw new Error('no operation');
    await here.send([mine]);
    expect((await there.pull()).entries).toEqual([]);
    expect((await there.get('/v1/digest')).json<DigestReply>().types).toEqual({});
    expect((await there.get(`/v1/records/person/${mine.id}/history`)).statusCode).toBe(404);
    // The same record id and operation id are another district's own affair.
    expect(
      await there.send([
        { ...mine, deviceSeq: there.nextSeq(), fields: { ...mine.fields, firstName: 'Other' } },
      ]),
    ).toMatchObject([{ outcome: 'applied', rev: 1 }]);
    expect((await here.pull()).entries).toMatchObject([
      { id: mine.id, rev: 1, fields: { firstName: 'Wren' } },
    ]);
    const phone = await there.change({
      type: 'phone',
      kind: 'create',
      fields: { personId: aPerson().id ?? '', number: '1', position: 1 },
    });
    expect(phone.outcome).toBe('blocked');
  });

  test('the digest of what was pulled equals the state’s, and one changed record is found', async () => {
    const device = await world.newDevice('0207');
    await device.send(people(device, 30));
    const { entries, cursor } = await device.pull();
    const sum = new DigestSum(sha256);
    for (const entry of entries) if (!entry.deleted) sum.add(entry);
    const theirs = (await device.get('/v1/digest')).json<DigestReply>();
    expect(theirs.at).toBe(cursor);
    expect(differencesBetween(sum.digest(), theirs.types)).toEqual([]);
    const changed = entries[4];
    if (!changed) throw new Error('no entry');
    await device.change({
      type: 'person',
      id: changed.id,
      kind: 'update',
      baseRev: 1,
      fields: { usualName: 'X' },
    });
    const later = (await device.get('/v1/digest')).json<DigestReply>();
    const [difference] = differencesBetween(sum.digest(), later.types);
    const bucket = await device.get(`/v1/digest?type=person&bucket=${difference?.bucket}`);
    expect(bucket.json<DigestBucketReply>().records).toContainEqual(
      expect.objectContaining({ id: changed.id, rev: 2 }),
    );
  });

  test('a record’s history names who, when, from what to what, and the receipt', async () => {
    const device = await world.newDevice('0208');
    const person = aPerson();
    await device.change(person);
    world.pass(20);
    const update = await device.change({
      type: 'person',
      id: person.id ?? '',
      kind: 'update',
      baseRev: 1,
      fields: { firstName: 'Sage' },
    });
    const { entries } = (await device.get(`/v1/records/person/${person.id}/history`)).json<HistoryReply>();
    expect(entries).toHaveLength(2);
    expect(entries[1]).toMatchObject({
      rev: 2,
      party: 'district',
      by: 'Office',
      changes: [{ field: 'firstName', from: 'Wren', to: 'Sage' }],
      receipt: update.outcome === 'applied' ? update.receipt : {},
    });
  });
});
