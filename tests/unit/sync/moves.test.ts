import { afterAll, beforeAll, expect, test } from 'vitest';
import { movedPupil } from '#tests/unit/sync/support/moved-pupil.ts';
import {
  type OfficeHost,
  type OfficesAndState,
  officesAndState,
} from '#tests/unit/sync/support/office-host.ts';

let all: OfficesAndState;
let left: OfficeHost;
let came: OfficeHost;
beforeAll(async () => {
  all = await officesAndState();
  ({ left, came } = await movedPupil(all));
}, 60_000);
afterAll(() => all.end());

const moveOf = async (office: OfficeHost) => {
  await office.call('moves.fetch');
  const [move] = await office.call('moves.list');
  if (!move) throw new Error('The state tells of no move.');
  return move;
};

test('both offices are told in words, the end is proposed, and nothing is changed', async () => {
  const [from, to] = [await moveOf(left), await moveOf(came)];
  expect(from).toMatchObject({ side: 'from', kind: 'overlap', name: 'Fennimore, Juniper', ended: null });
  expect(from.proposedEndDate).toMatch(/-09-13$/);
  expect(to).toMatchObject({ id: from.id, side: 'to', proposedEndDate: null });
  expect(from.sentence).toContain('Nothing is changed by itself');
});

test('declined: the other office reads why, and both enrollments stand', async () => {
  const { id } = await moveOf(left);
  expect(await left.call('moves.decline-end', { id, reason: 'She comes in the mornings.' })).toMatchObject({
    told: true,
  });
  const there = await moveOf(came);
  expect(there.answer).toMatchObject({ says: 'declined', reason: 'She comes in the mornings.' });
  expect(there.sentence).toContain('She comes in the mornings.');
  await expect(came.call('moves.decline-end', { id, reason: 'x' })).rejects.toMatchObject({
    kind: 'conflict',
  });
});

test('accepted: the enrollment ends on the day a person chose, and the overlap is over', async () => {
  const { id, proposedEndDate } = await moveOf(left);
  await expect(left.call('moves.accept-end', { id, endDate: '1999-01-01' })).rejects.toMatchObject({
    kind: 'invalid-input',
  });
  expect(await left.call('moves.accept-end', { id, endDate: proposedEndDate })).toMatchObject({
    told: true,
    marksAfterEnd: 0,
  });
  await left.call('sync.run');
  expect(await moveOf(left)).toMatchObject({ kind: 'moved', ended: proposedEndDate });
});

test('the permanent record is released by a person, and can be read at the other end', async () => {
  const { id } = await moveOf(came);
  await expect(came.call('moves.fetch-records', { id, part: 'permanent' })).rejects.toMatchObject({
    kind: 'not-allowed',
  });
  expect(await left.call('moves.release', { id, part: 'permanent' })).toMatchObject({ released: true });
  await came.call('moves.fetch-records', { id, part: 'permanent' });
  const { tables, fromDistrict } = await came.call('moves.records', { id, part: 'permanent' });
  expect(fromDistrict).toBe('0701');
  const person = tables.find(({ title }) => title === 'Person');
  expect(person?.rows.flat()).toContain('Fennimore');
  expect(tables.map(({ title }) => title)).toContain('Enrollment');
  const paper = await came.call('reports.csv', {
    report: 'received-records',
    options: { moveId: id, part: 'permanent' },
  });
  expect((paper as { text: string }).text).toContain('Fennimore');
  // It stays readable without a line.
  expect((await came.call('moves.list'))[0]?.received).toEqual(['permanent']);
});

test('special education documents need somebody who may see them, on both ends', async () => {
  const { id } = await moveOf(left);
  for (const office of [left, came]) {
    await office.call('accounts.add', {
      name: 'A clerk',
      roles: ['secretary'],
      password: 'four words in here',
    });
    await office.host.district.signIn('A clerk', 'four words in here');
  }
  await expect(left.call('moves.release', { id, part: 'special-education' })).rejects.toMatchObject({
    kind: 'not-allowed',
  });
  await left.host.district.signIn('Sam Office', 'three words here');
  expect(await left.call('moves.release', { id, part: 'special-education' })).toMatchObject({
    released: true,
  });
  await came.call('moves.fetch');
  expect((await came.call('moves.list'))[0]?.released.map(({ part }) => part)).toEqual(['permanent']);
  await expect(came.call('moves.records', { id, part: 'special-education' })).rejects.toMatchObject({
    kind: 'not-allowed',
  });
  await expect(
    came.call('reports.csv', {
      report: 'received-records',
      options: { moveId: id, part: 'special-education' },
    }),
  ).rejects.toMatchObject({ kind: 'not-allowed' });
  await came.host.district.signIn('Sam Office', 'three words here');
  await came.call('moves.fetch-records', { id, part: 'special-education' });
  expect((await came.call('moves.records', { id, part: 'special-education' })).fromDistrict).toBe('0701');
});
