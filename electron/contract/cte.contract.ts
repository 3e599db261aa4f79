import { z } from 'zod';
import { programRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, typedLine } from '#electron/contract/shapes.ts';

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const endYear = z.number().int().min(2007).max(2199);
const credits = z.string().regex(/^\d{1,3}(\.\d{1,2})?$/, 'Credits are written like 1.5.');

export const cteContract = {
  'cte.list': query({
    about: 'Career and technical pathways of a year, and what last year’s concentrators do now.',
    roles: programRoles,
    input: z.strictObject({ endYear: endYear.optional() }),
    output: z.strictObject({
      endYear,
      pathways: list(
        z.strictObject({
          studentId: z.string(),
          name: z.string(),
          grade: z.string().nullable(),
          pathway: z.string(),
          districtCredits: z.string(),
          transferCredits: z.string(),
          pathwayCredits: z.string(),
          concentrator: z.boolean(),
          look: z.boolean(),
        }),
      ),
      followUps: list(
        z.strictObject({
          studentId: z.string(),
          name: z.string(),
          contactDate: z.string().nullable(),
          status: z.string().nullable(),
        }),
      ),
    }),
  }),
  'cte.save-pathway': command({
    about: 'A pupil’s credits in one pathway and year. Pathway credits are district plus transfer credits.',
    roles: programRoles,
    input: z.strictObject({
      studentId: id,
      endYear: endYear.optional(),
      pathway: typedLine.min(1, 'Please fill this in.').max(60),
      districtCredits: credits,
      transferCredits: credits.default('0'),
      concentrator: z.boolean().default(false),
      singleParent: z.boolean().nullable().default(null),
    }),
    output: done,
  }),
  'cte.save-follow-up': command({
    about:
      'What a concentrator of the year before does now. The contact lies between October 1 and December 31.',
    roles: programRoles,
    input: z.strictObject({
      studentId: id,
      endYear: endYear.optional(),
      contactDate: civilDate.nullable(),
      status: z.string().max(20).nullable(),
    }),
    output: done,
  }),
};
