import {
  everyRole,
  officeRoles,
  programRoles,
  type Role,
  specialEducationRoles,
} from '#domain/accounts/roles.ts';
import type { CountCode } from '#domain/collections/count-rules.ts';
import type { TemplateName } from '#domain/state-files/templates.ts';

/** Every report there is. The list on screen, the contract and the role checks all come from here. */
export const reportNames = [
  'daily-attendance',
  'monthly-register',
  'attendance-by-student',
  'year-to-date',
  'chronic-list',
  'hours-ledger',
  'blank-roster',
  'class-roster',
  'report-card',
  'iep',
  'explain',
  'sync-decisions',
  'count-worksheet',
  'anb-worksheet',
  'validation-worksheet',
  'certification-packet',
  'keying-list',
  'enrollment-form',
  'withdrawal-form',
  'records-packet',
  'contact-form',
  'assessment-list',
  'test-scores',
  'received-records',
  'early-graduates',
  'immunization-gaps',
  'non-public-served',
  'program-due',
  'special-education-due',
  'special-education-exits',
] as const;
export type ReportName = (typeof reportNames)[number];

export const reportMeasures = [
  'adaDaysPresent',
  'daysEnrolled',
  'essaDaysAbsent',
  'daysMissed',
  'chronic',
] as const;
export type ReportMeasure = (typeof reportMeasures)[number];

/** What a report can be narrowed to. Dates left out are filled in from today. */
export interface ReportOptions {
  readonly date?: string | undefined;
  /** "2026-10". */
  readonly month?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** School number. */
  readonly school?: string | undefined;
  readonly grade?: string | undefined;
  readonly sectionId?: string | undefined;
  readonly studentId?: string | undefined;
  readonly planId?: string | undefined;
  readonly measure?: ReportMeasure | undefined;
  readonly enrollmentId?: string | undefined;
  /** Ending year of a school year. */
  readonly endYear?: number | undefined;
  readonly count?: CountCode | undefined;
  readonly collection?: string | undefined;
  readonly certificationId?: string | undefined;
  readonly template?: TemplateName | undefined;
  readonly householdId?: string | undefined;
  readonly requestId?: string | undefined;
  /** A pupil's move from another district, and which of the records it handed over. */
  readonly moveId?: string | undefined;
  readonly part?: 'permanent' | 'special-education' | undefined;
  /** Or what one district lets another read: the id of the grant. */
  readonly grantId?: string | undefined;
  /** A program of the code set. */
  readonly program?: string | undefined;
}
export type ReportOption = keyof ReportOptions;

export interface ReportFacts {
  readonly name: ReportName;
  readonly title: string;
  readonly about: string;
  readonly options: readonly ReportOption[];
  /** Options without which there is nothing to print; one of an inner list is enough. */
  readonly needs: readonly (readonly ReportOption[])[];
  readonly roles: readonly Role[];
  /** A table that is of use in a spreadsheet. */
  readonly csv: boolean;
}

const open = { needs: [], roles: everyRole, csv: true } as const;

