import { addDays, type CivilDate, civilDate } from '#domain/system/civil-date.ts';
import { Dice } from '#scripts/district-generator/dice.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import { type InventedName, inventName } from '#scripts/district-generator/people.ts';

/** A child before any record is made: who it is and when it went to school here. */
export interface Pupil {
  /** 0 for the first child made. */
  readonly number: number;
  /** Ending year of the kindergarten year: grade = school year − this. Preschool is −1. */
  readonly kindergarten: number;
  readonly firstYear: number;
  readonly lastYear: number;
  readonly birthDate: CivilDate;
  readonly name: InventedName;
  /** Kindergarten mornings only. */
  readonly halfDayKindergarten: boolean;
}

export function gradeOf(pupil: Pupil, endYear: number): string {
  const grade = endYear - pupil.kindergarten;
  if (grade < 0) return 'PK';
  if (grade === 0) return pupil.halfDayKindergarten ? 'KH' : 'KF';
  return String(grade).padStart(2, '0');
}

export function attends(pupil: Pupil, endYear: number): boolean {
  return pupil.firstYear <= endYear && endYear <= pupil.lastYear;
}

/**
 * All pupils of all years: exactly `students` of them in the last one, one of those in preschool in districts of 40 or
 * more. Earlier years lose those who came later and gain those who have left or graduated.
 */
export function inventPupils(options: DistrictOptions): readonly Pupil[] {
  const { endYear, students, years, seed } = options;
  const dice = new Dice(seed, 'pupils');
  const firstYear = endYear - years + 1;
  const topGrade = students < 30 ? 8 : 12;
  const preschool = students >= 40 ? 1 : 0;
  const sizes = gradeSizes(students - preschool, topGrade + 1, dice);
  const pupils: Pupil[] = [];
  const invent = (kindergarten: number, from: number, through: number): void => {
    const number = pupils.length;
    const name = inventName(new Dice(seed, `name ${number}`));
    pupils.push({
      number,
      kindergarten,
      firstYear: from,
      lastYear: through,
      birthDate: birthDate(kindergarten, dice),
      name,
      halfDayKindergarten: number % 3 === 0,
    });
  };
  for (let grade = 0; grade <= topGrade; grade++) {
    const kindergarten = endYear - grade;
    for (let n = 0; n < (sizes[grade] ?? 0); n++) {
      const start = Math.max(kindergarten, firstYear);
      invent(kindergarten, dice.chance(0.85) ? start : dice.whole(start, endYear), kindergarten + topGrade);
    }
    // Schoolmates who moved away in an earlier year.
    const gone = Math.round((sizes[grade] ?? 0) * 0.04 * (years - 1));
    for (let n = 0; n < gone && Math.max(kindergarten, firstYear) < endYear; n++) {
      const start = Math.max(kindergarten, firstYear);
      invent(kindergarten, start, dice.whole(start, endYear - 1));
    }
  }
  if (preschool === 1) invent(endYear + 1, endYear, endYear + 1 + topGrade);
  for (let kindergarten = endYear - topGrade - 1; kindergarten > firstYear - topGrade - 1; kindergarten--) {
    const size = sizes[(endYear - kindergarten) % (topGrade + 1)] ?? 0;
    for (let n = 0; n < size; n++)
      invent(kindergarten, Math.max(kindergarten, firstYear), kindergarten + topGrade);
  }
  return pupils;
}

/** About equal classes that add up exactly. */
function gradeSizes(students: number, grades: number, dice: Dice): readonly number[] {
  const sizes = Array.from({ length: grades }, () => Math.floor(students / grades));
  for (let left = students - sizes.reduce((sum, size) => sum + size, 0); left > 0; left--) {
    const grade = dice.whole(0, grades - 1);
    sizes[grade] = (sizes[grade] ?? 0) + 1;
  }
  return sizes;
}

/** Five years old by September 10 of the kindergarten year, and not yet six. */
function birthDate(kindergarten: number, dice: Dice): CivilDate {
  return addDays(civilDate(kindergarten - 7, 9, 11), dice.whole(0, 364));
}
