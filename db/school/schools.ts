import type { Reader } from '#db/system/connection.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

/** Refuses a school year that is not here: its numbers would read as zeros. */
export function requireYear(reader: Reader, endYear: number): void {
  if (reader.rows('SELECT 1 FROM schoolYear WHERE endYear = ?', endYear).length > 0) return;
  throw new Failure(
    'not-found',
    `The school year ${schoolYearInWords(endYear)} is not here. Bring in its calendar or its enrollments first, or choose another year.`,
    [{ field: 'endYear', message: 'There is no such school year here.', value: String(endYear) }],
  );
}

export interface SchoolFacts {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly districtId: string;
}

/** The school with that number, with or without its leading zeros. `field` names where the number was asked for. */
export function schoolNumbered(reader: Reader, number: string, field = 'options.school'): SchoolFacts {
  const school = reader.rows<SchoolFacts>(
    'SELECT id, number, name, districtId FROM school WHERE number IN (?, ?)',
    number,
    number.padStart(4, '0'),
  )[0];
  if (!school)
    throw new Failure('not-found', 'There is no school with that number.', [
      { field, message: 'There is no school with that number.', value: number },
    ]);
  return school;
}
