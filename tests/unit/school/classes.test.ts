import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeFile } from '#db/state-files/compose-file.ts';
import { courseProblems } from '#domain/school/course-rules.ts';
import levels from '#resources/code-sets/course_level.json' with { type: 'json' };
import grades from '#resources/code-sets/grade_level.json' with { type: 'json' };
import { aPracticeHost, type PracticeHost, TODAY } from '#tests/unit/support/practice-host.ts';

const none = {
  subjectArea: null,
  courseCode: null,
  lowestGrade: null,
  highestGrade: null,
  credit: null,
  level: null,
  sequence: null,
  sequenceTotal: null,
  distance: null,
  dualCredit: null,
  alternative: null,
};

describe('what the state asks about a course', () => {
  const fields = (facts: Partial<Parameters<typeof courseProblems>[0]>) =>
    courseProblems({ ...none, ...facts }, { levels, grades }).map(({ field }) => field);
  it.each([
    ['nothing yet', {}, []],
    ['a whole code', { subjectArea: '02', courseCode: '052', level: 'G', credit: '1.00' }, []],
    ['half a code', { subjectArea: '02' }, ['courseCode']],
    ['letters in it', { subjectArea: 'MA', courseCode: '5' }, ['subjectArea', 'courseCode']],
    ['an unknown level', { level: 'Z' }, ['level']],
    ['grades the wrong way round', { lowestGrade: '10', highestGrade: '09' }, ['highestGrade']],
    ['a grade there is not', { lowestGrade: '15' }, ['lowestGrade']],
    ['part 3 of 2', { sequence: 3, sequenceTotal: 2 }, ['sequence']],
    ['a part of nothing', { sequence: 1 }, ['sequenceTotal']],
    ['too much credit', { credit: '10.01' }, ['credit']],
  ])('%s', (_words, facts, wrong) => {
    expect(fields(facts)).toEqual(wrong);
  });
});

describe('the practice district', () => {
  let world: PracticeHost;
  beforeAll(async () => {
    world = await aPracticeHost();
  });
  afterAll(() => world.end());
  const list = () => world.call('classes.list', { endYear: 2027 });

  it('counts who sits in a room today: not those who have left the seat or the school', async () => {
    const seat = world.rows<{ sectionId: string; enrollmentId: string; studentId: string }>(
      `SELECT r.sectionId, r.enrollmentId, e.studentId FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId
        JOIN section x ON x.id = r.sectionId JOIN schoolYear y ON y.id = x.schoolYearId
        WHERE y.endYear = 2027 AND r.endDate IS NULL AND e.endDate IS NULL AND e.noShow = 0 ORDER BY r.id LIMIT 1`,
    )[0];
    const seated = async () =>
      (await list()).classes.find(({ id }) => id === seat?.sectionId)?.pupils ?? Number.NaN;
    expect((await list()).countedOn).toBe(TODAY);
    const before = await seated();
    expect(before).toBeGreaterThan(0);
    await world.call('enrollment.withdraw', {
      enrollmentId: seat?.enrollmentId,
      endDate: '2026-11-20',
      endReason: 'TR_MT',
    });
    expect(await seated()).toBe(before - 1);
  });

  it('makes a course and a class of it by hand, and the state’s files carry them', async () => {
    const { schools } = await world.call('school.overview', {});
    const schoolId = (await list()).blocks[0]?.schoolId ?? schools[0]?.id;
    const block = (await list()).blocks.find((row) => row.schoolId === schoolId)?.block;
    const staffId = (await world.call('people.staff', {}))[0]?.personId;
    const course = {
      schoolId,
      number: 'WELD1',
      name: 'Welding',
      facts: { subjectArea: '13', courseCode: '207', credit: '0.5' },
    };
    const { id: courseId } = await world.call('classes.save-course', course);
    expect((await list()).courses.find(({ id }) => id === courseId)).toMatchObject({
      number: 'WELD1',
      facts: { subjectArea: '13', credit: '0.50' },
    });
    await expect(world.call('classes.save-course', { ...course, name: 'Again' })).rejects.toMatchObject({
      problems: [{ field: 'number' }],
    });
    const asked = { schoolId, endYear: 2027, number: 'W-1', name: 'Welding 1', courseId };
    await expect(world.call('classes.save-class', asked)).rejects.toMatchObject({
      problems: [{ field: 'block' }],
    });
    await expect(world.call('classes.save-class', { ...asked, block: 'Midnight' })).rejects.toMatchObject({
      problems: [{ field: 'block' }],
    });
    const { id: sectionId } = await world.call('classes.save-class', {
      ...asked,
      block,
      sessionType: 'SEM',
      sessionNumber: '2',
    });
    const line = { sectionId, staffId, role: 'T', startDate: '2026-08-26' };
    const { id: lineId } = await world.call('classes.save-staff', line);
    await expect(
      world.call('classes.save-staff', { ...line, startDate: '2026-10-01' }),
    ).rejects.toMatchObject({ problems: [{ field: 'startDate' }] });
    expect((await list()).classes.find(({ id }) => id === sectionId)).toMatchObject({
      courseName: 'Welding',
      sessionType: 'SEM',
      sessionNumber: '2',
      block,
      staff: [{ id: lineId, role: 'T' }],
    });
    const reader = world.host.district.open?.file.reader;
    if (!reader) throw new Error('The practice district is open.');
    for (const template of ['aim-cu', 'aim-su', 'aim-sp'] as const) {
      const file = composeFile(reader, {
        template,
        scope: { endYear: 2027, asOf: '2026-11-24' },
        stamp: { date: '2026-11-24', time: '08:00' },
      });
      expect(file.rows.flatMap(({ cells }) => cells)).toContain('WELD1');
    }
    await world.call('classes.remove-staff', { id: lineId });
    expect((await list()).classes.find(({ id }) => id === sectionId)?.staff).toEqual([]);
  });

  it('keeps a pupil off the staff lines, and a course in its school', async () => {
    const one = (await list()).classes.find(({ courseId }) => courseId !== null);
    const pupil = world.rows<{ id: string }>('SELECT id FROM person WHERE isStudent = 1 AND isStaff = 0')[0];
    await expect(
      world.call('classes.save-staff', { sectionId: one?.id, staffId: pupil?.id, role: 'T' }),
    ).rejects.toMatchObject({ problems: [{ field: 'staffId' }] });
    const course = (await list()).courses.find(({ id }) => id === one?.courseId);
    const other = (await world.call('school.overview', {})).schools.find(({ id }) => id !== course?.schoolId);
    await expect(
      world.call('classes.save-course', {
        id: course?.id,
        schoolId: other?.id,
        number: course?.number,
        name: course?.name,
        facts: {},
      }),
    ).rejects.toMatchObject({ problems: [{ field: 'schoolId' }] });
  });
});
