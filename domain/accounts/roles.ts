/** What a signed-in person may be. One person may hold several roles. */
export const roles = [
  'administrator',
  'secretary',
  'teacher',
  'special-education',
  'principal',
  'viewer',
] as const;
export type Role = (typeof roles)[number];

/** What each role is called on screen. */
export const roleLabels: Readonly<Record<Role, string>> = {
  administrator: 'Administrator',
  secretary: 'Secretary',
  teacher: 'Teacher',
  'special-education': 'Special education',
  principal: 'Principal',
  viewer: 'Viewer (reads only)',
};

export const everyRole: readonly Role[] = roles;
/** Those who keep the office's records. */
export const officeRoles: readonly Role[] = ['administrator', 'secretary', 'principal'];
/** Those who take attendance or post marks. */
export const classroomRoles: readonly Role[] = ['administrator', 'secretary', 'principal', 'teacher'];
/** Those who may see special education records (34 CFR 300.614). */
export const specialEducationRoles: readonly Role[] = ['special-education', 'principal'];
/** Those who may see program records, meal status among them (7 CFR 245.6). */
export const programRoles: readonly Role[] = ['administrator', 'secretary', 'principal'];
