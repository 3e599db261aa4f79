import { assessmentList, testScoresReport } from '#db/assessments/assessment-reports.ts';
import { dailyReport } from '#db/attendance/daily-report.ts';
import { explainReport } from '#db/attendance/explain-report.ts';
import { pupilReport } from '#db/attendance/pupil-report.ts';
import { registerReport } from '#db/attendance/register-report.ts';
import { chronicReport, yearReport } from '#db/attendance/year-report.ts';
import { certificationPacket } from '#db/collections/certification-packet.ts';
import { contactForm } from '#db/collections/contact-form.ts';
import { anbWorksheet, countWorksheet } from '#db/collections/count-reports.ts';
import { earlyGraduateReport } from '#db/collections/early-graduates.ts';
import { validationWorksheet } from '#db/collections/validation/validation-worksheet.ts';
import { enrollmentForm, withdrawalForm } from '#db/enrollment/enrollment-form.ts';
import { immunizationReport } from '#db/enrollment/immunization-papers.ts';
import { receivedReport } from '#db/enrollment/received-report.ts';
import { recordsPacket } from '#db/enrollment/records-packet.ts';
import { reportCard } from '#db/marks/report-card.ts';
import { blankRoster, classRoster } from '#db/people/roster-reports.ts';
import { dueReport } from '#db/programs/due-report.ts';
import { nonPublicReport } from '#db/programs/non-public.ts';
import { hoursReport } from '#db/school/hours-report.ts';
import { iepReport } from '#db/special-education/iep-report.ts';
import { exitReport, planDueReport } from '#db/special-education/special-education-reports.ts';
import { keyingList } from '#db/state-files/keying-list.ts';
import { decisionsReport } from '#db/sync/decisions-report.ts';
import type { Reader } from '#db/system/connection.ts';
import type { ReportRequest } from '#db/system/report-frame.ts';
import type { ReportPage } from '#domain/system/report-page.ts';
import type { ReportName } from '#domain/system/reports.ts';

const makers: Readonly<Record<ReportName, (reader: Reader, request: ReportRequest) => ReportPage>> = {
  'daily-attendance': dailyReport,
  'monthly-register': registerReport,
  'attendance-by-student': pupilReport,
  'year-to-date': yearReport,
  'chronic-list': chronicReport,
  'hours-ledger': hoursReport,
  'blank-roster': blankRoster,
  'class-roster': classRoster,
  'report-card': reportCard,
  iep: iepReport,
  explain: explainReport,
  'count-worksheet': countWorksheet,
  'anb-worksheet': anbWorksheet,
  'validation-worksheet': validationWorksheet,
  'certification-packet': certificationPacket,
  'keying-list': keyingList,
  'enrollment-form': enrollmentForm,
  'withdrawal-form': withdrawalForm,
  'records-packet': recordsPacket,
  'contact-form': contactForm,
  'assessment-list': assessmentList,
  'test-scores': testScoresReport,
  'received-records': receivedReport,
  'early-graduates': earlyGraduateReport,
  'immunization-gaps': immunizationReport,
  'non-public-served': nonPublicReport,
  'program-due': dueReport,
  'special-education-due': planDueReport,
  'special-education-exits': exitReport,
  'sync-decisions': decisionsReport,
};

/** The report as plain data. Reads alone, so it runs in the Worker. */
export function reportPage(reader: Reader, request: ReportRequest): ReportPage {
  return makers[request.report](reader, request);
}
