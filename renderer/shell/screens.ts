import type { ComponentType } from 'react';
import { officeRoles, programRoles, type Role, specialEducationRoles } from '#domain/accounts/roles.ts';

/** Every screen: where it is, what it is called, what else people type to find it. All but Today load when opened. */
export interface Screen {
  readonly path: string;
  /** Route pattern where it differs from the path. */
  readonly route?: string;
  readonly title: string;
  readonly also?: string;
  readonly inRail?: boolean;
  /** Who may open it, where not everybody may. The contract refuses the others too. */
  readonly roles?: readonly Role[];
  readonly load?: () => Promise<{ default: ComponentType }>;
}

export const screens: readonly Screen[] = [
  { path: '/', title: 'Today', also: 'home start', inRail: true },
  {
    path: '/people',
    title: 'People',
    also: 'roster students pupils',
    inRail: true,
    load: () => import('#renderer/people/people-page.tsx'),
  },
  {
    path: '/people/',
    route: '/people/:personId',
    title: 'Person',
    load: () => import('#renderer/people/person-page.tsx'),
  },
  {
    path: '/attendance',
    route: '/attendance',
    title: 'Attendance',
    also: 'absent late tardy room',
    inRail: true,
    load: () => import('#renderer/attendance/attendance-page.tsx'),
  },
  {
    path: '/call-list',
    title: 'Call list',
    also: 'phone unexplained absences',
    load: () => import('#renderer/attendance/call-list-page.tsx'),
  },
  {
    path: '/marks',
    title: 'Marks',
    also: 'grades report card',
    inRail: true,
    load: () => import('#renderer/marks/marks-page.tsx'),
  },
  {
    path: '/programs',
    roles: programRoles,
    title: 'Programs',
    also: 'english learner 504 meals title',
    inRail: true,
    load: () => import('#renderer/programs/programs-page.tsx'),
  },
  {
    path: '/programs/due',
    roles: [...new Set([...programRoles, ...specialEducationRoles])],
    title: 'Program work that is due',
    also: 'letters tests reviews monitoring el 504 homeless meal carry-over iep evaluation deadlines',
    load: () => import('#renderer/programs/due-page.tsx'),
  },
  {
    path: '/cte',
    roles: programRoles,
    title: 'Career and technical education',
    also: 'cte pathway concentrator follow-up',
    load: () => import('#renderer/programs/cte-page.tsx'),
  },
  {
    path: '/non-public',
    roles: programRoles,
    title: 'Non-public pupils served',
    also: 'private home school equitable services title i participation',
    load: () => import('#renderer/programs/non-public-page.tsx'),
  },
  {
    path: '/iep',
    roles: specialEducationRoles,
    title: 'Special education',
    also: 'iep plan disability',
    inRail: true,
    load: () => import('#renderer/special-education/iep-page.tsx'),
  },
  {
    path: '/enroll',
    roles: officeRoles,
    title: 'Enroll a family',
    also: 'new student pupil admit siblings household',
    load: () => import('#renderer/enrollment/enroll-page.tsx'),
  },
  {
    path: '/agreements',
    roles: officeRoles,
    title: 'Attendance agreements',
    also: 'fp-14 out of district tuition nonresident',
    load: () => import('#renderer/enrollment/agreements-page.tsx'),
  },
  {
    path: '/records',
    roles: officeRoles,
    title: 'Records requests',
    also: 'transcript transfer permanent record five working days missing children proof of identity',
    load: () => import('#renderer/enrollment/records-page.tsx'),
  },
  {
    path: '/year-change',
    roles: officeRoles,
    title: 'Year change',
    also: 'roll forward promote next year rollover copy calendars',
    load: () => import('#renderer/enrollment/year-change-page.tsx'),
  },
  {
    path: '/first-days',
    roles: officeRoles,
    title: 'Who never came',
    also: 'no show first days rolled forward absent every day',
    load: () => import('#renderer/enrollment/first-days-page.tsx'),
  },
  {
    path: '/duplicates',
    roles: officeRoles,
    title: 'Who is here twice?',
    also: 'duplicates merge same person nickname hyphen',
    load: () => import('#renderer/people/duplicates-page.tsx'),
  },
  {
    path: '/calendar',
    title: 'Calendar',
    also: 'snow day bells early out pir',
    inRail: true,
    load: () => import('#renderer/school/calendar-page.tsx'),
  },
  {
    path: '/collections',
    roles: officeRoles,
    title: 'Collections',
    also: 'opi aim count anb certify validate event dashboard deadlines',
    inRail: true,
    load: () => import('#renderer/collections/collections-page.tsx'),
  },
  {
    path: '/collections/validate',
    roles: officeRoles,
    title: 'Validate',
    also: 'errors rules must fix check',
    load: () => import('#renderer/collections/validation-page.tsx'),
  },
  {
    path: '/collections/counts',
    roles: officeRoles,
    title: 'Counts and ANB',
    also: 'fall spring aggregate hours ten day ada maefairs',
    load: () => import('#renderer/collections/counts-page.tsx'),
  },
  {
    path: '/collections/self-check',
    roles: officeRoles,
    title: 'Federal self-check',
    also: 'edfacts membership chronic compare last year american indian',
    load: () => import('#renderer/collections/self-check-page.tsx'),
  },
  {
    path: '/collections/dictionary',
    title: 'Data dictionary',
    also: 'elements fields meaning codes',
    load: () => import('#renderer/collections/dictionary-page.tsx'),
  },
  {
    path: '/collections/contacts',
    roles: officeRoles,
    title: 'District contacts',
    also: 'opi phone e-mail primary backup help desk',
    load: () => import('#renderer/collections/contacts-page.tsx'),
  },
  {
    path: '/collections/files',
    roles: officeRoles,
    title: 'State files',
    also: 'export upload tsv aim sd en pp af aa keying list',
    load: () => import('#renderer/state-files/files-page.tsx'),
  },
  {
    path: '/assessments',
    roles: officeRoles,
    title: 'State tests',
    also: 'assessment registration test window scores mast act science wida access alternate',
    load: () => import('#renderer/assessments/assessments-page.tsx'),
  },
  {
    path: '/collections/photos',
    roles: officeRoles,
    title: 'Photo repository',
    also: 'missing child photos opt in pictures package',
    load: () => import('#renderer/state-files/photos-page.tsx'),
  },
  {
    path: '/collections/feeds',
    roles: [...officeRoles, 'special-education'],
    title: 'Feeds',
    also: 'child nutrition meals lunch kitchen special education child count totals',
    load: () => import('#renderer/state-files/feeds-page.tsx'),
  },
  {
    path: '/reports',
    title: 'Reports',
    also: 'print pdf register summary chronic',
    inRail: true,
    load: () => import('#renderer/reports/reports-page.tsx'),
  },
  {
    path: '/state',
    title: 'State',
    also: 'sync send conflicts changed in two places opi',
    inRail: true,
    load: () => import('#renderer/sync/state-page.tsx'),
  },
  {
    path: '/state-numbers',
    roles: officeRoles,
    title: 'State numbers',
    also: 'state id pending match candidates ssid',
    load: () => import('#renderer/people/state-numbers-page.tsx'),
  },
  {
    path: '/moves',
    roles: [...officeRoles, 'special-education'],
    title: 'Moves between districts',
    also: 'transfer release records permanent record overlap',
    load: () => import('#renderer/enrollment/moves-page.tsx'),
  },
  {
    path: '/connection',
    title: 'Connection',
    also: 'test internet proxy network line captive portal state closed stick usb package carry',
    load: () => import('#renderer/sync/connection-page.tsx'),
  },
  {
    path: '/import',
    roles: officeRoles,
    title: 'Import',
    also: 'files csv tsv oneroster',
    load: () => import('#renderer/imports/import-page.tsx'),
  },
  {
    path: '/staff',
    roles: officeRoles,
    title: 'Staff',
    also: 'teachers terms of employment assignments personnel',
    load: () => import('#renderer/people/staff-page.tsx'),
  },
  {
    path: '/classes',
    roles: officeRoles,
    title: 'Courses and classes',
    also: 'sections sced carnegie credit teacher of record schedule period',
    load: () => import('#renderer/school/classes-page.tsx'),
  },
  {
    path: '/classes/seats',
    roles: officeRoles,
    title: 'Pupils of a class',
    also: 'seats roster section schedule put in take out add drop class list',
    load: () => import('#renderer/school/seats-page.tsx'),
  },
  {
    path: '/behavior',
    roles: officeRoles,
    title: 'Behavior',
    also: 'discipline incident suspension',
    load: () => import('#renderer/people/behavior-page.tsx'),
  },
  {
    path: '/settings/lists',
    roles: officeRoles,
    title: 'Lists, layouts and rules',
    also: 'codes code sets templates thresholds replace local default',
    load: () => import('#renderer/system/reference-page.tsx'),
  },
  {
    path: '/settings',
    title: 'Settings',
    also: 'users password backup copies restore import',
    inRail: true,
    load: () => import('#renderer/system/settings-page.tsx'),
  },
  {
    path: '/help',
    title: 'Help',
    also: 'keys guide',
    inRail: true,
    load: () => import('#renderer/system/help-page.tsx'),
  },
];

/** The screens that a person of these roles has any use for. */
export const screensFor = (roles: readonly string[]): readonly Screen[] =>
  screens.filter((screen) => screen.roles?.some((role) => roles.includes(role)) ?? true);
