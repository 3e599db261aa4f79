import { z } from 'zod';
import { programRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, id } from '#electron/contract/shapes.ts';

const programRecord = z.strictObject({
  id: z.string(),
  studentId: z.string(),
  name: z.string(),
  grade: z.string().nullable(),
  program: z.string(),
  programLabel: z.string(),
  startDate: z.string(),
  endDate: z.string().nullable(),
  detail: z.string().nullable(),
  detailLabel: z.string().nullable(),
  certification: z.string().nullable(),
  unaccompanied: z.boolean().nullable(),
  language: z.string().nullable(),
  note: z.string().nullable(),
});

export const programsContract = {
  'programs.choices': query({
    about: 'The programs, and for each the details that can be chosen.',
    roles: programRoles,
    input: z.strictObject({}),
    output: z.array(
      z.strictObject({
        code: z.string(),
        label: z.string(),
        details: z.array(z.strictObject({ code: z.string(), label: z.string(), localDefault: z.boolean() })),
        detailRequired: z.boolean(),
        certification: z.boolean(),
        unaccompanied: z.boolean(),
      }),
    ),
  }),
  'programs.list': query({
    about: 'Program records: of one pupil, or of everybody in one program on a date.',
    roles: programRoles,
    input: z.strictObject({
      studentId: id.optional(),
      program: z.string().max(20).optional(),
      on: civilDate.optional(),
    }),
    output: z.array(programRecord),
  }),
  'programs.save': command({
    about: 'Makes or corrects a dated program record. Records of one program may not overlap.',
    roles: programRoles,
    input: z.strictObject({
      id: id.optional(),
      studentId: id,
      program: z.string().max(20),
      startDate: civilDate,
      endDate: civilDate.nullable().default(null),
      detail: z.string().max(20).nullable().default(null),
      certification: z.string().max(20).nullable().default(null),
      unaccompanied: z.boolean().nullable().default(null),
      language: z.string().max(100).nullable().default(null),
      note: z.string().max(2000).nullable().default(null),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
};
