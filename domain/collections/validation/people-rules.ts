import { onPerson, type Rule, type RuleHit } from '#domain/collections/validation/rule.ts';
import { isStateId } from '#domain/people/state-id.ts';

/** Letters of any script, spaces, hyphens, apostrophes and points. */
const NAME = /^[\p{L}\p{M}][\p{L}\p{M} '’.-]*$/u;

const onDemographics = (id: string, personId: string, field: string, what: string): RuleHit => ({
  subjectType: id === '' ? 'person' : 'demographics',
  subjectId: id === '' ? personId : id,
  field,
  what,
});

/** Rules about who a pupil is. Sources: OPI AIM page, AIM state reporting checks. */
export const peopleRules: Readonly<Record<string, Rule>> = {
  'state-id-missing': (file) =>
    file.stays.length > 0 && file.stateId === null
      ? [onPerson(file, 'id', 'The pupil has no State ID yet.')]
      : [],
  'state-id-form': (file) =>
    file.stateId !== null && !isStateId(file.stateId)
      ? [onPerson(file, 'id', 'The State ID is not nine digits.')]
      : [],
  'state-id-shared': (file) =>
    file.stateId !== null && file.stateIdSharedBy > 0
      ? [onPerson(file, 'id', 'Another person here has the same State ID.')]
      : [],
  'name-invalid': ({ person, ...file }) =>
    (['lastName', 'firstName', 'middleName'] as const).flatMap((field) =>
      person[field] !== null && !NAME.test(person[field])
        ? [onPerson({ person, ...file }, field, `The ${WORDS[field]} has signs that are in no name.`)]
        : [],
    ),
  'birth-date-missing': (file, { today }) =>
    file.person.birthDate === null
      ? [onPerson(file, 'birthDate', 'The birth date is missing.')]
      : file.person.birthDate > today
        ? [onPerson(file, 'birthDate', 'The birth date lies in the future.')]
        : [],
  'gender-missing': (file) =>
    file.person.gender === null ? [onPerson(file, 'gender', 'The gender is missing.')] : [],
  'address-missing': ({ directory, person }) =>
    directory?.street && directory.city && directory.zip
      ? []
      : [
          {
            subjectType: directory ? 'directory' : 'person',
            subjectId: directory?.id ?? person.id,
            field: 'street',
            what: 'The home address is not complete: street, city and ZIP.',
          },
        ],
  'ethnicity-missing': ({ demographics, person }) =>
    demographics?.hispanic
      ? []
      : [
          onDemographics(
            demographics?.id ?? '',
            person.id,
            'hispanic',
            'The first question, Hispanic or Latino, has no answer.',
          ),
        ],
  'race-missing': ({ demographics, person }) =>
    demographics?.races && demographics.races !== '[]'
      ? []
      : [onDemographics(demographics?.id ?? '', person.id, 'races', 'No race is chosen.')],
};

const WORDS = { lastName: 'last name', firstName: 'first name', middleName: 'middle name' } as const;
