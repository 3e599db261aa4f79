import { explain, type Measure } from '#db/attendance/explain.ts';
import { gradeTotals } from '#db/attendance/grade-totals.ts';
import { attendanceSummary, type SummaryScope } from '#db/attendance/summary.ts';
import { collectionBoard } from '#db/collections/collection-board.ts';
import type { CountScope } from '#db/collections/count-facts.ts';
import { districtAnb } from '#db/collections/district-anb.ts';
import { earlyGraduates } from '#db/collections/early-graduates.ts';
import { hoursOutlook } from '#db/collections/hours-outlook.ts';
import { federalSelfCheck } from '#db/collections/self-check.ts';
import { readStudentCount } from '#db/collections/student-count.ts';
import { type ValidationScope, validate } from '#db/collections/validation/findings.ts';
import { neverCameEffect, notSeen } from '#db/enrollment/never-came.ts';
import type { DayChange } from '#db/school/change-day.ts';
import { previewDay } from '#db/school/preview-day.ts';
import { composeFile } from '#db/state-files/compose-file.ts';
import { edFiExport } from '#db/state-files/ed-fi-export.ts';
import { type EwsScope, ewsExtract } from '#db/state-files/ews-extract.ts';
import { composeFeed, type FeedScope } from '#db/state-files/feeds.ts';
import { type OneRosterVersion, oneRosterZip } from '#db/state-files/one-roster-export.ts';
import { type PhotoScope, photoPackage, photoPreview } from '#db/state-files/photo-package.ts';
import type { Reader } from '#db/system/connection.ts';
import type { ReportRequest } from '#db/system/report-frame.ts';
import { reportPage } from '#db/system/report-pages.ts';
import { takeSnapshot } from '#db/system/snapshot.ts';
import type { FeedName } from '#domain/state-files/feeds.ts';

/** The file the Worker reads. */
export interface OpenFile {
  readonly path: string;
  readonly key: string;
  readonly nativeBinding?: string | undefined;
}

/** The long reads. Each is a plain function of a read-only connection. */
export const jobs = {
  snapshot: (_reader: Reader, input: { into: string }, file: OpenFile) => takeSnapshot({ ...file, ...input }),
  'attendance-summary': (reader: Reader, scope: SummaryScope) => attendanceSummary(reader, scope),
  'attendance-explain': (
    reader: Reader,
    scope: SummaryScope & { measure: Measure; enrollmentId?: string | undefined; grade?: string | undefined },
  ) => explain(reader, scope),
  'attendance-totals': (reader: Reader, scope: SummaryScope) => gradeTotals(reader, scope),
  'student-count': (reader: Reader, scope: CountScope) => readStudentCount(reader, scope),
  'district-anb': (reader: Reader, input: { endYear: number; today: string; leaving?: readonly string[] }) =>
    districtAnb(reader, input),
  'hours-outlook': (reader: Reader, { endYear }: { endYear: number }) => hoursOutlook(reader, endYear),
  'early-graduates': (reader: Reader, scope: { endYear: number }) => earlyGraduates(reader, scope),
  'not-seen': (reader: Reader, scope: { today: string }) => notSeen(reader, scope),
  'never-came-effect': neverCameEffect,
  validate: (reader: Reader, scope: ValidationScope) => validate(reader, scope),
  'state-file': (reader: Reader, input: Parameters<typeof composeFile>[1]) => composeFile(reader, input),
  'early-warning': (reader: Reader, scope: EwsScope) => ewsExtract(reader, scope),
  'ed-fi': (reader: Reader, scope: { endYear: number; asOf: string }) => edFiExport(reader, scope),
  'one-roster': (reader: Reader, { version, endYear }: { version: OneRosterVersion; endYear: number }) =>
    oneRosterZip(reader, version, { endYear }),
  feed: (reader: Reader, { feed, ...scope }: FeedScope & { feed: FeedName }) =>
    composeFeed(reader, feed, scope),
  'photo-preview': (reader: Reader, scope: PhotoScope) => photoPreview(reader, scope),
  'photo-package': (reader: Reader, scope: PhotoScope) => photoPackage(reader, scope),
  'self-check': (reader: Reader, scope: { date: string; endYear: number }) => federalSelfCheck(reader, scope),
  'collection-board': (reader: Reader, input: Parameters<typeof collectionBoard>[1]) =>
    collectionBoard(reader, input),
  'day-preview': (reader: Reader, change: DayChange) => previewDay(reader, change),
  report: (reader: Reader, request: ReportRequest) => reportPage(reader, request),
  'quick-check': (reader: Reader, _input: Record<string, never>) =>
    reader.rows<{ quick_check: string }>('PRAGMA quick_check').map((row) => row.quick_check),
};

export type JobName = keyof typeof jobs;
export type JobInput<N extends JobName> = Parameters<(typeof jobs)[N]>[1];
export type JobOutput<N extends JobName> = ReturnType<(typeof jobs)[N]>;
