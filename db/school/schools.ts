import type { Reader } from '#db/system/connection.ts';
import { Failure } from '#domain/system/failure.ts';

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
