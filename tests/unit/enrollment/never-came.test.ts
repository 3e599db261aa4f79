import { afterAll, beforeAll, expect, it } from 'vitest';
import { change } from '#db/system/rows.ts';
import { context } from '#tests/unit/support/district-file.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
let chosen: { id: string; studentId: string }[];
beforeAll(async () => {
  world = await aPracticeHost();
  chosen = world.rows<{ id: string; studentId: string }>(
    `SELECT e.id, e.studentId FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = 2027 AND e.endDate IS NULL AND e.noShow = 0 AND e.grade BETWEEN '01' AND '05' ORDER BY e.id LIMIT 2`,
  );
  // A week before the count: the rule of ten days does not leave the pupil out of it, so something is to be seen there.
  world.host.district.open?.file.write(context, (writer) =>
    change(writer, 'enrollment', chosen[1]?.id ?? '', { startDate: '2026-09-28' }),
  );
});
afterAll(() => world.end());

const total = async (): Promise<number> =>
  Number((await world.call('collections.count', { count: 'fall', endYear: 2027 })).total);
const ids = () => chosen.map(({ id }) => id);

it('knows who was absent on every school day so far', async () => {
  const [one] = chosen;
  expect(
    (await world.call('first-days.not-seen', {})).find(({ enrollmentId }) => enrollmentId === one?.id),
  ).toMatchObject({
    neverSeen: false,
  });
  const daysOf = (id: string | undefined) =>
    world.rows<{ date: string }>(
      `SELECT d.date FROM calendarDay d JOIN enrollment e ON e.calendarId = d.calendarId
      WHERE e.id = ? AND d.kind = 'instruction' AND d.date >= e.startDate AND d.date <= '2026-11-23'`,
      id,
    );
  const days = daysOf(one?.id);
  await expect(world.call('first-days.mark', { enrollmentIds: ids() })).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringMatching(/here on \d+\.\d\d of the \d+ school days/),
    problems: [{ field: 'enrollmentIds.0' }],
  });
  for (const id of ids())
    for (const { date } of daysOf(id))
      await world.call('attendance.mark', {
        marks: [{ enrollmentId: id, date, block: null, code: 'AU' }],
      });
  // One late arrival is a day on which the pupil came.
  const [day] = days;
  await world.call('attendance.mark', {
    marks: [{ enrollmentId: one?.id, date: day?.date, block: 'AM', code: 'T', minutes: 10 }],
  });
  await expect(world.call('first-days.preview', { enrollmentIds: ids() })).rejects.toMatchObject({
    kind: 'conflict',
  });
  await world.call('attendance.mark', {
    marks: [{ enrollmentId: one?.id, date: day?.date, block: null, code: 'AU' }],
  });
  const [first] = await world.call('first-days.not-seen', {});
  expect(first).toMatchObject({ enrollmentId: one?.id, neverSeen: true, days: days.length, present: '0.00' });
});

it('says what it would change, changes it as one, and takes it back as one', async () => {
  const before = await total();
  const effect = await world.call('first-days.preview', { enrollmentIds: ids() });
  expect(effect.pupils).toBe(2);
  expect(effect.marks).toBeGreaterThan(0);
  expect(await total()).toBe(before);
  const { groupId } = await world.call('first-days.mark', { enrollmentIds: ids() });
  const less = Number(effect.counts.find(({ count }) => count === 'fall')?.less);
  expect(less).toBeGreaterThan(0);
  expect(await total()).toBeCloseTo(before - less, 2);
  expect((await world.call('first-days.not-seen', {})).map(({ enrollmentId }) => enrollmentId)).not.toContain(
    chosen[0]?.id,
  );
  expect((await world.call('first-days.changes', {})).map((one) => one.groupId)).toEqual([groupId]);
  expect(await world.call('year.changes', {})).toEqual([]);
  await world.call('first-days.undo', { groupId });
  expect(await total()).toBe(before);
  expect(await world.call('first-days.changes', {})).toEqual([]);
});

it('is all or nothing: one enrollment that has ended leaves the others as they were', async () => {
  const before = await total();
  const ended = world.rows<{ id: string }>('SELECT id FROM enrollment WHERE endDate IS NOT NULL LIMIT 1')[0];
  await expect(world.call('first-days.mark', { enrollmentIds: [...ids(), ended?.id] })).rejects.toMatchObject(
    { kind: 'conflict', problems: [{ field: 'enrollmentIds.2' }] },
  );
  expect(await total()).toBe(before);
});

it('no box of an enrollment says "never came" of somebody whom attendance has here', async () => {
  const [came] = world.rows<{ id: string }>(
    `SELECT e.id FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = 2027 AND e.endDate IS NULL AND e.noShow = 0 AND e.extracurricularOnly = 0 AND e.grade = '07' ORDER BY e.id`,
  );
  const fix = (noShow: boolean) => world.call('enrollment.fix', { enrollmentId: came?.id, noShow });
  await expect(fix(true)).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringMatching(/here on \d+\.\d\d of the \d+ school days through yesterday/),
    problems: [{ field: 'noShow' }],
  });
  const marks = world
    .rows<{ date: string }>(
      `SELECT d.date FROM calendarDay d JOIN enrollment e ON e.calendarId = d.calendarId
        WHERE e.id = ? AND d.kind = 'instruction' AND d.date >= e.startDate AND d.date <= '2026-11-24'`,
      came?.id,
    )
    .map(({ date }) => ({ enrollmentId: came?.id, date, block: null, code: 'AU' }));
  await world.call('attendance.mark', { marks });
  await fix(true);
  expect((await world.call('enrollment.stay', { enrollmentId: came?.id })).noShow).toBe(true);
  await fix(false);
});
