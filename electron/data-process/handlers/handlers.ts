import type { Contract, EntryName } from '#electron/contract/contract.ts';
import type { Call, Handler, SignedInCall } from '#electron/data-process/call.ts';
import { accountsHandlers, signInHandlers } from '#electron/data-process/handlers/accounts.handlers.ts';
import { assessmentsHandlers } from '#electron/data-process/handlers/assessments.handlers.ts';
import { attendanceHandlers } from '#electron/data-process/handlers/attendance.handlers.ts';
import { behaviorHandlers } from '#electron/data-process/handlers/behavior.handlers.ts';
import { certificationHandlers } from '#electron/data-process/handlers/certification.handlers.ts';
import { classesHandlers } from '#electron/data-process/handlers/classes.handlers.ts';
import { collectionsHandlers } from '#electron/data-process/handlers/collections.handlers.ts';
import { cteHandlers } from '#electron/data-process/handlers/cte.handlers.ts';
import { districtHandlers } from '#electron/data-process/handlers/district.handlers.ts';
import { duplicatesHandlers } from '#electron/data-process/handlers/duplicates.handlers.ts';
import { enrollmentHandlers } from '#electron/data-process/handlers/enrollment.handlers.ts';
import { exportsHandlers } from '#electron/data-process/handlers/exports.handlers.ts';
import { familiesHandlers } from '#electron/data-process/handlers/families.handlers.ts';
import { feedsHandlers } from '#electron/data-process/handlers/feeds.handlers.ts';
import { firstDaysHandlers } from '#electron/data-process/handlers/first-days.handlers.ts';
import { grantsHandlers } from '#electron/data-process/handlers/grants.handlers.ts';
import { importsHandlers } from '#electron/data-process/handlers/imports.handlers.ts';
import { insightHandlers } from '#electron/data-process/handlers/insight.handlers.ts';
import { lifecycleHandlers } from '#electron/data-process/handlers/lifecycle.handlers.ts';
import { marksHandlers } from '#electron/data-process/handlers/marks.handlers.ts';
import { movesHandlers } from '#electron/data-process/handlers/moves.handlers.ts';
import { networkHandlers } from '#electron/data-process/handlers/network.handlers.ts';
import { nonPublicHandlers } from '#electron/data-process/handlers/non-public.handlers.ts';
import { packagesHandlers } from '#electron/data-process/handlers/packages.handlers.ts';
import { peopleHandlers } from '#electron/data-process/handlers/people.handlers.ts';
import { programsHandlers } from '#electron/data-process/handlers/programs.handlers.ts';
import { pupilPapersHandlers } from '#electron/data-process/handlers/pupil-papers.handlers.ts';
import { referenceHandlers } from '#electron/data-process/handlers/reference.handlers.ts';
import { reportsHandlers } from '#electron/data-process/handlers/reports.handlers.ts';
import { schoolHandlers } from '#electron/data-process/handlers/school.handlers.ts';
import { seatsHandlers } from '#electron/data-process/handlers/seats.handlers.ts';
import { specialEducationHandlers } from '#electron/data-process/handlers/special-education.handlers.ts';
import { staffHandlers } from '#electron/data-process/handlers/staff.handlers.ts';
import { stateNumbersHandlers } from '#electron/data-process/handlers/state-numbers.handlers.ts';
import { studentRecordsHandlers } from '#electron/data-process/handlers/student-records.handlers.ts';
import { syncHandlers } from '#electron/data-process/handlers/sync.handlers.ts';
import { systemHandlers } from '#electron/data-process/handlers/system.handlers.ts';
import { updatesHandlers } from '#electron/data-process/handlers/updates.handlers.ts';
import { yearChangeHandlers } from '#electron/data-process/handlers/year-change.handlers.ts';

/** A handler for every entry of the contract, or this does not compile. */
type Handlers = {
  readonly [N in EntryName]: Handler<N, Contract[N]['roles'] extends 'anyone' ? Call : SignedInCall>;
};

export const handlers: Handlers = {
  ...districtHandlers,
  ...signInHandlers,
  ...accountsHandlers,
  ...attendanceHandlers,
  ...schoolHandlers,
  ...peopleHandlers,
  ...classesHandlers,
  ...seatsHandlers,
  ...staffHandlers,
  ...enrollmentHandlers,
  ...pupilPapersHandlers,
  ...yearChangeHandlers,
  ...studentRecordsHandlers,
  ...lifecycleHandlers,
  ...firstDaysHandlers,
  ...duplicatesHandlers,
  ...familiesHandlers,
  ...marksHandlers,
  ...assessmentsHandlers,
  ...programsHandlers,
  ...cteHandlers,
  ...nonPublicHandlers,
  ...behaviorHandlers,
  ...specialEducationHandlers,
  ...collectionsHandlers,
  ...certificationHandlers,
  ...insightHandlers,
  ...systemHandlers,
  ...updatesHandlers,
  ...referenceHandlers,
  ...syncHandlers,
  ...networkHandlers,
  ...stateNumbersHandlers,
  ...movesHandlers,
  ...grantsHandlers,
  ...packagesHandlers,
  ...importsHandlers,
  ...exportsHandlers,
  ...feedsHandlers,
  ...reportsHandlers,
};
