import type { CodeSet } from '#domain/system/code-set.ts';

/** Place of a grade in the order of the state's list; grades the list does not know come last. */
export function gradePosition(grades: CodeSet, grade: string): number {
  const at = grades.values.findIndex((value) => value.code === grade);
  return at === -1 ? grades.values.length : at;
}

/** For sorting: negative, zero or positive. */
export function compareGrades(grades: CodeSet, a: string, b: string): number {
  return gradePosition(grades, a) - gradePosition(grades, b) || (a < b ? -1 : a > b ? 1 : 0);
}

const NUMBERED = /^\d\d$/;

/** PK, either kindergarten, or a numbered grade as a school year: PK is −1, kindergarten 0, grade 1 is 1. */
export function gradeNumber(grade: string): number | null {
  if (grade === 'PK') return -1;
  if (grade === 'KF' || grade === 'KH') return 0;
  return NUMBERED.test(grade) ? Number(grade) : null;
}

/**
 * The grade a pupil is rolled forward to: a preschooler to full-time kindergarten, any kindergartner to grade 1. Null
 * after grade 12 and for a grade that is not known.
 */
export function nextGrade(grade: string): string | null {
  const number = gradeNumber(grade);
  if (number === null || number >= 12) return null;
  return number === -1 ? 'KF' : String(number + 1).padStart(2, '0');
}

/** Age on September 10 that goes with the grade, or null: grade + 5, kindergarten 5. */
export function typicalAge(grade: string): number | null {
  const number = gradeNumber(grade);
  return number === null || number < 0 ? null : number + 5;
}
