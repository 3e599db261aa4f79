import {
  type Finding,
  rulesFor,
  validateStudent,
  validateYear,
  type YearFinding,
} from '#domain/collections/validation/validate.ts';
import type { TypeName } from '#domain/sync/registry.ts';
import { receivedRecords } from '#state-server/collections/received-records.ts';
import { rulesInForce } from '#state-server/collections/rule-context.ts';
import { studentFiles } from '#state-server/collections/student-files.ts';
import { yearRecords } from '#state-server/collections/year-records.ts';
import type { StateDatabase } from '#state-server/database/state-database.ts';
import { publishedValues } from '#state-server/reference/editions.ts';

/** What the state's own run of the rule pack finds in what it has of a district. */
export interface DistrictValidation {
  readonly rulesVersion: string;
  readonly endYear: number;
  readonly students: number;
  /** In the files of pupils, then in the other records of the year. */
  readonly findings: readonly (Finding | YearFinding)[];
}

/** Counts need calendars and marks; the desktop works them out. The state checks everything else with the same rules. */
const NOT_HERE = new Set(['hours-missing', 'totals-missing', 'count-too-early', 'finance-differs']);

const TYPES = [
  'person',
  'identifier',
  'demographics',
  'directory',
  'enrollment',
  'enrollmentFacts',
  'attendanceAgreement',
  'enteredTotals',
  'programRecord',
  'iep',
  'specialEducationExit',
  'calendar',
  'calendarReporting',
  'calendarModes',
  'schoolYear',
  'school',
  'course',
  'section',
  'sectionStaff',
  'employmentTerm',
  'bellSchedule',
  'bellBlock',
  'calendarDay',
  'ctePathway',
  'cteFollowUp',
  'testScore',
] as const satisfies readonly TypeName[];

/**
 * Runs the same rules over the records the state has received from one district: by the lists and rules that the state has
 * published for that school year, and by the shipped ones where it has published none.
 */
export async function validateDistrict(
  database: StateDatabase,
  district: string,
  endYear: number,
  today: string,
): Promise<DistrictValidation> {
  const of = await receivedRecords(database, district, TYPES);
  const { pack, context } = rulesInForce(endYear, today, await publishedValues(database, endYear));
  const words = rulesFor(pack.rules, endYear).filter(({ id }) => !NOT_HERE.has(id));
  const files = studentFiles(of, endYear);
  return {
    rulesVersion: pack.version,
    endYear,
    students: files.length,
    findings: [
      ...files.flatMap((file) => validateStudent(file, words, context)),
      ...validateYear(yearRecords(of, endYear), words, context),
    ],
  };
}
