import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import type { Dice } from '#scripts/district-generator/dice.ts';
import { BOYS, GIRLS, LAST_NAMES, STREETS, USUAL_NAMES } from '#scripts/district-generator/invented-names.ts';
import type { RowBook } from '#scripts/district-generator/row-book.ts';

/** The town all addresses are in. There is none of this name. */
export const TOWN = { city: 'Larkspur Bench', state: 'MT', zip: '59000' } as const;

export interface InventedName {
  readonly gender: 'F' | 'M';
  readonly firstName: string;
  readonly middleName: string | null;
  readonly lastName: string;
  readonly suffix: string | null;
  readonly usualName: string | null;
}

export function inventName(dice: Dice): InventedName {
  const gender = dice.chance(0.5) ? 'F' : 'M';
  const firstName = dice.pick(gender === 'F' ? GIRLS : BOYS);
  const middleName = dice.chance(0.7) ? dice.pick(gender === 'F' ? GIRLS : BOYS) : null;
  return {
    gender,
    firstName,
    middleName: middleName === firstName ? null : middleName,
    lastName: dice.pick(LAST_NAMES),
    suffix: gender === 'M' && dice.chance(0.04) ? dice.pick(['Jr', 'III']) : null,
    usualName: USUAL_NAMES[firstName] ?? null,
  };
}

/** Adds a person with a name. */
export function addPerson(
  book: RowBook,
  label: string,
  name: InventedName,
  facts: { birthDate?: CivilDate | null; isStudent: 0 | 1; isStaff: 0 | 1 },
): Row<'person'> {
  return book.add('person', label, { ...name, ...facts });
}

/** Adds a phone of the numbers that are given to nobody: (406) 555-0100 and up. */
export function addPhone(
  book: RowBook,
  personId: string,
  kind: string,
  position: number,
  number: number,
): void {
  book.add('phone', `${personId}/${position}`, {
    personId,
    kind,
    number: `406555${String(100 + (number % 9900)).padStart(4, '0')}`,
    position,
  });
}

export interface Address {
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
}

export function inventAddress(dice: Dice): Address {
  return { street: `${dice.whole(1, 9800)} ${dice.pick(STREETS)}`, ...TOWN };
}
