import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EarlyGraduateFacts, earlyGraduateChecks } from '#domain/collections/early-graduate.ts';
import { rules } from '#tests/unit/collections/count-fixtures.ts';
import { aPracticeHost, type PracticeHost } from '#tests/unit/support/practice-host.ts';

const facts: EarlyGraduateFacts = {
  grade: '12',
  birthDate: '2008-09-11',
  endDate: '2027-01-15',
  enteredGrade9: '2023-08-24',
  diplomaDate: '2027-01-15',
  diplomaType: 'REG',
  diplomaPeriod: 'MID',
  countedInFall: true,
  springCountDate: '2027-02-01',
};
const holds = (change: Partial<EarlyGraduateFacts>) =>
  earlyGraduateChecks({ ...facts, ...change }, rules, 2027).map((check) => check.holds);

describe('an early graduate', () => {
  it('was counted in grade 12, is gone by February, after seven semesters, under 19, with a diploma', () => {
    expect(holds({})).toEqual([true, true, true, true, true]);
  });
  it.each([
    ['not in grade 12', { grade: '11' }, 0, false],
    ['not counted', { countedInFall: false }, 0, false],
    ['there on the spring count date', { endDate: '2027-02-01' }, 1, false],
    ['after nine semesters', { enteredGrade9: '2022-08-24' }, 2, false],
    ['after five', { enteredGrade9: '2024-08-24' }, 2, false],
    ['nobody knows since when', { enteredGrade9: null }, 2, null],
    ['19 on September 10', { birthDate: '2007-09-10' }, 3, false],
    ['without a birth date', { birthDate: null }, 3, null],
    ['without the diploma’s period', { diplomaPeriod: null }, 4, false],
  ] as const)('is nobody who is %s', (_words, change, at, wanted) => {
    expect(holds(change)[at]).toBe(wanted);
  });
});

describe('the practice district', () => {
  let world: PracticeHost;
  beforeAll(async () => {
    world = await aPracticeHost();
  });
  afterAll(() => world.end());

  it('lists a senior who graduates in January, and nobody before', async () => {
    expect(await world.call('collections.early-graduates', { endYear: 2027 })).toEqual([]);
    const senior = world.rows<{ id: string; studentId: string }>(
      `SELECT e.id, e.studentId FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
        WHERE y.endYear = 2027 AND e.grade = '12' AND e.endDate IS NULL ORDER BY e.id`,
    )[0];
    if (!senior) throw new Error('The practice district has a senior.');
    await world.call('enrollment.withdraw', {
      enrollmentId: senior.id,
      endDate: '2027-01-15',
      endReason: 'GRAD',
      dropoutReason: null,
      diplomaDate: '2027-01-15',
      diplomaType: 'REG',
    });
    const [line] = await world.call('collections.early-graduates', { endYear: 2027 });
    expect(line).toMatchObject({ studentId: senior.studentId, diplomaDate: '2027-01-15', qualifies: false });
    expect(line?.checks.at(-1)).toMatchObject({ holds: false, words: 'The diploma’s period is missing.' });
  });
});
