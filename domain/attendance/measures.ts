import type { ReportMeasure } from '#domain/system/reports.ts';

/** What each explained number is called, on screen and on paper. */
export const measureLabels: Readonly<Record<ReportMeasure, string>> = {
  adaDaysPresent: 'ADA days present',
  daysEnrolled: 'Days enrolled',
  essaDaysAbsent: 'ESSA days absent',
  daysMissed: 'Days missed',
  chronic: 'Chronically absent',
};
