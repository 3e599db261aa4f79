import { type CivilDate, compareDates } from '#domain/system/civil-date.ts';
import type { Problem } from '#domain/system/failure.ts';

/** What the family form must know of a child before anybody is enrolled. */
export interface ChildAsTyped {
  /** Somebody already here. */
  readonly personId?: string | undefined;
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: CivilDate | null;
  readonly grade: string;
  readonly startDate: CivilDate | null;
}

/**
 * What stops a family from being enrolled, at its field (`children.1.birthDate`). Name, birth date, grade and start date
 * block, and nothing else does: the rest can come later.
 */
export function familyProblems(children: readonly ChildAsTyped[], today: CivilDate): readonly Problem[] {
  if (children.length === 0)
    return [{ field: 'children', message: 'There is no child on the form yet. Add one.' }];
  const problems: Problem[] = [];
  const seen = new Map<string, number>();
  children.forEach((child, at) => {
    const say = (field: string, message: string): void => {
      problems.push({ field: `children.${at}.${field}`, message: `Child ${at + 1}: ${message}` });
    };
    if (child.personId === undefined) {
      if (child.lastName.trim() === '') say('lastName', 'the legal last name is missing.');
      if (child.firstName.trim() === '') say('firstName', 'the legal first name is missing.');
      if (child.birthDate === null) say('birthDate', 'the birth date is missing.');
      else if (compareDates(child.birthDate, today) > 0) say('birthDate', 'the birth date is still to come.');
    }
    if (child.grade === '') say('grade', 'the grade is missing.');
    if (child.startDate === null) say('startDate', 'the first day is missing.');
    const key =
      child.personId ??
      `${child.lastName.trim().toLowerCase()} ${child.firstName.trim().toLowerCase()} ${child.birthDate}`;
    const twin = seen.get(key);
    if (twin !== undefined && child.firstName.trim() !== '')
      say('firstName', `this is the same child as child ${twin + 1}. Take one of the two off the form.`);
    seen.set(key, at);
  });
  return problems;
}

/** "Larsen household"; with two families of the name the secretary adds the place. */
export function householdName(lastNames: readonly string[]): string {
  const names = [...new Set(lastNames.map((name) => name.trim()).filter(Boolean))];
  return `${names.slice(0, 2).join(' and ') || 'New'} household`;
}
