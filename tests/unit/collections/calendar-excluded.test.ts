import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
let calendarId: string;
let grade: string;
beforeAll(async () => {
  world = await aPracticeHost();
  const row = world.rows<{ calendarId: string; grade: string }>(
    `SELECT e.calendarId, e.grade FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = 2027 AND e.grade BETWEEN '01' AND '05' GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1`,
  )[0];
  if (!row) throw new Error('The practice district has pupils in grades 1 to 5.');
  ({ calendarId, grade } = row);
});
afterAll(() => world.end());

/** How many pupils of the grade, and of the calendar, a count, a file and the self-check hold. */
async function told() {
  const count = await world.call('collections.count', { count: 'fall', endYear: 2027 });
  const own = new Set(
    world
      .rows<{ id: string; grade: string }>(
        'SELECT id, grade FROM enrollment WHERE calendarId = ?',
        calendarId,
      )
      .map(({ id }) => id),
  );
  const file = await world.call('exports.check', { template: 'aim-en', endYear: 2027 });
  const check = await world.call('collections.self-check', { date: '2026-10-06' });
  return {
    enrolled: count.units.reduce((sum, unit) => sum + unit.enrolled, 0),
    total: Number(count.total),
    reasons: [
      ...new Set(
        count.pupils
          .filter(({ enrollmentId }) => own.has(enrollmentId))
          .flatMap(({ exclusions }) => exclusions),
      ),
    ],
    file: file.lines + file.leftOut,
    notReported: file.notReported.join(' '),
    members: check.pupils,
    validated: (await world.call('collections.validate', { endYear: 2027 })).students,
  };
}

it('leaves a grade, then the whole calendar, out of every count and file, and says so; and takes both back', async () => {
  const all = await told();
  expect(all.reasons).not.toContain('STATE_GRADE');
  await expect(world.call('school.save-reporting', { calendarId, excluded: true })).rejects.toMatchObject({
    problems: [{ field: 'reason' }],
  });
  await expect(
    world.call('school.save-reporting', { calendarId, excluded: false, excludedGrades: ['99'], reason: 'x' }),
  ).rejects.toMatchObject({ problems: [{ field: 'excludedGrades' }] });
  await expect(
    world.call('school.save-reporting', { calendarId, excluded: true, reason: '  ' }),
  ).rejects.toMatchObject({
    problems: [{ field: 'reason', message: 'Say why it is left out of state counts.' }],
  });
  expect(await told()).toEqual(all);

  await world.call('school.save-reporting', {
    calendarId,
    excluded: false,
    excludedGrades: [grade],
    reason: 'Reported by the cooperative.',
  });
  const without = await told();
  expect(without.enrolled).toBeLessThan(all.enrolled);
  expect(without.total).toBeLessThan(all.total);
  expect(without.file).toBeLessThan(all.file);
  expect(without.members).toBeLessThan(all.members);
  expect(without.validated).toBeLessThan(all.validated);
  expect(without.reasons).toContain('STATE_GRADE');
  expect(without.notReported).toContain(`grade ${grade} is left out of state counts`);

  await world.call('school.save-reporting', { calendarId, excluded: true, reason: 'Adult education.' });
  const none = await told();
  expect(none.enrolled).toBeLessThan(without.enrolled);
  expect(none.file).toBeLessThan(without.file);
  expect(none.reasons).toContain('STATE_CALENDAR');
  expect(none.notReported).toContain('the calendar is left out of state counts');
  expect((await world.call('school.calendar', { calendarId })).reporting).toMatchObject({
    excluded: true,
    reason: 'Adult education.',
  });

  await world.call('school.save-reporting', { calendarId, excluded: false });
  expect(await told()).toEqual(all);
});

it('goes along to the copied calendar of the next year', async () => {
  await world.call('school.save-reporting', {
    calendarId,
    type: 'J',
    excluded: true,
    reason: 'Summer only.',
  });
  await world.call('year.copy-calendars', { endYear: 2027 });
  const copies = world.rows<{ type: string }>(
    `SELECT k.type FROM calendarReporting k JOIN calendar c ON c.id = k.calendarId JOIN schoolYear y ON y.id = c.schoolYearId WHERE y.endYear = 2028`,
  );
  expect(copies).toEqual([{ type: 'J' }]);
});

it('names in the feeds who is left out with the calendar, and keeps everybody in meals and photos', async () => {
  const pupils = new Set(
    world
      .rows<{ studentId: string }>(
        "SELECT studentId FROM enrollment WHERE calendarId = ? AND startDate <= '2026-11-24' AND endDate IS NULL AND noShow = 0",
        calendarId,
      )
      .map(({ studentId }) => studentId),
  );
  const asked = async () => ({
    registration: await world.call('feeds.check', { feed: 'assessment-registration' }),
    window: await world.call('feeds.check', { feed: 'test-window' }),
    meals: await world.call('feeds.check', { feed: 'child-nutrition' }),
    plans: await world.call('feeds.check', { feed: 'special-education' }),
    photos: await world.call('feeds.photo-preview', {}),
  });
  const people = (lines: readonly { studentId: string }[]) =>
    new Set(lines.map(({ studentId }) => studentId));
  await world.call('school.save-reporting', { calendarId, excluded: false });
  const before = await asked();
  await world.call('school.save-reporting', { calendarId, excluded: true, reason: 'Adult education.' });
  const after = await asked();
  expect(after.meals).toEqual(before.meals);
  expect(after.photos).toEqual(before.photos);
  for (const feed of ['registration', 'window', 'plans'] as const) {
    const gone = [...people(before[feed].rows)].filter((id) => !people(after[feed].rows).has(id));
    expect(new Set(gone)).toEqual(new Set([...people(before[feed].rows)].filter((id) => pupils.has(id))));
    expect(gone.length, feed).toBeGreaterThan(0);
    for (const id of gone)
      expect(after[feed].leftOut.find(({ studentId }) => studentId === id)?.reason).toContain(
        'The calendar is left out of state counts.',
      );
  }
});
