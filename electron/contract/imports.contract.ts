import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { templateNames } from '#domain/state-files/templates.ts';
import { command, query } from '#electron/contract/entry.ts';
import { done, nothing, problem } from '#electron/contract/shapes.ts';

export const importFormats = [
  ...templateNames,
  'oneroster',
  'calendar-csv',
  'attendance-csv',
  'scores-csv',
  'behavior-xml',
  'csv',
] as const;

const source = z.strictObject({
  format: z.enum(importFormats, `Choose one of ${importFormats.join(', ')}.`),
  /** From the command line: a file, or for OneRoster a zip or folder. A window has a grant instead. */
  path: z.string().max(1000).optional(),
  grant: z.string().max(100).optional(),
  /** Field → column, for `csv`. Left out, columns are known by their names. */
  mapping: z.record(z.string(), z.string().max(200)).optional(),
  /** Make the schools, calendars and years that the file needs and that are not here; `willMake` names them. */
  makeMissing: z.boolean().default(true),
  /** Take the number that the file's lines name as this district's own, where it has none yet. Administrators only. */
  adoptNumber: z.boolean().default(false),
});

const tally = z.strictObject({
  rows: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  skipped: z.number().int(),
  willMake: z.array(z.strictObject({ kind: z.string(), number: z.string(), name: z.string() })),
  problems: z.array(problem).describe('The first 500: file, line, field, value and a sentence.'),
  problemCount: z.number().int(),
  offersNumber: z
    .string()
    .nullable()
    .describe('District number of the file, where this district has none yet; adoptNumber takes it over.'),
  notes: z.array(z.string()).describe('What else to know, for example columns that are left out.'),
});

export const importsContract = {
  'imports.choose-file': command({
    about:
      'Asks for a file in a window. Answers a one-time grant for it; its place stays in the data process.',
    roles: officeRoles,
    input: z.strictObject({ format: z.enum(importFormats) }),
    output: z
      .strictObject({
        grant: z.string(),
        fileName: z.string(),
        columns: z.array(z.string()),
        mapping: z.record(z.string(), z.string()),
      })
      .nullable(),
  }),
  'imports.fields': query({
    about: 'Fields that a column of any CSV can be mapped to.',
    roles: officeRoles,
    input: nothing,
    output: z.array(z.strictObject({ field: z.string(), label: z.string() })),
  }),
  'imports.preview': command({
    about:
      'A dry run: what would be added, changed and left alone, what would be made, and each problem with its line. Nothing is changed.',
    roles: officeRoles,
    input: source,
    output: tally.extend({ format: z.string(), file: z.string() }),
  }),
  'imports.apply': command({
    about:
      'Brings a file in: all of it or nothing, or (goodRowsOnly) the good rows and a file with the rest. What the file needs and is not here (schools, calendars, years, bells) is made; makeMissing: false makes nothing and calls such rows problems.',
    roles: officeRoles,
    input: source.extend({ goodRowsOnly: z.boolean().default(false) }),
    output: tally.extend({ format: z.string(), file: z.string(), restFile: z.string().nullable() }),
  }),
  // A query, because commands wait until the import is over.
  'imports.cancel': query({
    about: 'Stops the import under way. Nothing of it is kept.',
    roles: officeRoles,
    input: nothing,
    output: done,
  }),
};
