// Small wrongs that somebody noticed: each is a refusal in a sentence, or done once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
let pupil: { studentId: string; enrollmentId: string };
beforeAll(async () => {
  world = await aPracticeHost();
  pupil = world.rows<{ studentId: string; enrollmentId: string }>(
    "SELECT studentId, id AS enrollmentId FROM enrollment WHERE endDate IS NULL AND serviceType = 'P' ORDER BY id LIMIT 1",
  )[0] ?? { studentId: '', enrollmentId: '' };
});
afterAll(() => world.end());
const refused = (field: string, kind = 'invalid-input') => ({
  kind,
  problems: [expect.objectContaining({ field })],
});

describe('addresses', () => {
  const change = (part: object) =>
    world.call('people.change-address', {
      personIds: [pupil.studentId],
      street: '1 Main',
      city: 'Testville',
      state: 'MT',
      zip: '59044',
      ...part,
    });
  test.each([
    ['zip', '5904'],
    ['zip', '59O44'],
    ['zip', '59044-12'],
    ['state', 'Montana'],
    ['state', 'XX'],
    ['email', 'name@school'],
    ['email', 'two words@school.org'],
    ['email', 'a@b..org'],
  ])('%s "%s" is refused at its field', async (field, value) => {
    await expect(change({ [field]: value })).rejects.toMatchObject(refused(field));
  });
  test('with a number that is none, neither the address nor a number is kept', async () => {
    const page = () => world.call('people.page', { personId: pupil.studentId });
    const before = await page();
    const phonesOf = { personId: pupil.studentId, phones: [{ number: '4065550123' }, { number: '555' }] };
    await expect(change({ street: '2 Elsewhere', phonesOf })).rejects.toMatchObject(
      refused('phonesOf.phones.1.number'),
    );
    expect(await page()).toEqual(before);
  });
  test.each([
    [{ zip: '59044-1234' }],
    [{ zip: '590441234' }],
    [{ state: 'AB', zip: 'T1H 4A2' }],
    [{ state: 'mt' }],
    [{ zip: null, state: null }],
    [{ email: 'o’neil.family+school@mail.example.org' }],
  ])('%j is taken', async (part) => {
    await change(part);
  });
});

describe('records requests', () => {
  const request = { direction: 'out', school: 'Another School', parts: [] };
  const save = (part: object) =>
    world.call('records.save-request', {
      studentId: pupil.studentId,
      receivedOn: TODAY,
      ...request,
      ...part,
    });
  test('are not from a day to come, and a later day is not before the request', async () => {
    await expect(save({ receivedOn: '2026-11-25' })).rejects.toMatchObject(refused('receivedOn'));
    await expect(save({ completedOn: '2026-11-25' })).rejects.toMatchObject(refused('completedOn'));
    await expect(
      save({ delayedTo: '2026-11-23', delayReason: 'Fire in the records room' }),
    ).rejects.toMatchObject(refused('delayedTo'));
    await save({ delayedTo: TODAY, delayReason: 'Fire in the records room' });
  });
});

test('one person is not kept apart from herself, nor from nobody', async () => {
  const { studentId } = pupil;
  const apart = (other: string) => world.call('people.keep-apart', { one: studentId, other, reason: 'x' });
  await expect(apart(studentId)).rejects.toMatchObject(refused('other'));
  await expect(apart('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({ kind: 'not-found' });
});

test('a withdrawal that never was is not taken back; one that was is, with its diploma', async () => {
  const { enrollmentId } = pupil;
  const undo = () => world.call('enrollment.undo-withdraw', { enrollmentId });
  await expect(undo()).rejects.toMatchObject(refused('enrollmentId', 'conflict'));
  await world.call('enrollment.withdraw', { enrollmentId, endDate: '2026-11-20', endReason: 'TR_MT' });
  await undo();
  await expect(undo()).rejects.toMatchObject({ kind: 'conflict' });
});

test('counts of a year or a school that is not here are a refusal and not zeros', async () => {
  for (const [name, input] of [
    ['collections.count', { count: 'fall', endYear: 2050 }],
    ['collections.anb', { endYear: 2050 }],
    ['collections.forecast', { endYear: 2050, leaving: [] }],
    ['collections.hours', { endYear: 2050 }],
    ['collections.validate', { endYear: 2050 }],
    ['reports.csv', { report: 'count-worksheet', options: { endYear: 2050 } }],
    ['reports.csv', { report: 'anb-worksheet', options: { endYear: 2050 } }],
  ] as const)
    await expect(world.call(name, input), name).rejects.toMatchObject({
      kind: 'not-found',
      message: expect.stringContaining('2049-50'),
    });
  await expect(world.call('collections.count', { count: 'fall', school: '0555' })).rejects.toMatchObject(
    refused('school', 'not-found'),
  );
  const [padded, bare] = await Promise.all(
    ['9991', '09991'.slice(1)].map((school) => world.call('collections.count', { count: 'fall', school })),
  );
  expect(padded?.pupils.length).toBe(bare?.pupils.length);
});

test('a program that is none is a refusal and not an empty list', async () => {
  for (const name of ['programs.list', 'programs.due'] as const) {
    await expect(world.call(name, { program: 'ELL' }), name).rejects.toMatchObject(
      refused('program', 'not-found'),
    );
    await world.call(name, { program: 'EL' });
  }
});

test('a date before 1900 is told for what it is', async () => {
  await expect(world.call('assessments.list', { date: '1899-09-01' })).rejects.toMatchObject({
    problems: [{ field: 'date', message: expect.stringContaining('1900 to 2199') }],
  });
  await expect(world.call('assessments.list', { date: '2026-02-30' })).rejects.toMatchObject({
    problems: [{ field: 'date', message: expect.stringContaining('does not exist') }],
  });
});

test('codes that any file waits for are told without naming a template', async () => {
  const waiting = (await world.call('exports.codes', {})).filter(({ stateCode }) => stateCode === null);
  expect(waiting.length).toBeGreaterThan(0);
  expect(new Set(waiting.map(({ set, code }) => `${set} ${code}`)).size).toBe(waiting.length);
  const one = await world.call('exports.check', { template: 'aim-en' });
  for (const code of one.codesToConfirm) expect(waiting).toContainEqual(code);
});
