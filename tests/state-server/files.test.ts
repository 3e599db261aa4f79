import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { naturalId } from '#domain/sync/natural-id.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import { FILE_PART_BYTES } from '#sync/wire/files.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { aPerson } from '#tests/state-server/support/records.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';
import type { TestDevice } from '#tests/state-server/support/test-device.ts';

describe.each(engines)('files on %s', (name) => {
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

  const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

  /** A pupil whose photo record names these bytes. */
  async function aPhoto(
    device: TestDevice,
    bytes: Buffer,
  ): Promise<{ sha256: string; id: string; studentId: string }> {
    const student = aPerson();
    const studentId = student.id ?? '';
    const type = recordTypeNamed('pupilPhoto');
    if (!type) throw new Error('There are no photos.');
    const id = naturalId(type, { studentId });
    const sha256 = hashOf(bytes);
    const answers = await device.send([
      device.operation(student),
      device.operation({
        type: 'pupilPhoto',
        kind: 'create',
        id,
        fields: { studentId, takenOn: '2026-09-01', sha256, size: bytes.length },
      }),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
    return { sha256, id, studentId };
  }

  const part = (device: TestDevice, sha256: string, bytes: Buffer, start: number, size = bytes.length) =>
    device.post(`/v1/files/${sha256}`, {
      size,
      start,
      bytes: bytes.subarray(start, start + FILE_PART_BYTES).toString('base64'),
    });

  async function fetched(device: TestDevice, sha256: string): Promise<Buffer> {
    let all = Buffer.alloc(0);
    for (;;) {
      const reply = await device.get(`/v1/files/${sha256}?from=${all.length}`);
      expect(reply.statusCode).toBe(200);
      const { size, from, bytes } = reply.json<{ size: number; from: number; bytes: string }>();
      expect(from).toBe(all.length);
      all = Buffer.concat([all, Buffer.from(bytes, 'base64')]);
      if (all.length >= size) return all;
    }
  }

  test('a file that a record names comes in parts, goes on after a cut, and is the same for every computer of the office', async () => {
    const [office, principal] = [await world.newDevice('0701'), await world.newDevice('0701')];
    const bytes = randomBytes(3 * FILE_PART_BYTES - 17);
    const { sha256 } = await aPhoto(office, bytes);
    expect((await part(office, sha256, bytes, 0)).json()).toEqual({ received: FILE_PART_BYTES });
    // Not whole: nobody is given half a picture.
    expect((await principal.get(`/v1/files/${sha256}`)).statusCode).toBe(404);
    // The answer was lost: the same part again changes nothing; one that leaves a gap is not taken.
    for (const start of [0, 2 * FILE_PART_BYTES])
      expect((await part(office, sha256, bytes, start)).json()).toEqual({ received: FILE_PART_BYTES });
    await part(office, sha256, bytes, FILE_PART_BYTES);
    expect((await part(office, sha256, bytes, 2 * FILE_PART_BYTES)).json()).toEqual({
      received: bytes.length,
    });
    expect((await part(office, sha256, bytes, 0)).json()).toEqual({ received: bytes.length });
    expect(await fetched(principal, sha256)).toEqual(bytes);
  });

  test('a file that no record of the district names is not taken, and no other district is given one', async () => {
    const [office, elsewhere] = [await world.newDevice('0702'), await world.newDevice('0703')];
    const bytes = randomBytes(500);
    expect((await part(office, hashOf(bytes), bytes, 0)).statusCode).toBe(404);
    const { sha256 } = await aPhoto(office, bytes);
    await part(office, sha256, bytes, 0);
    expect((await elsewhere.get(`/v1/files/${sha256}`)).statusCode).toBe(404);
    expect((await part(elsewhere, sha256, bytes, 0)).statusCode).toBe(404);
    // Both may have the same picture, each its own.
    await aPhoto(elsewhere, bytes);
    expect((await elsewhere.get(`/v1/files/${sha256}`)).statusCode).toBe(404);
    await part(elsewhere, sha256, bytes, 0);
    expect(await fetched(elsewhere, sha256)).toEqual(bytes);
  });

  test('bytes that are not what the name says are refused in a sentence, and the right ones taken afterwards', async () => {
    const office = await world.newDevice('0704');
    const bytes = randomBytes(FILE_PART_BYTES + 100);
    const { sha256 } = await aPhoto(office, bytes);
    await part(office, sha256, bytes, 0);
    const wrong = Buffer.concat([bytes.subarray(0, FILE_PART_BYTES), randomBytes(100)]);
    const refused = await part(office, sha256, wrong, FILE_PART_BYTES);
    expect(refused.statusCode).toBe(400);
    expect(refused.json<{ sentence: string }>().sentence).toMatch(/send it again from the beginning/);
    // Another size under the same name cannot be right either.
    expect((await part(office, sha256, bytes, 0)).json()).toEqual({ received: FILE_PART_BYTES });
    expect((await part(office, sha256, bytes, FILE_PART_BYTES, bytes.length + 1)).statusCode).toBe(400);
    for (const start of [0, FILE_PART_BYTES]) await part(office, sha256, bytes, start);
    expect(await fetched(office, sha256)).toEqual(bytes);
    for (const [url, body] of [
      ['/v1/files/not-a-hash', { size: 1, start: 0, bytes: '' }],
      [`/v1/files/${sha256}`, { size: 0, start: 0, bytes: '' }],
      [`/v1/files/${sha256}`, { size: 1, start: -1, bytes: '' }],
      [`/v1/files/${sha256}`, { size: 1, start: 0, bytes: '%%%' }],
      [`/v1/files/${sha256}`, { size: 1024 * 1024 * 1024, start: 0, bytes: '' }],
    ] as const)
      expect((await office.post(url, body)).statusCode).toBe(400);
  });

  test('a picture that is withdrawn is gone at the state with its record, unless another record still names it', async () => {
    const office = await world.newDevice('0705');
    const bytes = randomBytes(700);
    const one = await aPhoto(office, bytes);
    const other = await aPhoto(office, bytes);
    await part(office, one.sha256, bytes, 0);
    const clear = (id: string, baseRev: number) =>
      office.change({
        type: 'pupilPhoto',
        kind: 'update',
        id,
        baseRev,
        fields: { takenOn: null, sha256: null, size: null },
      });
    expect((await clear(one.id, 1)).outcome).toBe('applied');
    expect(await fetched(office, one.sha256)).toEqual(bytes);
    expect((await clear(other.id, 1)).outcome).toBe('applied');
    expect((await office.get(`/v1/files/${one.sha256}`)).statusCode).toBe(404);
    const left = await world.database.inDistrict('0705', (trx) =>
      trx.selectFrom('file_part').select('start').where('district', '=', '0705').execute(),
    );
    expect(left).toEqual([]);
  });
});
