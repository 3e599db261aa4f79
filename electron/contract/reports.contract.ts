import { z } from 'zod';
import { everyRole } from '#domain/accounts/roles.ts';
import { templateNames } from '#domain/state-files/templates.ts';
import type { ReportPage } from '#domain/system/report-page.ts';
import { reportMeasures, reportNames } from '#domain/system/reports.ts';
import { summaryScope } from '#electron/contract/attendance.contract.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, nothing } from '#electron/contract/shapes.ts';

const report = z.enum(reportNames);
const options = z
  .strictObject({
    date: civilDate.optional(),
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month is written year-month, like 2026-10.')
      .optional(),
    from: civilDate.optional(),
    to: civilDate.optional(),
    /** School number. */
    school: z.string().max(20).optional(),
    grade: z.string().max(10).optional(),
    sectionId: id.optional(),
    studentId: id.optional(),
    planId: id.optional(),
    measure: z.enum(reportMeasures).optional(),
    enrollmentId: id.optional(),
    /** Ending year of a school year. */
    endYear: z.number().int().min(2007).max(2199).optional(),
    count: z.enum(['fall', 'spring']).optional(),
    collection: z.string().max(40).optional(),
    certificationId: id.optional(),
    template: z.enum(templateNames).optional(),
    householdId: id.optional(),
    requestId: id.optional(),
    moveId: z.string().max(60).optional(),
    grantId: z.string().max(60).optional(),
    part: z.enum(['permanent', 'special-education']).optional(),
    program: z.string().max(20).optional(),
  })
  .default({});

const request = z.strictObject({ report, options });

const totals = z.strictObject({
  pupils: z.number().int(),
  daysEnrolled: z.number().int(),
  adaDaysPresent: z.string(),
  /** Average daily attendance. */
  ada: z.string(),
  essaDaysAbsent: z.number().int(),
  chronic: z.number().int(),
});

export const reportsContract = {
  'reports.list': query({
    about: 'Every report: what it shows, which options it takes, and whether this person may print it.',
    roles: everyRole,
    input: nothing,
    output: z.array(
      z.strictObject({
        name: report,
        title: z.string(),
        about: z.string(),
        options: z.array(z.string()),
        needs: z.array(z.array(z.string())),
        csv: z.boolean(),
        allowed: z.boolean(),
      }),
    ),
  }),
  'reports.totals': query({
    about: 'Attendance totals by school and grade. Sums are added exactly and rounded once.',
    roles: everyRole,
    input: summaryScope,
    output: z.strictObject({
      rows: z.array(totals.extend({ school: z.string(), schoolName: z.string(), grade: z.string() })),
      total: totals,
    }),
  }),
  'reports.preview': query({
    host: 'desktop',
    about: 'The report as the PDF that would be printed.',
    roles: everyRole,
    input: request,
    output: z.strictObject({
      pdf: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
      pages: z.number().int(),
      title: z.string(),
    }),
  }),
  'reports.print': command({
    host: 'desktop',
    about: 'Saves the report as a PDF: where the person chooses, or at `path` from the command line.',
    roles: everyRole,
    input: request.extend({ path: z.string().max(1000).optional(), replace: z.boolean().default(false) }),
    output: z.strictObject({
      saved: z.boolean(),
      /** Only where the caller named it. */
      path: z.string().optional(),
      pages: z.number().int(),
      bytes: z.number().int(),
    }),
  }),
  'reports.paper': command({
    host: 'desktop',
    about: 'Sends the report to a printer through the system’s print dialog.',
    roles: everyRole,
    input: request,
    output: done,
  }),
  'reports.csv': query({
    about: 'The tables of a report as CSV text for a spreadsheet.',
    roles: everyRole,
    input: request,
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  }),
  'reports.save-csv': command({
    about: 'Saves the tables of a report as CSV where the person chooses.',
    roles: everyRole,
    input: request,
    output: z.strictObject({ saved: z.boolean() }),
  }),
  'reports.page': query({
    about: 'What a print window is to draw. A window on screen has no such page and is told so.',
    roles: everyRole,
    input: nothing,
    output: z.custom<ReportPage>(),
  }),
};
