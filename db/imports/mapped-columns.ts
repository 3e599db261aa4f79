import { textCell } from '#db/imports/cells.ts';
import { MAPPED_FIELDS, type MappedField } from '#db/imports/mapped-fields.ts';
import { takeMappedPupil } from '#db/imports/mapped-file.ts';
import { type Cells, type Columns, columnKey } from '#db/imports/table-columns.ts';
import type { TableShape } from '#db/imports/table-rows.ts';
import { Failure } from '#domain/system/failure.ts';

/** What other systems call them, besides our own two names. */
const OTHER_NAMES: Readonly<Record<MappedField, readonly string[]>> = {
  localId: ['local id', 'student number', 'student id', 'pupil number', 'student_number', 'id'],
  stateId: ['state student id', 'state number', 'student state id', 'ssid', 'state_studentnumber'],
  lastName: ['surname', 'family name', 'last', 'student last name', 'legal last name'],
  firstName: ['given name', 'first', 'student first name', 'legal first name'],
  middleName: ['middle', 'middle initial'],
  usualName: ['preferred name', 'nickname', 'goes by', 'usual name'],
  birthDate: ['birthdate', 'date of birth', 'dob', 'birthday'],
  gender: ['sex'],
  street: ['address', 'street address', 'mailing address', 'address line 1', 'address1'],
  city: ['town'],
  state: ['state code', 'st'],
  zip: ['zip code', 'zipcode', 'postal code'],
  email: ['email', 'email address', 'student email'],
  phone: ['phone number', 'home phone', 'telephone', 'cell', 'mobile'],
};

const fields = Object.keys(MAPPED_FIELDS) as MappedField[];

/** Which column most likely holds what, by its name. */
export function guessMapping(columns: Columns): Record<string, string> {
  const mapping: Record<string, string> = {};
  for (const field of fields) {
    const keys = [field, MAPPED_FIELDS[field], ...OTHER_NAMES[field]].map(columnKey);
    const column = keys
      .map((key) => columns.names.find((name) => columnKey(name) === key))
      .find((name) => name !== undefined);
    if (column !== undefined) mapping[field] = column;
  }
  return mapping;
}

/** Any CSV: `mapping` says which column holds which field; without one the names of the columns are taken at their word. */
export function mappedShape(
  columns: Columns,
  given: Readonly<Record<string, string>> | undefined,
): TableShape {
  const mapping = given && Object.keys(given).length > 0 ? given : guessMapping(columns);
  const unknown = Object.keys(mapping).find((field) => !Object.hasOwn(MAPPED_FIELDS, field));
  if (unknown !== undefined)
    throw new Failure(
      'invalid-input',
      `The mapping names the field "${unknown}", which there is not. Fields are ${fields.join(', ')}; each is given the name of a column.`,
      [{ field: `mapping.${unknown}`, message: 'There is no such field.', value: unknown }],
    );
  if (!('localId' in mapping) && !('stateId' in mapping))
    throw new Failure(
      'invalid-input',
      'Say which column holds the local number or the State ID, so that pupils can be told apart.',
      [{ field: 'mapping', message: 'Choose a column for the local number or the State ID.' }],
    );
  const mapped = (row: Cells): Cells => ({
    get: (field) => (Object.hasOwn(mapping, field) ? row.get(mapping[field] ?? '') : undefined),
  });
  return {
    needed: Object.values(mapping),
    optional: [],
    keyColumn: mapping.localId ?? mapping.stateId ?? '',
    key: (row) => {
      const cells = mapped(row);
      const state = textCell(cells.get('stateId'))?.padStart(9, '0');
      const local = textCell(cells.get('localId'));
      return state ? `state ${state}` : local ? `local ${local}` : null;
    },
    take: (tools, row) => takeMappedPupil(tools, mapped(row)),
  };
}
