import { z } from 'zod';
import { programRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, shortText, typedLine } from '#electron/contract/shapes.ts';

const text = (most: number) => typedLine.min(1).max(most).nullable().default(null);
const counts = z.array(z.strictObject({ label: z.string(), children: z.number().int() }));

export const nonPublicContract = {
  'non-public.list': query({
    about:
      'Pupils of private and home schools whom the district served in a school year, and how many children.',
    roles: programRoles,
    input: z.strictObject({
      endYear: z.number().int().min(2007).max(2199).optional(),
      /** Only those served on that day. */
      on: civilDate.optional(),
    }),
    output: z.strictObject({
      endYear: z.number().int(),
      pupils: z.array(
        z.strictObject({
          id: z.string(),
          schoolId: z.string(),
          schoolName: z.string(),
          lastName: z.string(),
          firstName: z.string(),
          birthDate: z.string().nullable(),
          grade: z.string().nullable(),
          gradeLabel: z.string().nullable(),
          kind: z.string(),
          kindLabel: z.string(),
          fromSchool: z.string().nullable(),
          services: z.array(z.string()),
          serviceLabels: z.array(z.string()),
          startDate: z.string(),
          endDate: z.string().nullable(),
          note: z.string().nullable(),
        }),
      ),
      counts: z.strictObject({
        total: z.number().int(),
        byKind: counts,
        bySchool: counts,
        byService: counts,
      }),
    }),
  }),
  'non-public.save': command({
    about:
      'Makes or corrects the record of a non-public pupil who is served. Records of one child may not overlap.',
    roles: programRoles,
    input: z.strictObject({
      id: id.optional(),
      schoolId: id,
      lastName: shortText,
      firstName: shortText,
      birthDate: civilDate.nullable().default(null),
      grade: z.string().max(10).nullable().default(null),
      kind: z.string().max(20),
      fromSchool: text(200),
      services: z.array(z.string().max(20)).max(30),
      startDate: civilDate,
      endDate: civilDate.nullable().default(null),
      note: text(2000),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'non-public.remove': command({
    about: 'Takes a record away that was entered by mistake.',
    roles: programRoles,
    input: z.strictObject({ id }),
    output: done,
  }),
};
