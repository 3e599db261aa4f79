import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
let studentId: string;
beforeAll(async () => {
  world = await aPracticeHost();
  studentId =
    world.rows<{ studentId: string }>(
      `SELECT i.studentId FROM iep i JOIN enrollment e ON e.studentId = i.studentId AND e.endDate IS NULL
        WHERE i.status = 'locked' AND i.startDate <= '2026-09-30' AND i.endDate >= '2026-11-24' ORDER BY i.id`,
    )[0]?.studentId ?? '';
});
afterAll(() => world.end());

it('enters an exit, certifies it with its age, and takes it away again', async () => {
  const { id } = await world.call('special-education.save-exit', {
    studentId,
    exitedOn: '2026-11-20',
    reason: 'TRAN',
    evaluatedOn: '2026-11-10',
  });
  const [line] = await world.call('special-education.exits', { endYear: 2027 });
  expect(line).toMatchObject({ id, reason: 'TRAN', missing: [{ field: 'noticeOn' }] });
  expect(await world.call('special-education.exits', { endYear: 2026 })).toEqual([]);
  const due = (await world.call('special-education.due', {})).filter((one) => one.studentId === studentId);
  expect(due).toMatchObject([{ rule: 'exit-papers', exitId: id, planId: null }]);
  await expect(
    world.call('special-education.save-exit', { studentId, exitedOn: TODAY, reason: 'MKC' }),
  ).rejects.toMatchObject({ problems: [{ field: 'exitedOn' }] });
  await world.call('special-education.remove-exit', { id });
  expect(await world.call('special-education.exits', { studentId })).toEqual([]);
});

it('leaves a pupil who has left out of the self-check from the day after', async () => {
  const members = async (): Promise<number> =>
    (await world.call('collections.self-check', { date: TODAY })).files
      .filter(({ file }) => file === 'FS002')
      .flatMap(({ counts }) => counts)
      .reduce((sum, { studentIds }) => sum + studentIds.length, 0);
  const before = await members();
  expect(before).toBeGreaterThan(0);
  const { id } = await world.call('special-education.save-exit', {
    studentId,
    exitedOn: TODAY,
    reason: 'TRAN',
  });
  expect(await members()).toBe(before);
  await world.call('special-education.save-exit', { id, studentId, exitedOn: '2026-11-23', reason: 'TRAN' });
  expect(await members()).toBe(before - 1);
});

it('says in validation what an exit still needs', async () => {
  const findings = async () =>
    (await world.call('collections.validate', { studentId })).findings.filter(({ rule }) =>
      rule.startsWith('special-education-exit'),
    );
  const [held] = await world.call('special-education.exits', { studentId });
  expect((await findings()).map(({ rule }) => rule)).toEqual([
    'special-education-exit-incomplete',
    'special-education-exit-incomplete',
  ]);
  await world.call('special-education.remove-exit', { id: held?.id });
  expect(await findings()).toEqual([]);
});