export const reports: readonly ReportFacts[] = [
  {
    ...open,
    name: 'daily-attendance',
    title: 'Daily attendance',
    about: 'The day of each school: counts, the pupils behind them, and which rooms are in.',
    options: ['date', 'school'],
  },
  {
    ...open,
    name: 'monthly-register',
    title: 'Monthly register',
    about: 'A row a pupil and a column a day, with the month’s totals. By room or by grade.',
    options: ['month', 'school', 'sectionId', 'grade'],
  },
  {
    ...open,
    name: 'attendance-by-student',
    title: 'Attendance by pupil',
    about: 'Days with a mark: codes, minutes missed and notes. One pupil, or everybody with a mark.',
    options: ['from', 'to', 'school', 'grade', 'studentId'],
  },
  {
    ...open,
    name: 'year-to-date',
    title: 'Attendance, year to date',
    about: 'Days enrolled, ADA days present, ADA, ESSA days absent and chronic absence by grade.',
    options: ['from', 'to', 'school'],
  },
  {
    ...open,
    name: 'chronic-list',
    title: 'Chronic absence',
    about: 'Pupils absent 10 percent or more of their days at one school.',
    options: ['from', 'to', 'school'],
  },
  {
    ...open,
    name: 'hours-ledger',
    title: 'Days and hours of the calendar',
    about: 'Instruction days and hours of each calendar, and the ledger of hours lost and made up.',
    options: ['date', 'school'],
  },
  {
    ...open,
    name: 'blank-roster',
    title: 'Blank roster for paper days',
    about: 'A week to fill in by hand when there is no computer.',
    options: ['date', 'school', 'sectionId'],
    csv: false,
  },
  {
    ...open,
    name: 'class-roster',
    title: 'Class roster',
    about: 'Pupils of each room or class with birth dates and whom to call first.',
    options: ['date', 'school', 'sectionId'],
  },
  {
    ...open,
    name: 'report-card',
    title: 'Report card',
    about: 'Marks and comments by term. One pupil, or a whole class with what is missing listed first.',
    options: ['date', 'sectionId', 'studentId'],
    needs: [['sectionId', 'studentId']],
    csv: false,
  },
  {
    ...open,
    name: 'iep',
    title: 'Individualized education program',
    about: 'One IEP with its services and signature lines.',
    options: ['planId'],
    needs: [['planId']],
    roles: specialEducationRoles,
    csv: false,
  },
  {
    ...open,
    name: 'explain',
    title: 'Explain a number',
    about: 'The pupils and days behind one attendance number, adding up to it.',
    options: ['measure', 'from', 'to', 'school', 'grade', 'enrollmentId'],
  },
  {
    ...open,
    name: 'sync-decisions',
    title: 'Decisions about changes made in two places',
    about: 'What was decided between this office and the state: both values, the one kept, and by whom.',
    options: ['from', 'to'],
    roles: officeRoles,
  },
  {
    ...open,
    name: 'count-worksheet',
    title: 'Student count',
    about: 'A fall or spring count: every pupil with hours, absence, reasons and fraction, by budget unit.',
    options: ['count', 'endYear', 'school'],
    roles: officeRoles,
  },
  {
    ...open,
    name: 'anb-worksheet',
    title: 'ANB worksheet',
    about: 'ANB by budget unit, step by step, beside MAEFAIRS; ADA for finance.',
    options: ['endYear'],
    roles: officeRoles,
  },
  {
    ...open,
    name: 'validation-worksheet',
    title: 'Validation worksheet',
    about: 'What must be fixed or checked, by rule, with room to write.',
    options: ['endYear', 'collection'],
    roles: officeRoles,
  },
  {
    ...open,
    name: 'certification-packet',
    title: 'Certification packet',
    about:
      'What was certified: statement, totals, frozen rows, hash and signature lines. Opened from a collection’s card.',
    options: ['certificationId'],
    needs: [['certificationId']],
    roles: officeRoles,
  },
  {
    ...open,
    name: 'keying-list',
    title: 'Keying list',
    about: 'The records of a state file, to key into the state’s own screens by hand.',
    options: ['template', 'endYear', 'school'],
    needs: [['template']],
    roles: officeRoles,
  },
  {
    ...open,
    name: 'enrollment-form',
    title: 'Enrollment form',
    about: 'What was entered for a pupil or a whole family, to be read through and signed.',
    options: ['studentId', 'householdId'],
    needs: [['studentId', 'householdId']],
    roles: officeRoles,
    csv: false,
  },
  {
    ...open,
    name: 'withdrawal-form',
    title: 'Withdrawal form',
    about: 'The last day, where the pupil goes, and what is to be given back. Opened from an enrollment.',
    options: ['enrollmentId'],
    needs: [['enrollmentId']],
    roles: officeRoles,
    csv: false,
  },
  {
    ...open,
    name: 'records-packet',
    title: 'Permanent record',
    about: 'The permanent record of one pupil with marks and the disclosure log, as one packet to send.',
    options: ['studentId', 'requestId'],
    needs: [['studentId', 'requestId']],
    roles: officeRoles,
    csv: false,
  },
  {
    ...open,
    name: 'contact-form',
    title: 'District contacts',
    about: 'Whom the state calls, as a form to correct by hand.',
    options: [],
    roles: officeRoles,
  },
  {
    ...open,
    name: 'assessment-list',
    title: 'State tests',
    about: 'Who takes which state test on a date, with a box to tick.',
    options: ['date', 'school'],
    roles: officeRoles,
  },
  {
    ...open,
    name: 'test-scores',
    title: 'State test scores',
    about: 'The state test scores of one pupil that are on file.',
    options: ['studentId'],
    needs: [['studentId']],
    roles: officeRoles,
  },
  {
    ...open,
    name: 'received-records',
    title: 'Records received from another district',
    about:
      'What another district handed over when a pupil moved, as it was there, or lets be read, as it was last read. Opened from Moves.',
    options: ['moveId', 'grantId', 'part'],
    needs: [['moveId', 'grantId'], ['part']],
    roles: [...officeRoles, 'special-education'],
  },
  {
    ...open,
    name: 'early-graduates',
    title: 'Early graduates',
    about: 'Seniors counted in the fall who graduated before the spring count, with each condition.',
    options: ['endYear'],
    roles: officeRoles,
  },
  {
    ...open,
    name: 'immunization-gaps',
    title: 'Immunization records to get',
    about: 'Pupils whose immunization form is not on file, or who attend conditionally until a day.',
    options: ['date'],
    roles: officeRoles,
  },
  {
    ...open,
    name: 'non-public-served',
    title: 'Non-public pupils served',
    about:
      'Children of private and home schools who got a service in a school year, and how many. Confidential.',
    options: ['endYear', 'school'],
    roles: programRoles,
  },
  {
    ...open,
    name: 'program-due',
    title: 'Program work that is due',
    about: 'Who needs what in which program, by when and by which rule. Confidential.',
    options: ['date', 'school', 'program'],
    roles: programRoles,
  },
  {
    ...open,
    name: 'special-education-due',
    title: 'Special education work that is due',
    about: 'Reviews, evaluations, plans to lock and exits to enter, by when and by which rule.',
    options: ['date'],
    roles: specialEducationRoles,
  },
  {
    ...open,
    name: 'special-education-exits',
    title: 'Special education exits',
    about: 'Who left special education in a school year, when and why, and what is still missing.',
    options: ['endYear'],
    roles: specialEducationRoles,
  },
];

export function reportNamed(name: ReportName): ReportFacts {
  const found = reports.find((report) => report.name === name);
  if (!found) throw new RangeError('There is no such report.');
  return found;
}
