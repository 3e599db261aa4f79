import { afterAll, beforeAll, expect, it } from 'vitest';
import { put, putKeyed } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { context } from '#tests/unit/support/district-file.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

let world: PracticeHost;
beforeAll(async () => {
  world = await aPracticeHost();
});
afterAll(() => world.end());

/** What another computer, a file or a sync brings past every form. */
const arrives = (act: (writer: Parameters<typeof put>[0]) => void): void => {
  world.host.district.open?.file.write(context, act);
};
const found = async (rule: string, studentId?: string) =>
  (
    await world.call('collections.validate', { endYear: 2027, ...(studentId ? { studentId } : {}) })
  ).findings.filter((finding) => finding.rule === rule);

it('a course, a class and bells made on two computers are named, each with the screen where they are mended', async () => {
  const [section] = world.rows<Row<'section'>>(
    `SELECT x.* FROM section x JOIN schoolYear y ON y.id = x.schoolYearId WHERE y.endYear = 2027 AND x.courseId IS NOT NULL`,
  );
  const [course] = world.rows<Row<'course'>>('SELECT * FROM course WHERE id = ?', section?.courseId);
  const [bells] = world.rows<Row<'bellSchedule'>>(
    `SELECT l.* FROM bellSchedule l JOIN calendar c ON c.id = l.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = 2027`,
  );
  if (!section || !course || !bells) throw new Error('The practice district has classes and bells.');
  for (const rule of ['course-twice', 'section-twice', 'bells-twice', 'bells-invalid'])
    expect(await found(rule)).toEqual([]);
  arrives((writer) => {
    put(writer, 'course', { ...course, id: '00000000-0000-7000-8000-000000000001' });
    put(writer, 'section', { ...section, id: '00000000-0000-7000-8000-000000000002' });
    put(writer, 'bellSchedule', { ...bells, id: '00000000-0000-7000-8000-000000000003' });
    put(writer, 'bellBlock', {
      id: '00000000-0000-7000-8000-000000000004',
      bellScheduleId: '00000000-0000-7000-8000-000000000003',
      name: 'AM',
      position: 0,
      startTime: '12:00',
      endTime: '08:30',
      minutes: 180,
      instructional: 1,
    });
  });
  const [twice] = await found('course-twice');
  expect(twice).toMatchObject({ studentId: null, severity: 'must', subjectType: 'course' });
  expect(twice?.place).toMatch(/^\/classes\?course=.*fix=course\.number/);
  expect((await found('section-twice'))[0]?.place).toMatch(/^\/classes\?section=/);
  expect((await found('bells-twice'))[0]?.place).toMatch(/^\/calendar\?calendar=/);
  expect((await found('bells-invalid'))[0]?.what).toMatch(/not after it starts/);
});

it('credits, a follow-up and a score that cannot be are named with their pupil, for that pupil alone too', async () => {
  const [pupil] = world.rows<{ id: string }>(
    `SELECT e.studentId AS id FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = 2027 AND e.grade = '11' AND e.endDate IS NULL ORDER BY e.id`,
  );
  const studentId = pupil?.id ?? '';
  arrives((writer) => {
    putKeyed(writer, 'ctePathway', {
      studentId,
      endYear: 2027,
      pathway: 'Welding',
      districtCredits: '1.00',
      transferCredits: '0.50',
      pathwayCredits: '2.00',
      concentrator: 1,
      singleParent: null,
    });
    putKeyed(writer, 'cteFollowUp', { studentId, endYear: 2027, contactDate: '2027-02-01', status: null });
    putKeyed(writer, 'testScore', {
      studentId,
      test: 'MAST',
      takenOn: '1998-04-01',
      score: '12',
      level: null,
      note: null,
    });
  });
  for (const rule of ['cte-credits', 'cte-contact', 'score-invalid']) {
    expect(await found(rule), rule).toMatchObject([{ studentId }]);
    expect(await found(rule, studentId), rule).toMatchObject([{ studentId }]);
  }
  const other = world.rows<{ id: string }>(
    'SELECT id FROM person WHERE isStudent = 1 AND id <> ?',
    studentId,
  )[0];
  expect(await found('cte-credits', other?.id)).toEqual([]);
});

it('a total of the finance system that is not ours is named, and accepted like any other', async () => {
  const { units } = await world.call('collections.anb', { endYear: 2027 });
  const [unit] = units;
  if (!unit) throw new Error('The practice district has a budget unit.');
  const save = (fallCount: string) =>
    world.call('collections.save-unit-year', {
      districtId: unit.districtId,
      unit: unit.unit,
      endYear: 2027,
      fallCount,
    });
  await save(unit.fall);
  expect(await found('finance-differs')).toEqual([]);
  await save('1.00');
  const [differs] = await found('finance-differs');
  expect(differs).toMatchObject({ severity: 'check', count: 'fall', place: '/collections/counts?show=anb' });
  await world.call('collections.accept-warning', {
    rule: 'finance-differs',
    count: 'fall',
    subjectType: differs?.subjectType,
    subjectId: differs?.subjectId,
    reason: 'Corrected there tomorrow',
  });
  expect((await found('finance-differs'))[0]?.accepted).toBe('Corrected there tomorrow');
});

it('somebody who "never came" and has marks of being here is named', async () => {
  const [stay] = world.rows<Row<'enrollment'>>(
    `SELECT e.* FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = 2027 AND e.grade = '05' AND e.endDate IS NULL AND e.noShow = 0 ORDER BY e.id`,
  );
  if (!stay) throw new Error('The practice district has a grade 5.');
  await world.call('attendance.mark', {
    marks: [{ enrollmentId: stay.id, date: '2026-11-23', block: 'AM', code: 'T', minutes: 5 }],
  });
  arrives((writer) => put(writer, 'enrollment', { ...stay, noShow: 1 }));
  expect(await found('never-came-seen')).toMatchObject([{ studentId: stay.studentId, field: 'noShow' }]);
});

it('a pupil taught in a mode that the calendar does not offer is named, until it is offered', async () => {
  const [stay] = world.rows<Row<'enrollment'>>(
    `SELECT e.* FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = 2027 AND e.grade = '06' AND e.endDate IS NULL AND e.noShow = 0 ORDER BY e.id`,
  );
  const about = async () =>
    (await found('mode-disagrees')).filter(({ studentId }) => studentId === stay?.studentId);
  expect(await about()).toEqual([]);
  const { enrollmentId: _id, ...facts } = await world.call('collections.enrollment-facts', {
    enrollmentId: stay?.id,
  });
  await world.call('collections.save-enrollment-facts', {
    ...facts,
    enrollmentId: stay?.id,
    offeredMode: 'RM',
  });
  expect(await about()).toMatchObject([
    { severity: 'must', field: 'offeredMode', collections: ['fall-mode', 'eoy-mode'] },
  ]);
  await expect(
    world.call('school.save-modes', { calendarId: stay?.calendarId, modes: ['XX'] }),
  ).rejects.toMatchObject({ problems: [{ field: 'modes' }] });
  await world.call('school.save-modes', { calendarId: stay?.calendarId, modes: ['RM', 'IP'] });
  expect((await world.call('school.calendar', { calendarId: stay?.calendarId })).modes).toEqual(['IP', 'RM']);
  expect(await found('mode-disagrees')).toEqual([]);
});
