import { addDays, type CivilDate } from '#domain/system/civil-date.ts';
import type { Dice } from '#scripts/district-generator/dice.ts';
import { gradeOf, type Pupil } from '#scripts/district-generator/pupils.ts';
import type { NewRow } from '#scripts/district-generator/row-book.ts';
import type { InventedYear } from '#scripts/district-generator/school-years.ts';

/** What happens to a pupil in one school year. */
export type Story =
  | 'whole year'
  | 'arrives'
  | 'arrives, military family'
  | 'leaves'
  | 'leaves and returns'
  | 'changes grade'
  | 'never came'
  | 'part time'
  | 'activities only';

/** The uncommon stories, each told once in the last year of a district large enough. */
export const STORIES: readonly Story[] = [
  'arrives',
  'arrives, military family',
  'leaves',
  'leaves and returns',
  'changes grade',
  'never came',
  'part time',
  'activities only',
];

/** An enrollment without pupil, school and calendar; the grade says which calendar it is. */
export type Stay = Omit<NewRow<'enrollment'>, 'studentId' | 'schoolId' | 'calendarId'>;

/** Whether a pupil can have the story: grade changes are for grades 1 to 7, activities for grades 7 and up. */
export function canTell(story: Story, grade: string): boolean {
  if (grade === 'PK') return story === 'whole year';
  if (story === 'changes grade') return grade >= '01' && grade <= '07';
  if (story === 'activities only') return grade >= '07' && grade <= '12';
  return true;
}

/** The enrollments of one pupil in one year, in order, none of them overlapping. `before` bounds what has happened. */
export function staysOf(
  pupil: Pupil,
  story: Story,
  year: InventedYear,
  topGrade: number,
  before: CivilDate,
  dice: Dice,
): readonly Stay[] {
  const grade = gradeOf(pupil, year.endYear);
  const base = stayBase(grade, year.firstDay, entryStatus(pupil, year, dice));
  const finished = before > year.lastDay;
  const ending = finished ? lastDayOf(pupil, year, topGrade, grade) : {};
  const days = (year.calendars.get('full')?.days ?? [])
    .map((day) => day.date)
    .filter((date) => date < before);
  const some = (from: number, through: number): CivilDate =>
    days[Math.min(days.length - 1, Math.floor(days.length * (from + dice.next() * (through - from))))] ??
    year.firstDay;
  // Nothing has happened yet in a year that has hardly begun.
  if (days.length < 10) return [{ ...base }];
  switch (story) {
    case 'whole year':
      return [{ ...base, ...ending }];
    case 'arrives':
      return [
        { ...base, startDate: some(0.2, 0.8), startStatus: dice.pick(['04', '06', '08', '09']), ...ending },
      ];
    case 'arrives, military family':
      return [{ ...base, startDate: some(0.1, 0.5), startStatus: '60', ...ending }];
    case 'leaves':
      return [{ ...base, endDate: some(0.3, 0.95), endReason: dice.pick(['TR_MT', 'TR_OOS', 'TR_HOME']) }];
    case 'leaves and returns': {
      const left = some(0.2, 0.4);
      return [
        { ...base, endDate: left, endReason: 'TR_MT' },
        { ...base, startDate: some(0.6, 0.9), startStatus: '03', ...ending },
      ];
    }
    case 'changes grade': {
      const last = some(0.3, 0.6);
      return [
        { ...base, endDate: last, endStatus: '105', endReason: 'GRADECHG' },
        {
          ...stayBase(String(Number(grade) + 1).padStart(2, '0'), addDays(last, 1), '02'),
          ...ending,
        },
      ];
    }
    case 'never came':
      return [{ ...base, noShow: 1 }];
    case 'part time':
      return [{ ...base, serviceType: 'S', startStatus: '09', ...ending }];
    case 'activities only':
      return [{ ...base, serviceType: 'S', startStatus: '09', extracurricularOnly: 1, ...ending }];
  }
}

function stayBase(grade: string, startDate: CivilDate, startStatus: string): Stay {
  return {
    grade,
    serviceType: 'P',
    startDate,
    startStatus,
    noShow: 0,
    stateExclude: 0,
    extracurricularOnly: 0,
  };
}

function entryStatus(pupil: Pupil, year: InventedYear, dice: Dice): string {
  if (year.endYear <= pupil.kindergarten) return '01';
  return year.endYear === pupil.firstYear && dice.chance(0.15) ? dice.pick(['04', '06']) : '02';
}

function lastDayOf(pupil: Pupil, year: InventedYear, topGrade: number, grade: string): Partial<Stay> {
  const endDate = year.lastDay;
  if (grade === '12')
    return { endDate, endReason: 'GRAD', diplomaDate: endDate, diplomaType: 'REG', diplomaPeriod: 'REG' };
  if (pupil.lastYear === year.endYear)
    return { endDate, endReason: Number(grade) === topGrade ? 'TR_MT' : 'TR_OOS' };
  return { endDate, endReason: 'EOY' };
}
