import { code, date, flag, integer, recordType, reference, set, text } from '#domain/sync/record-type.ts';

const personal = { sensitivity: 'personal' } as const;
const asked = { authority: 'ask', sensitivity: 'personal' } as const;

/** Anyone: pupil, guardian, teacher. Names and birth date are legal facts, so people decide every conflict. */
export const person = recordType('person', 'Person', 10, {
  lastName: text('Legal last name', { ...asked, required: true }),
  firstName: text('Legal first name', { ...asked, required: true }),
  middleName: text('Legal middle name', asked),
  suffix: code('Suffix', { ...asked, codeSet: 'name_suffix' }),
  usualName: text('Name used at school', personal),
  birthDate: date('Birth date', asked),
  gender: code('Gender', { ...personal, codeSet: 'gender' }),
  isStudent: flag('Is a student', { required: true }),
  isStaff: flag('Works here', { required: true }),
});

/** One number of one kind: the state's nine characters, the district's own number, another system's key. */
export const identifier = recordType('identifier', 'Identifier', 20, {
  personId: reference('Person', 'person', { key: true }),
  system: code('Kind of number', { key: true, codeSet: 'identifier_system' }),
  value: text('Number', { authority: 'ask', sensitivity: 'personal' }),
});

export const demographics = recordType('demographics', 'Demographics', 20, {
  personId: reference('Person', 'person', { key: true }),
  hispanic: code('Hispanic or Latino', { ...personal, codeSet: 'ethnicity', group: 'race' }),
  races: set('Races', { ...personal, codeSet: 'race', group: 'race' }),
  homeLanguage: text('Home language', personal),
  enteredGrade9: date('First entered grade 9', personal),
});

export const directory = recordType('directory', 'Address', 20, {
  personId: reference('Person', 'person', { key: true }),
  street: text('Street', { ...personal, group: 'home' }),
  city: text('City', { ...personal, group: 'home' }),
  state: text('State', { ...personal, group: 'home' }),
  zip: text('ZIP', { ...personal, group: 'home' }),
  mailingStreet: text('Mailing street', { ...personal, group: 'mailing' }),
  mailingCity: text('Mailing city', { ...personal, group: 'mailing' }),
  mailingState: text('Mailing state', { ...personal, group: 'mailing' }),
  mailingZip: text('Mailing ZIP', { ...personal, group: 'mailing' }),
  email: text('E-mail', personal),
});

export const phone = recordType('phone', 'Phone', 20, {
  personId: reference('Person', 'person', { required: true }),
  kind: code('Kind', { codeSet: 'phone_kind', ...personal }),
  number: text('Number', { ...personal, required: true }),
  position: integer('Order', { required: true }),
});

export const relationship = recordType('relationship', 'Relationship', 30, {
  studentId: reference('Student', 'person', { key: true }),
  adultId: reference('Adult', 'person', { key: true }),
  kind: code('Relationship', { codeSet: 'relationship_kind', ...personal }),
  priority: integer('Call order', { required: true }),
  livesWith: flag('Lives with', { required: true, ...asked }),
  mayPickUp: flag('May pick up', { required: true, ...asked }),
  getsMail: flag('Gets mail', { required: true }),
  custodyNote: text('Custody note', asked),
});
