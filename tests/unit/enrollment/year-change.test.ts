import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proposeNext } from '#domain/enrollment/roll-forward.ts';
import {
  nextYearDays,
  nextYearName,
  nextYearTerm,
  regularBell,
  yearAfter,
} from '#domain/school/next-year.ts';
import { weekdayOf } from '#domain/system/civil-date.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

describe('the days of the next year', () => {
  const day = (
    date: string,
    kind: string,
    bellScheduleId: string | null = kind === 'instruction' ? 'b' : null,
  ) => ({
    date,
    kind,
    bellScheduleId,
    reason: kind === 'instruction' ? null : 'Why',
  });
  const days = [
    day('2026-09-07', 'holiday'),
    day('2026-09-08', 'instruction'),
    day('2026-09-09', 'instruction'),
    day('2026-09-10', 'instruction', 'early'),
    day('2026-09-11', 'pir'),
    day('2026-09-12', 'instruction'),
    day('2026-09-14', 'closed'),
  ];
  test('stay on their weekdays; holidays are to confirm, a lost day is a school day again, a make-up Saturday is gone', () => {
    const next = nextYearDays(days, regularBell(days));
    expect(
      next.map(({ date, kind, bellScheduleId, confirm }) => [date, kind, bellScheduleId, confirm]),
    ).toEqual([
      ['2027-09-06', 'holiday', null, true],
      ['2027-09-07', 'instruction', 'b', false],
      ['2027-09-08', 'instruction', 'b', false],
      ['2027-09-09', 'instruction', 'early', true],
      ['2027-09-10', 'pir', null, false],
      ['2027-09-13', 'instruction', 'b', true],
    ]);
    expect(next.map(({ date }) => weekdayOf(date))).toEqual([1, 2, 3, 4, 5, 1]);
  });
});

describe('the next year itself', () => {
  const year = { startDate: '2026-07-01', endDate: '2027-06-30' };
  const next = { startDate: '2027-07-01', endDate: '2028-06-30' };
  test('runs from July 1 through June 30 as this one does, leap day or not', () => {
    expect(yearAfter(year)).toEqual(next);
    expect(yearAfter(next)).toEqual({ startDate: '2028-07-01', endDate: '2029-06-30' });
  });
  test('a term of the whole year stays one; the others keep their weekdays, within the year', () => {
    expect(nextYearTerm(year, year, next)).toEqual(next);
    expect(nextYearTerm({ startDate: '2026-08-26', endDate: '2027-01-15' }, year, next)).toEqual({
      startDate: '2027-08-25',
      endDate: '2028-01-14',
    });
    expect(nextYearTerm({ startDate: '2026-07-01', endDate: '2027-01-15' }, year, next).startDate).toBe(
      '2027-07-01',
    );
  });
});

test.each([
  ['Grades 4–8 2026-27', 'Grades 4–8 2027-28'],
  ['2026–2027 K', '2027–2028 K'],
  ['Room 2026', 'Room 2026'],
  ['Kindergarten', 'Kindergarten'],
  ['2025-26', '2025-26'],
])('the calendar “%s” is “%s” in the next year', (name, next) => {
  expect(nextYearName(name, 2027)).toBe(next);
});

describe('where a pupil goes next', () => {
  const elementary = { id: 'e', schoolId: 'E', number: '1', grades: new Set(['KF', '01', '07', '08']) };
  const high = { id: 'h', schoolId: 'H', number: '1', grades: new Set(['09', '10', '11', '12']) };
  const from = (grade: string, schoolId = 'E') =>
    proposeNext({ grade, schoolId, calendarNumber: '1' }, [elementary, high]);
  test('up in the school, over to the next one, out after grade 12', () => {
    expect(from('KF')).toMatchObject({
      fate: 'promote',
      grade: '01',
      calendarId: 'e',
      startStatus: '02',
      look: null,
    });
    expect(from('08')).toMatchObject({ fate: 'promote', grade: '09', calendarId: 'h', startStatus: '04' });
    expect(from('12', 'H')).toMatchObject({ fate: 'graduate', calendarId: null });
    expect(from('01').look).toMatch(/Nobody is in grade 02/);
    expect(from('XX')).toMatchObject({ fate: 'leave' });
    expect(proposeNext({ grade: '01', schoolId: 'E', calendarNumber: '1' }, []).look).toMatch(
      /copy the calendars/,
    );
  });
});

