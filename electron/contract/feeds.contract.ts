import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { feedNames } from '#domain/state-files/feeds.ts';
import { command, query } from '#electron/contract/entry.ts';
import { codeToConfirm, handing } from '#electron/contract/handing.ts';
import { civilDate } from '#electron/contract/shapes.ts';

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const scope = {
  /** Day that is looked at; today when left out. */
  date: civilDate.optional(),
  /** School number; left out: every school. */
  school: z.string().max(20).optional(),
};
const feed = z.enum(feedNames, `Choose one of ${feedNames.join(', ')}.`);
const leftOut = list(z.strictObject({ studentId: z.string(), name: z.string(), reason: z.string() }));

export const feedsContract = {
  'feeds.check': query({
    about:
      'A feed as it would be written: its lines, its totals with the pupils behind each, and who stays out and why. Child nutrition is for the office, special education for its roles.',
    roles: [...officeRoles, 'special-education'],
    input: z.strictObject({ feed, ...scope }),
    output: z.strictObject({
      title: z.string(),
      note: z.string(),
      date: civilDate,
      columns: list(z.string()),
      rows: list(z.strictObject({ studentId: z.string(), name: z.string(), cells: list(z.string()) })),
      leftOut,
      totals: list(z.strictObject({ group: z.string(), label: z.string(), studentIds: list(z.string()) })),
      codesToConfirm: list(codeToConfirm),
      missingNumber: z.string().nullable(),
      hash: z.string(),
    }),
  }),
  'feeds.write': command({
    about:
      'Writes a feed as a zip of two CSV files, the pupils and the totals of these lines, where the person chooses or at `path`. Pupils who stay out do not stop it; unconfirmed local codes do.',
    roles: [...officeRoles, 'special-education'],
    input: z.strictObject({ feed, ...scope, ...handing }),
    output: z.strictObject({
      saved: z.boolean(),
      path: z.string().optional(),
      lines: z.number().int(),
      leftOut: z.number().int(),
      hash: z.string(),
    }),
  }),
  'feeds.photo-preview': query({
    about:
      'Whose photo may go to the missing-child repository, and who stays out and why. Without this year’s opt-in nobody’s may.',
    roles: officeRoles,
    input: z.strictObject(scope),
    output: z.strictObject({
      date: civilDate,
      endYear: z.number().int(),
      included: list(
        z.strictObject({
          studentId: z.string(),
          name: z.string(),
          stateId: z.string(),
          takenOn: z.string(),
          bytes: z.number().int(),
        }),
      ),
      leftOut,
      optedOut: z.number().int(),
      notAsked: z.number().int(),
      bytes: z.number().int(),
      missingNumber: z.string().nullable(),
    }),
  }),
  'feeds.photos': command({
    about:
      'Writes the photo repository package: a JPEG named by State ID for each pupil opted in this year, without metadata, and a manifest, where the person chooses or at `path`.',
    roles: officeRoles,
    input: z.strictObject({ ...scope, ...handing }),
    output: z.strictObject({
      saved: z.boolean(),
      path: z.string().optional(),
      photos: z.number().int(),
      leftOut: z.number().int(),
    }),
  }),
};
