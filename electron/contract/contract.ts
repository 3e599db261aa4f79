import type { z } from 'zod';
import { accountsContract } from '#electron/contract/accounts.contract.ts';
import { assessmentsContract } from '#electron/contract/assessments.contract.ts';
import { attendanceContract } from '#electron/contract/attendance.contract.ts';
import { behaviorContract } from '#electron/contract/behavior.contract.ts';
import { certificationContract } from '#electron/contract/certification.contract.ts';
import { classesContract } from '#electron/contract/classes.contract.ts';
import { collectionsContract } from '#electron/contract/collections.contract.ts';
import { cteContract } from '#electron/contract/cte.contract.ts';
import { districtContract } from '#electron/contract/district.contract.ts';
import { duplicatesContract } from '#electron/contract/duplicates.contract.ts';
import { enrollmentContract } from '#electron/contract/enrollment.contract.ts';
import type { Entry } from '#electron/contract/entry.ts';
import { exportsContract } from '#electron/contract/exports.contract.ts';
import { familiesContract } from '#electron/contract/families.contract.ts';
import { feedsContract } from '#electron/contract/feeds.contract.ts';
import { firstDaysContract } from '#electron/contract/first-days.contract.ts';
import { grantsContract } from '#electron/contract/grants.contract.ts';
import { importsContract } from '#electron/contract/imports.contract.ts';
import { insightContract } from '#electron/contract/insight.contract.ts';
import { lifecycleContract } from '#electron/contract/lifecycle.contract.ts';
import { marksContract } from '#electron/contract/marks.contract.ts';
import { movesContract } from '#electron/contract/moves.contract.ts';
import { networkContract } from '#electron/contract/network.contract.ts';
import { nonPublicContract } from '#electron/contract/non-public.contract.ts';
import { packagesContract } from '#electron/contract/packages.contract.ts';
import { peopleContract } from '#electron/contract/people.contract.ts';
import { programsContract } from '#electron/contract/programs.contract.ts';
import { pupilPapersContract } from '#electron/contract/pupil-papers.contract.ts';
import { referenceContract } from '#electron/contract/reference.contract.ts';
import { reportsContract } from '#electron/contract/reports.contract.ts';
import { schoolContract } from '#electron/contract/school.contract.ts';
import { seatsContract } from '#electron/contract/seats.contract.ts';
import { specialEducationContract } from '#electron/contract/special-education.contract.ts';
import { staffContract } from '#electron/contract/staff.contract.ts';
import { stateNumbersContract } from '#electron/contract/state-numbers.contract.ts';
import { studentRecordsContract } from '#electron/contract/student-records.contract.ts';
import { syncContract } from '#electron/contract/sync.contract.ts';
import { systemContract } from '#electron/contract/system.contract.ts';
import { updatesContract } from '#electron/contract/updates.contract.ts';
import { yearChangeContract } from '#electron/contract/year-change.contract.ts';

/** Every call there is. A name may stand in one area only. */
export const contract = {
  ...districtContract,
  ...accountsContract,
  ...attendanceContract,
  ...schoolContract,
  ...peopleContract,
  ...classesContract,
  ...seatsContract,
  ...staffContract,
  ...enrollmentContract,
  ...pupilPapersContract,
  ...yearChangeContract,
  ...studentRecordsContract,
  ...lifecycleContract,
  ...firstDaysContract,
  ...duplicatesContract,
  ...familiesContract,
  ...marksContract,
  ...assessmentsContract,
  ...programsContract,
  ...cteContract,
  ...nonPublicContract,
  ...behaviorContract,
  ...specialEducationContract,
  ...collectionsContract,
  ...certificationContract,
  ...insightContract,
  ...systemContract,
  ...updatesContract,
  ...referenceContract,
  ...syncContract,
  ...networkContract,
  ...stateNumbersContract,
  ...movesContract,
  ...grantsContract,
  ...packagesContract,
  ...importsContract,
  ...exportsContract,
  ...feedsContract,
  ...reportsContract,
} satisfies Record<string, Entry>;

export type Contract = typeof contract;
export type EntryName = keyof Contract;
export type Input<N extends EntryName> = z.input<Contract[N]['input']>;
export type Parsed<N extends EntryName> = z.output<Contract[N]['input']>;
export type Output<N extends EntryName> = z.output<Contract[N]['output']>;

export const entryNames = Object.keys(contract) as readonly EntryName[];

export function entryNamed(name: string): Entry | undefined {
  return Object.hasOwn(contract, name) ? contract[name as EntryName] : undefined;
}
