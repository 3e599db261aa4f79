import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

let office: PracticeHost;
let districtId = '';
let certifierId = '';
beforeAll(async () => {
  office = await aPracticeHost();
  districtId =
    office.rows<{ id: string }>("SELECT id FROM district WHERE name LIKE '%Elementary'")[0]?.id ?? '';
  for (const name of ['Sam Clerk', 'Pat Principal'])
    certifierId = (
      await office.call('collections.save-certifier', {
        districtId,
        dataType: 'enrollment',
        name,
        title: 'Clerk',
      })
    ).id;
});
afterAll(() => office.end());

const card = async (collection = 'fall-count') => {
  const { cards } = await office.call('collections.board', { endYear: 2027 });
  return cards.find((one) => one.collection === collection && one.districtId === districtId);
};
const certify = (over: object = {}) =>
  office.call('collections.certify', {
    collection: 'fall-count',
    endYear: 2027,
    districtId,
    certifierId,
    typedName: 'Pat Principal',
    password: 'practice',
    ...over,
  });

describe('certifying', () => {
  test('is refused while something must be fixed, and the board says how many', async () => {
    expect((await card())?.must).toBe(1);
    await expect(certify()).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('must be fixed'),
    });
    writeFileSync(
      join(office.folder, 'answer.tsv'),
      'HD\t11/24/2026\t08:00:00\tMT9.1\r\nSD\t9990\t001009999\t2064\tFleabane\tTomás\t\t\tM\t03/02/2022\tN\tWH\r\n',
    );
    await office.call('imports.apply', { format: 'aim-sd', path: join(office.folder, 'answer.tsv') });
    expect((await card())?.must).toBe(0);
  });

  test('asks for the certifier’s own name and the password, and for the count date to be over', async () => {
    await expect(certify({ typedName: 'Sam Clerk' })).rejects.toMatchObject({ kind: 'invalid-input' });
    await expect(certify({ password: 'wrong' })).rejects.toThrow(/password/i);
    await expect(certify({ collection: 'spring-count' })).rejects.toMatchObject({
      message: expect.stringContaining('from the day after on'),
    });
    await expect(certify({ collection: 'eoy-attendance' })).rejects.toMatchObject({ kind: 'conflict' });
    expect((await card())?.certifications).toEqual([]);
  });

  test('freezes rows and totals; both primary certifiers must sign', async () => {
    const signed = await certify();
    // The button pressed twice, or the call sent again: the same certification answers.
    expect((await certify()).id).toBe(signed.id);
    expect((await card())?.certifications).toHaveLength(1);
    expect(signed.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(signed.rows).toBeGreaterThan(40);
    expect(await card()).toMatchObject({ missing: ['Sam Clerk'], changed: 0, step: 'certify' });
    const sam = (await card())?.certifiers.find(({ name }) => name === 'Sam Clerk');
    const second = await certify({ certifierId: sam?.id, typedName: 'sam clerk' });
    expect(second.hash).toBe(signed.hash);
    expect(await card()).toMatchObject({ missing: [], step: 'waiting' });
  });

  test('what changes afterwards is listed row by row, and can be certified again', async () => {
    const before = await card();
    const pupil = (await office.call('collections.count', { count: 'fall', endYear: 2027 })).pupils.find(
      ({ fraction, schoolNumber }) => fraction === '1.00' && schoolNumber === '9991',
    );
    await office.call('collections.decide-count', {
      enrollmentId: pupil?.enrollmentId,
      count: 'fall',
      hours: '500',
    });
    expect((await card())?.changed).toBe(1);
    const { differences } = await office.call('collections.changes', { id: before?.certifications[0]?.id });
    expect(differences).toEqual([
      {
        kind: 'changed',
        title: pupil?.name,
        fields: [
          { field: 'Aggregate hours', before: pupil?.hours, after: '500.00' },
          { field: 'Fraction', before: '1.00', after: '0.50' },
        ],
      },
    ]);
    const again = await certify();
    expect(again.hash).not.toBe(before?.certifications[0]?.hash);
    expect((await card())?.changed).toBe(0);
  });

  test('a certification taken back stays on record with its reason', async () => {
    const newest = (await card())?.certifications[0];
    await office.call('collections.withdraw-certification', {
      id: newest?.id,
      reason: 'Two pupils were missing',
    });
    const after = (await card())?.certifications.find(({ id }) => id === newest?.id);
    expect(after?.withdrawn).toBe('Two pupils were missing');
    await expect(
      office.call('collections.withdraw-certification', { id: newest?.id, reason: 'again' }),
    ).rejects.toMatchObject({ kind: 'conflict' });
  });
});

test('nothing to report is certified too, and only after it opens', async () => {
  expect((await card('eoy-behavior'))?.zeroAllowed).toBe(true);
  const { id } = await office.call('collections.save-certifier', {
    districtId,
    dataType: 'behavior',
    name: 'Sam Clerk',
  });
  await expect(
    certify({ collection: 'eoy-behavior', certifierId: id, typedName: 'Sam Clerk' }),
  ).rejects.toMatchObject({ message: expect.stringContaining('opens on') });
  const past = await certify({
    collection: 'eoy-behavior',
    endYear: 2026,
    certifierId: id,
    typedName: 'Sam Clerk',
    lateReason: 'Zero was never handed in',
  });
  expect(past.rows).toBe(0);
});

test('a count calculated twice is the same to the byte, and its lines add up to its totals', async () => {
  const [one, two] = [
    await office.call('collections.count', { count: 'fall', endYear: 2027 }),
    await office.call('collections.count', { count: 'fall', endYear: 2027 }),
  ];
  expect(JSON.stringify(one)).toBe(JSON.stringify(two));
  for (const unit of one.units) {
    const own = one.pupils.filter((pupil) => pupil.unit === unit.unit);
    const sum = own.reduce((total, { fraction }) => total + Math.round(Number(fraction) * 100), 0);
    expect((sum / 100).toFixed(2)).toBe(unit.total);
  }
  expect(one.countDates).toEqual(['2026-10-05']);
  expect(TODAY > '2026-10-05').toBe(true);
});

test('a forecast without a family has less ANB, and touches no record', async () => {
  const { pupils } = await office.call('collections.count', { count: 'spring', endYear: 2027 });
  const leaving = pupils.filter(({ fraction }) => fraction === '1.00').slice(0, 3);
  const { now, after } = await office.call('collections.forecast', {
    endYear: 2027,
    leaving: leaving.map(({ studentId }) => studentId),
  });
  const sum = (anb: typeof now) => anb.units.reduce((total, unit) => total + Number(unit.anb), 0);
  expect(sum(now) - sum(after)).toBeCloseTo((3 / 2) * (186 / 180), 1);
  expect(await office.call('collections.anb', { endYear: 2027 })).toEqual(now);
});
