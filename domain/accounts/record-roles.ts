import {
  everyRole,
  officeRoles,
  programRoles,
  type Role,
  specialEducationRoles,
} from '#domain/accounts/roles.ts';

const PLANS: ReadonlySet<string> = new Set([
  'iep',
  'iepService',
  'iepTransition',
  'rightsNotice',
  'specialEducationExit',
]);
const PROGRAMS: ReadonlySet<string> = new Set(['programRecord', 'programStep', 'nonPublicPupil']);

/** Who may see a kind of record, its history and what is found in it. Others may not even learn that there is one. */
export const rolesOfRecord = (type: string): readonly Role[] =>
  PLANS.has(type)
    ? specialEducationRoles
    : PROGRAMS.has(type)
      ? programRoles
      : type === 'immunizationPaper'
        ? officeRoles
        : everyRole;

/** Of special education: named on no list that others read. */
export const isSpecialEducation = (type: string): boolean => PLANS.has(type);
