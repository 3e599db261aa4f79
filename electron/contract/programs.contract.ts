import { z } from 'zod';
import { programRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, dueLine, id, nothing } from '#electron/contract/shapes.ts';

const step = z.strictObject({
  id: z.string(),
  programRecordId: z.string(),
  step: z.string(),
  stepLabel: z.string(),
  doneOn: z.string(),
  outcome: z.string().nullable(),
  outcomeLabel: z.string().nullable(),
  nextBy: z.string().nullable(),
  note: z.string().nullable(),
});

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
  steps: z.array(step),
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
        steps: z.array(
          z.strictObject({
            code: z.string(),
            label: z.string(),
            localDefault: z.boolean(),
            outcomes: z.boolean(),
          }),
        ),
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
  'programs.due': query({
    about: 'What is due in the programs on a day, soonest first, each with the rule it follows from.',
    roles: programRoles,
    input: z.strictObject({
      program: z.string().max(20).optional(),
      school: z.string().max(10).optional(),
      on: civilDate.optional(),
    }),
    output: z.array(
      dueLine.extend({
        program: z.string(),
        programLabel: z.string(),
        recordId: z.string(),
        step: z.string().nullable(),
      }),
    ),
  }),
  'programs.save-step': command({
    about: 'Notes what was done in a program record (a letter, a test, a review), or corrects the note.',
    roles: programRoles,
    input: z.strictObject({
      id: id.optional(),
      programRecordId: id,
      step: z.string().max(20),
      doneOn: civilDate,
      outcome: z.string().max(20).nullable().default(null),
      nextBy: civilDate.nullable().default(null),
      note: z.string().max(2000).nullable().default(null),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'programs.save-steps': command({
    about:
      'Notes what was done in several program records on one day, all or none. Can be taken back for 30 days.',
    roles: programRoles,
    input: z.strictObject({
      steps: z
        .array(z.strictObject({ programRecordId: id, step: z.string().max(20) }))
        .min(1, 'Choose at least one.')
        .max(600),
      doneOn: civilDate,
      note: z.string().max(2000).nullable().default(null),
    }),
    output: z.strictObject({ groupId: z.string(), noted: z.number().int() }),
  }),
  'programs.step-changes': query({
    about: 'What was noted for several program records at once in the last 30 days and can be taken back.',
    roles: programRoles,
    input: nothing,
    output: z.array(
      z.strictObject({ groupId: z.string(), kind: z.string(), title: z.string(), at: z.string() }),
    ),
  }),
  'programs.undo-steps': command({
    about: 'Takes one such action back, whole.',
    roles: programRoles,
    input: z.strictObject({ groupId: id }),
    output: done,
  }),
  'programs.remove-step': command({
    about: 'Takes a step away that was noted by mistake.',
    roles: programRoles,
    input: z.strictObject({ id }),
    output: done,
  }),
};
