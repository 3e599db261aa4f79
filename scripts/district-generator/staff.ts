import type { Row } from '#domain/sync/registry.ts';
import { Dice } from '#scripts/district-generator/dice.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import { addPerson, addPhone, inventAddress, inventName } from '#scripts/district-generator/people.ts';
import type { RowBook } from '#scripts/district-generator/row-book.ts';

/** Everyone who works here. The office and special education come first. */
export interface Staff {
  readonly specialEducation: Row<'person'>;
  /** Teachers, as many as were asked for. */
  readonly teachers: readonly Row<'person'>[];
}

export function inventStaff(book: RowBook, options: DistrictOptions, teachers: number): Staff {
  const people = Array.from({ length: teachers + 3 }, (_, number) => {
    const dice = new Dice(options.seed, `staff ${number}`);
    const person = addPerson(book, `staff ${number}`, inventName(dice), { isStudent: 0, isStaff: 1 });
    book.add('directory', '', {
      personId: person.id,
      ...inventAddress(dice),
      email: `staff${number + 1}@example.org`,
    });
    addPhone(book, person.id, 'cell', 1, 9000 + number);
    book.add('identifier', '', {
      personId: person.id,
      system: 'staff',
      value: String(7_100_000 + number * 17).padStart(9, '0'),
    });
    return person;
  });
  const [, , specialEducation, ...rest] = people;
  if (!specialEducation)
    throw new RangeError('A district has at least a clerk, a head and a special educator.');
  return { specialEducation, teachers: rest };
}
