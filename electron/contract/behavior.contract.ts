import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, clockTime, done, id, typedLine } from '#electron/contract/shapes.ts';

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const endYear = z.number().int().min(2007).max(2199);
const code = z.string().max(20);

export const behaviorContract = {
  'behavior.list': query({
    about: 'Behavior events of a year, newest first, each with who took part and what followed.',
    roles: officeRoles,
    input: z.strictObject({ endYear: endYear.optional(), studentId: id.optional() }),
    output: z.strictObject({
      endYear,
      events: list(
        z.strictObject({
          id: z.string(),
          schoolId: z.string(),
          schoolName: z.string(),
          date: z.string(),
          time: z.string().nullable(),
          kind: z.string(),
          place: z.string().nullable(),
          note: z.string().nullable(),
          parts: list(
            z.strictObject({
              studentId: z.string(),
              name: z.string(),
              role: z.string(),
              response: z.string().nullable(),
              startDate: z.string().nullable(),
              days: z.string().nullable(),
            }),
          ),
        }),
      ),
    }),
  }),
  'behavior.save': command({
    about: 'Makes or corrects an event with all who took part. Those left out are taken off it.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      schoolId: id,
      date: civilDate,
      time: clockTime.nullable().default(null),
      kind: code,
      place: typedLine.max(200).nullable().default(null),
      note: z.string().trim().max(4000).nullable().default(null),
      parts: z
        .array(
          z.strictObject({
            studentId: id,
            role: code,
            response: code.nullable().default(null),
            startDate: civilDate.nullable().default(null),
            days: z
              .string()
              .regex(/^\d{1,3}(\.\d{1,2})?$/, 'Days are written like 2 or 0.5.')
              .nullable()
              .default(null),
          }),
        )
        .max(100),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'behavior.remove': command({
    about: 'Takes an event off the record. It stays in the history.',
    roles: officeRoles,
    input: z.strictObject({ id }),
    output: done,
  }),
};
