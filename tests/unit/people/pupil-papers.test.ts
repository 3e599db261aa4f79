import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jpegProblem } from '#domain/people/photo.ts';
import { recordTypes } from '#domain/sync/registry.ts';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
let studentId: string;
let adultId: string;
beforeAll(async () => {
  world = await aPracticeHost();
  const pair = world.rows<{ studentId: string; adultId: string }>(
    `SELECT r.studentId, r.adultId FROM relationship r JOIN enrollment e ON e.studentId = r.studentId
      WHERE e.endDate IS NULL AND r.livesWith = 1 ORDER BY r.id LIMIT 1`,
  )[0];
  studentId = pair?.studentId ?? '';
  adultId = pair?.adultId ?? '';
});
afterAll(() => world.end());

const TRUE_STREET = '77 Hidden Canyon Way';

test('a protected address is in no synced record, no list and no report; an ordinary change is refused', async () => {
  const { id: householdId } = await world.call('families.save-household', {
    name: 'A household',
    street: TRUE_STREET,
    city: 'Testville',
    state: 'MT',
    zip: '59001',
  });
  for (const personId of [studentId, adultId])
    await world.call('families.save-member', { householdId, personId, main: true, getsMail: true });
  const address = { street: TRUE_STREET, city: 'Testville', state: 'MT', zip: '59001' };
  await world.call('people.change-address', { personIds: [studentId, adultId], ...address });
  await world.call('people.move-from', {
    personIds: [studentId, adultId],
    from: TODAY,
    ...address,
    street: '1 Next St',
  });
  await world.call('people.change-address', { personIds: [studentId, adultId], ...address });
  const { people } = await world.call('people.protect-address', {
    personId: studentId,
    street: 'PO Box 201',
    city: 'Helena',
    state: 'MT',
    zip: '59620',
  });
  expect(people).toBe(2);
  for (const type of recordTypes)
    expect(JSON.stringify(world.rows(`SELECT * FROM "${type.name}"`)), type.name).not.toContain(
      'Hidden Canyon',
    );
  expect((await world.call('people.page', { personId: adultId })).address.street).toBe('PO Box 201');
  expect(await world.call('people.protection', { personId: studentId })).toMatchObject({
    active: true,
    trueAddress: expect.stringContaining(TRUE_STREET),
  });
  await expect(
    world.call('people.change-address', { personIds: [studentId], ...address }),
  ).rejects.toMatchObject({ kind: 'conflict' });
  await world.call('people.end-protection', { personId: studentId });
  expect((await world.call('people.protection', { personId: studentId })).trueAddress).toBeNull();
});

test('court papers in force stand on the page, and Today tells before one ends', async () => {
  const paper = { studentId, kind: 'PROTECT', says: 'No contact with the uncle', issuedOn: '2026-01-05' };
  await world.call('people.save-court-paper', { ...paper, expiresOn: '2026-12-01' });
  await world.call('people.save-court-paper', { ...paper, says: 'Old one', expiresOn: '2026-02-01' });
  expect(
    (await world.call('people.page', { personId: studentId })).courtPapers.map(({ says }) => says),
  ).toEqual(['No contact with the uncle']);
  const { toDo } = await world.call('system.today', {});
  expect(toDo.some(({ title, due }) => title.startsWith('A court paper ends') && due === '2026-12-01')).toBe(
    true,
  );
  await expect(
    world.call('people.save-court-paper', { ...paper, expiresOn: '2025-12-01' }),
  ).rejects.toMatchObject({ problems: [{ field: 'expiresOn' }] });
});

test('foster placements do not overlap', async () => {
  const placement = { studentId, startDate: '2026-09-01', caseworker: 'C. Worker' };
  await world.call('people.save-foster-placement', { ...placement, endDate: '2026-10-01' });
  await expect(
    world.call('people.save-foster-placement', { ...placement, startDate: '2026-10-01' }),
  ).rejects.toMatchObject({ kind: 'conflict' });
  await world.call('people.save-foster-placement', { ...placement, startDate: '2026-10-02' });
  expect((await world.call('people.papers', { studentId })).foster).toHaveLength(2);
});

/** A JPEG of nothing: start, one table, scan. */
const jpeg = (marker: number): Uint8Array =>
  new Uint8Array([0xff, 0xd8, 0xff, marker, 0, 4, 0, 0, 0xff, 0xda, 0, 2]);

test('a photo is kept only after the opt-in of this year, without camera details, and goes with the opt-out', async () => {
  expect(jpegProblem(jpeg(0xe0))).toBeNull();
  expect(jpegProblem(jpeg(0xe1))).toMatch(/where and with what/);
  expect(jpegProblem(new Uint8Array(readFileSync(new URL(import.meta.url)).subarray(0, 50)))).toMatch(
    /not a JPEG/,
  );
  expect(jpegProblem(new Uint8Array(100_001).fill(0xff, 0, 1).fill(0xd8, 1, 2))).toMatch(/100 KB/);
  const photo = { studentId, image: Buffer.from(jpeg(0xe0)).toString('base64'), takenOn: TODAY };
  await expect(world.call('people.save-photo', photo)).rejects.toMatchObject({ kind: 'conflict' });
  const choice = { studentId, endYear: 2027, chosenOn: TODAY };
  await world.call('people.choose-photo', { ...choice, choice: 'IN' });
  for (const endYear of [2026, 2029])
    await expect(
      world.call('people.choose-photo', { ...choice, endYear, choice: 'IN' }),
    ).rejects.toMatchObject({ problems: [{ field: 'endYear' }] });
  await world.call('people.choose-photo', { ...choice, endYear: 2028, choice: 'IN' });
  for (const takenOn of ['1999-12-31', '2026-11-25'])
    await expect(world.call('people.save-photo', { ...photo, takenOn })).rejects.toMatchObject({
      problems: [{ field: 'takenOn' }],
    });
  await world.call('people.save-photo', photo);
  expect(await world.call('people.photo', { studentId })).toMatchObject({ takenOn: TODAY });
  await world.call('people.choose-photo', { ...choice, choice: 'OUT' });
  expect(await world.call('people.photo', { studentId })).toBeNull();
});