describe('the practice district', () => {
  let world: PracticeHost;
  let endYear: number;
  beforeAll(async () => {
    world = await aPracticeHost();
    endYear = (await world.call('school.overview', {})).calendars[0]?.endYear ?? 0;
  });
  afterAll(() => world.end());
  const tables = [
    'schoolYear',
    'calendar',
    'calendarDay',
    'bellSchedule',
    'bellBlock',
    'term',
    'section',
    'enrollment',
  ];
  const everything = () =>
    [...tables, 'sectionRoster', 'enrollmentFacts', 'demographics', 'sectionScale'].map((table) =>
      world.rows(`SELECT * FROM "${table}" ORDER BY id`),
    );

  test('changes its year, and back again to the last record', async () => {
    const start = everything();
    await expect(world.call('year.roll', { endYear })).rejects.toMatchObject({ kind: 'invalid-input' });
    expect(everything()).toEqual(start);
    const [first] = await world.call('year.preview-calendars', { endYear });
    expect(first?.confirm.some(({ kind }) => kind === 'holiday' || kind === 'vacation')).toBe(true);
    const holiday = first?.confirm[0];
    const copied = await world.call('year.copy-calendars', {
      endYear,
      days: [{ calendarId: first?.calendarId, date: holiday?.date, kind: 'pir' }],
    });
    expect(copied.calendars).toBeGreaterThan(0);
    expect((await world.call('school.overview', {})).years[0]).toMatchObject({
      endYear: endYear + 1,
      startDate: `${endYear}-07-01`,
      endDate: `${endYear + 1}-06-30`,
    });
    expect(
      world.rows("SELECT 1 FROM calendarDay WHERE date = ? AND kind = 'pir'", holiday?.date).length,
    ).toBeGreaterThan(0);
    await expect(world.call('year.copy-calendars', { endYear })).rejects.toMatchObject({ kind: 'conflict' });
    const between = everything();

    const lines = await world.call('year.preview-roll', { endYear });
    const open = world.rows<{ id: string }>(
      'SELECT e.id FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId WHERE y.endYear = ? AND e.endDate IS NULL AND e.noShow = 0',
      endYear,
    );
    expect(lines).toHaveLength(open.length);
    const [repeats, leaves] = lines.filter(({ fromGrade }) => fromGrade === '02');
    await expect(
      world.call('year.roll', {
        endYear,
        exceptions: [{ enrollmentId: leaves?.enrollmentId, fate: 'leave' }],
      }),
    ).rejects.toMatchObject({ kind: 'invalid-input' });
    expect(everything()).toEqual(between);
    const rolled = await world.call('year.roll', {
      endYear,
      exceptions: [
        { enrollmentId: repeats?.enrollmentId, fate: 'repeat' },
        { enrollmentId: leaves?.enrollmentId, fate: 'leave', endReason: 'TR_OOS' },
      ],
    });
    const graduates = lines.filter(({ fromGrade }) => fromGrade === '12').length;
    expect(rolled).toMatchObject({ ended: lines.length, begun: lines.length - graduates - 1 });
    expect(
      world.rows<{ grade: string; repeatsGrade: number }>(
        'SELECT e.grade, f.repeatsGrade FROM enrollment e JOIN enrollmentFacts f ON f.enrollmentId = e.id WHERE e.studentId = ? AND e.endDate IS NULL',
        repeats?.studentId,
      ),
    ).toEqual([{ grade: '02', repeatsGrade: 1 }]);
    expect(world.rows('SELECT endReason FROM enrollment WHERE id = ?', leaves?.enrollmentId)).toEqual([
      { endReason: 'TR_OOS' },
    ]);
    const stillOpen = world.rows(
      'SELECT 1 FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId WHERE y.endYear <= ? AND e.endDate IS NULL AND e.noShow = 0',
      endYear,
    );
    expect(stillOpen).toEqual([]);
    // A year does not travel to the state as one parcel.
    expect(world.rows('SELECT 1 FROM syncDirty WHERE groupId = ?', rolled.groupId)).toEqual([]);

    await expect(world.call('year.undo', { groupId: copied.groupId })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await world.call('year.undo', { groupId: rolled.groupId });
    expect(everything()).toEqual(between);
    await world.call('year.undo', { groupId: copied.groupId });
    expect(everything()).toEqual(start);
  });
});
