import { officeRoles, programRoles, type Role, specialEducationRoles } from '#domain/accounts/roles.ts';

/** Lists for other programs of the state and the school kitchen: columns with names, and totals beside them. */
export const feedNames = [
  'assessment-registration',
  'test-window',
  'child-nutrition',
  'special-education',
] as const;
export type FeedName = (typeof feedNames)[number];

/** Who may see what is in it: 7 CFR 245.6 for meals, 34 CFR 300.614 for special education. */
export const feedRoles: Readonly<Record<FeedName, readonly Role[]>> = {
  'assessment-registration': officeRoles,
  'test-window': officeRoles,
  'child-nutrition': programRoles,
  'special-education': specialEducationRoles,
};
