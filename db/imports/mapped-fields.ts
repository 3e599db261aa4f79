/** Fields a column of any CSV can be mapped to, with what the screen calls them. */
export const MAPPED_FIELDS = {
  localId: 'Local number',
  stateId: 'State ID',
  lastName: 'Last name',
  firstName: 'First name',
  middleName: 'Middle name',
  usualName: 'Name used at school',
  birthDate: 'Birth date',
  gender: 'Gender',
  street: 'Street',
  city: 'City',
  state: 'State',
  zip: 'ZIP',
  email: 'E-mail',
  phone: 'Phone',
} as const;

export type MappedField = keyof typeof MAPPED_FIELDS;
