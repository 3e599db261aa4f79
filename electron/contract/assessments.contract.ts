import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, typedLine } from '#electron/contract/shapes.ts';

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const code = z.string().min(1, 'Choose from the list.').max(40);
const text = typedLine.max(200).nullable().default(null);

export const assessmentsContract = {
  'assessments.list': query({
    about:
      'Who takes which state test on a day, by grade and programs and by what was decided; with `since`, who came and who left after that day.',
    roles: officeRoles,
    input: z.strictObject({
      /** Day on which enrollment, grade and programs are read; today when left out. */
      date: civilDate.optional(),
      since: civilDate.optional(),
      /** School number. */
      school: z.string().max(20).optional(),
    }),
    output: z.strictObject({
      date: civilDate,
      endYear: z.number().int(),
      tests: list(z.strictObject({ code: z.string(), label: z.string() })),
      parts: list(z.strictObject({ code: z.string(), label: z.string() })),
      lines: list(
        z.strictObject({
          studentId: z.string(),
          name: z.string(),
          stateId: z.string().nullable(),
          grade: z.string(),
          schoolNumber: z.string(),
          test: z.string(),
          part: z.string(),
          decided: z.boolean(),
          reason: z.string().nullable(),
          cameSince: z.boolean(),
          score: z.string().nullable(),
        }),
      ),
      gone: list(z.strictObject({ studentId: z.string(), name: z.string(), grade: z.string() })),
    }),
  }),
  'assessments.decide': command({
    about:
      'Decides how a pupil takes part in a test that grade and programs call for, this school year or the next. Anything but taking it needs a reason; part null takes the decision back.',
    roles: officeRoles,
    input: z.strictObject({
      studentId: id,
      endYear: z.number().int().min(2007).max(2199),
      test: code,
      part: code.nullable(),
      reason: text,
    }),
    output: done,
  }),
  'assessments.scores': query({
    about: 'The test scores of a pupil that are on file, newest first.',
    roles: officeRoles,
    input: z.strictObject({ studentId: id }),
    output: list(
      z.strictObject({
        id: z.string(),
        studentId: z.string(),
        test: z.string(),
        testLabel: z.string(),
        takenOn: z.string(),
        score: z.string().nullable(),
        level: z.string().nullable(),
        note: z.string().nullable(),
      }),
    ),
  }),
  'assessments.save-score': command({
    about:
      'Keeps a score as the report has it: a plain number, a level, or both. The same test on the same day is the same score.',
    roles: officeRoles,
    input: z.strictObject({
      studentId: id,
      test: code,
      takenOn: civilDate,
      score: text,
      level: text,
      note: text,
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'assessments.remove-score': command({
    about: 'Takes a score off the record; the history keeps it.',
    roles: officeRoles,
    input: z.strictObject({ id }),
    output: done,
  }),
};
