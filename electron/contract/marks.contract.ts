import { z } from 'zod';
import { classroomRoles, everyRole } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, id, nothing } from '#electron/contract/shapes.ts';

const markRow = z.strictObject({
  enrollmentId: z.string(),
  studentId: z.string(),
  name: z.string(),
  grade: z.string(),
  mark: z.string().nullable(),
  comment: z.string().nullable(),
});

export const marksContract = {
  'marks.sections': query({
    about: 'Classes and rooms of a date, with their terms and how many marks are posted.',
    roles: everyRole,
    input: z.strictObject({ date: civilDate }),
    output: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        schoolName: z.string(),
        teacher: z.string().nullable(),
        block: z.string().nullable(),
        terms: z.array(
          z.strictObject({
            id: z.string(),
            name: z.string(),
            startDate: z.string(),
            endDate: z.string(),
            posted: z.number().int(),
            pupils: z.number().int(),
          }),
        ),
      }),
    ),
  }),
  'marks.sheet': query({
    about: 'One class and term: a row a pupil, the scale, the comment bank.',
    roles: everyRole,
    input: z.strictObject({ sectionId: id, termId: id }),
    output: z.strictObject({
      sectionId: z.string(),
      termId: z.string(),
      sectionName: z.string(),
      termName: z.string(),
      scaleId: z.string(),
      scaleName: z.string(),
      scale: z.array(z.strictObject({ mark: z.string(), label: z.string().nullable() })),
      rows: z.array(markRow),
    }),
  }),
  'marks.post': command({
    about: 'Posts or clears one mark. A mark that is not on the scale is refused in words.',
    roles: classroomRoles,
    input: z.strictObject({
      sectionId: id,
      termId: id,
      enrollmentId: id,
      mark: z.string().max(20).nullable().optional(),
      /** Text, or the number of a comment of the bank. */
      comment: z.string().max(1000).nullable().optional(),
    }),
    output: markRow,
  }),
  'marks.comments': query({
    about: 'The numbered comment bank.',
    roles: everyRole,
    input: nothing,
    output: z.array(z.strictObject({ number: z.number().int(), text: z.string() })),
  }),
  'marks.scales': query({
    about: 'Grading scales.',
    roles: everyRole,
    input: nothing,
    output: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  }),
  'marks.set-scale': command({
    about: 'Chooses the grading scale of a class.',
    roles: classroomRoles,
    input: z.strictObject({ sectionId: id, scaleId: id }),
    output: z.strictObject({ done: z.literal(true) }),
  }),
};
