import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { templateNames } from '#domain/state-files/templates.ts';
import { command, query } from '#electron/contract/entry.ts';
import { codeToConfirm, handing } from '#electron/contract/handing.ts';
import { civilDate, done, typedLine } from '#electron/contract/shapes.ts';

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const endYear = z.number().int().min(2007).max(2199);
const template = z.enum(templateNames, `Choose one of ${templateNames.join(', ')}.`);

const scope = z.strictObject({
  template,
  endYear: endYear.optional(),
  /** Day the flags of programs are read at; today when left out. */
  asOf: civilDate.optional(),
  /** School number. */
  school: z.string().max(20).optional(),
});

const checked = z.strictObject({
  template,
  title: z.string(),
  lines: z.number().int(),
  leftOut: z.number().int(),
  problems: list(
    z.strictObject({
      line: z.number().int(),
      field: z.string(),
      label: z.string(),
      message: z.string(),
      studentId: z.string(),
      name: z.string(),
    }),
  ),
  codesToConfirm: list(codeToConfirm),
  /** Codes no list has, each a problem of its record until it is confirmed (`exports.confirm-codes`) or corrected. */
  unknownCodes: list(codeToConfirm),
  /** What keeps every file back, in a sentence: a district or school without its number. */
  missingNumber: z.string().nullable(),
  notReported: list(z.string()),
  hash: z.string(),
});

export const exportsContract = {
  'exports.list': query({
    about: 'The state’s file templates in the order in which it takes them, and when each was written last.',
    roles: officeRoles,
    input: z.strictObject({ endYear: endYear.optional() }),
    output: list(
      z.strictObject({
        template,
        title: z.string(),
        recordType: z.string().nullable(),
        note: z.string(),
        /** Fields whose place or name is our own guess. */
        guessed: z.number().int(),
        fields: z.number().int(),
        lastWritten: z
          .strictObject({ at: z.string(), by: z.string(), lines: z.number().int(), hash: z.string() })
          .nullable(),
      }),
    ),
  }),
  'exports.check': query({
    about:
      'Validate and test: the file as it would be written, each problem with its line and field, and codes nobody has confirmed. Writes nothing.',
    roles: officeRoles,
    input: scope,
    output: checked,
  }),
  'exports.write': command({
    about:
      'Writes a state file where the person chooses, or at `path` from the command line. Records with a problem stop it, unless they are to be left out; unconfirmed local codes always do.',
    roles: officeRoles,
    input: scope.extend({
      ...handing,
      leaveOut: z.boolean().default(false),
      /** Skip the check that its forerunner was written. */
      outOfOrder: z.boolean().default(false),
      /** Date and time in the header; now when left out. */
      stampDate: civilDate.optional(),
      stampTime: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time is written like 09:45.')
        .optional(),
    }),
    output: z.strictObject({
      saved: z.boolean(),
      path: z.string().optional(),
      lines: z.number().int(),
      leftOut: z.number().int(),
      hash: z.string(),
    }),
  }),
  'exports.codes': query({
    about:
      'Codes of ours that a state file still waits for (of one template, or of all), then those that were confirmed or mapped.',
    roles: officeRoles,
    input: scope.partial(),
    output: list(codeToConfirm),
  }),
  'exports.confirm-codes': command({
    about:
      'Says what the state calls codes of ours, or that it has a code no list here has, so that they may go into its files; null takes that back.',
    roles: officeRoles,
    input: z.strictObject({
      codes: z
        .array(
          z.strictObject({
            set: z.string().max(60),
            code: z.string().max(60),
            stateCode: typedLine.max(40).nullable(),
          }),
        )
        .min(1)
        .max(500),
    }),
    output: done,
  }),
  'exports.one-roster': command({
    about:
      'Writes a OneRoster bulk export (1.1 or 1.2) as a zip where the person chooses, or at `path` from the command line.',
    roles: officeRoles,
    input: z.strictObject({
      version: z.enum(['1.1', '1.2']),
      endYear: endYear.optional(),
      ...handing,
    }),
    output: z.strictObject({
      saved: z.boolean(),
      path: z.string().optional(),
      /** Data rows of each file. */
      rows: z.record(z.string(), z.number().int()),
    }),
  }),
  'exports.ed-fi': command({
    about:
      'Writes pupils, associations, calendars, attendance events and programs of a year as Ed-Fi 5.2 JSON, where the person chooses or at `path`.',
    roles: officeRoles,
    input: z.strictObject({ endYear: endYear.optional(), ...handing }),
    output: z.strictObject({
      saved: z.boolean(),
      path: z.string().optional(),
      rows: z.record(z.string(), z.number().int()),
      /** What the standard cannot say, in sentences. */
      leftOut: list(z.string()),
    }),
  }),
  'exports.behavior': command({
    about: 'Writes the year’s behavior as the state’s XML file. It replaces the whole year there.',
    roles: officeRoles,
    input: z.strictObject({ endYear: endYear.optional(), ...handing }),
    output: z.strictObject({
      saved: z.boolean(),
      path: z.string().optional(),
      events: z.number().int(),
      problems: list(z.string()),
    }),
  }),
  'exports.early-warning': command({
    about:
      'Writes the extract for the state’s early-warning model as CSV, without names: grades 6 to 12, a row for each primary enrollment.',
    roles: officeRoles,
    input: z.strictObject({
      /** Last day looked at; today when left out. */
      date: civilDate.optional(),
      school: z.string().max(20).optional(),
      ...handing,
    }),
    output: z.strictObject({
      saved: z.boolean(),
      path: z.string().optional(),
      rows: z.number().int(),
      /** Whose enrollment of these grades has no row, and why. */
      leftOut: list(z.strictObject({ studentId: z.string(), name: z.string(), reason: z.string() })),
    }),
  }),
  'exports.handed-over': query({
    about:
      'Files with student data that Hi-Line wrote on this computer, and the last day each may lie there.',
    roles: officeRoles,
    input: z.strictObject({}),
    output: list(
      z.strictObject({
        id: z.string(),
        fileName: z.string(),
        folder: z.string(),
        writtenAt: z.string(),
        writtenBy: z.string(),
        deleteAfter: civilDate.nullable(),
      }),
    ),
  }),
  'exports.keep-file': command({
    about: 'Leaves a written file where it is for good.',
    roles: officeRoles,
    input: z.strictObject({ id: z.string() }),
    output: done,
  }),
  'exports.delete-file': command({
    about: 'Deletes a written file now. One that was changed since stays, and leaves the list.',
    roles: officeRoles,
    input: z.strictObject({ id: z.string() }),
    output: done,
  }),
};
