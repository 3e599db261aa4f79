import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, nothing } from '#electron/contract/shapes.ts';

const endYear = z.number().int().min(2007).max(2199);
const fate = z.enum(['promote', 'repeat', 'graduate', 'leave']);

export const yearChangeContract = {
  'year.preview-calendars': query({
    about:
      'The calendars of the next year as they would be copied: the same weekdays, with holidays and lost days to confirm.',
    roles: officeRoles,
    input: z.strictObject({ endYear }),
    output: z.array(
      z.strictObject({
        calendarId: z.string(),
        name: z.string(),
        schoolName: z.string(),
        firstDay: z.string().nullable(),
        lastDay: z.string().nullable(),
        instructionDays: z.number().int(),
        bells: z.number().int(),
        there: z.boolean(),
        confirm: z
          .array(z.strictObject({ date: z.string(), kind: z.string(), reason: z.string().nullable() }))
          .readonly(),
      }),
    ),
  }),
  'year.copy-calendars': command({
    about:
      'Copies calendars, bells, terms and rooms of a year to the next. What is there already is left alone.',
    roles: officeRoles,
    input: z.strictObject({
      endYear,
      days: z
        .array(
          z.strictObject({
            calendarId: id,
            date: civilDate,
            kind: z.enum(['instruction', 'pir', 'holiday', 'vacation']),
          }),
        )
        .max(5000)
        .default([]),
    }),
    output: z.strictObject({ groupId: z.string(), calendars: z.number().int() }),
  }),
  'year.preview-roll': query({
    about: 'Every open enrollment of a year with where its pupil would go in the next.',
    roles: officeRoles,
    input: z.strictObject({ endYear }),
    output: z.array(
      z.strictObject({
        enrollmentId: z.string(),
        studentId: z.string(),
        name: z.string(),
        schoolName: z.string(),
        fromGrade: z.string(),
        serviceType: z.string(),
        fate,
        grade: z.string().nullable(),
        calendarId: z.string().nullable(),
        startStatus: z.string().nullable(),
        look: z.string().nullable(),
      }),
    ),
  }),
  'year.roll': command({
    about:
      'Ends every open enrollment of a year with its reason and begins the next year’s. All or nothing; can be taken back for 30 days.',
    roles: officeRoles,
    input: z.strictObject({
      endYear,
      exceptions: z
        .array(
          z.strictObject({
            enrollmentId: id,
            fate,
            calendarId: id.optional(),
            grade: z.string().max(20).optional(),
            endReason: z.string().max(20).optional(),
            diplomaDate: civilDate.optional(),
            diplomaType: z.string().max(20).optional(),
          }),
        )
        .max(5000)
        .default([]),
    }),
    output: z.strictObject({ groupId: z.string(), ended: z.number().int(), begun: z.number().int() }),
  }),
  'year.changes': query({
    about: 'Steps of a year change of the last 30 days that can be taken back.',
    roles: officeRoles,
    input: nothing,
    output: z.array(
      z.strictObject({ groupId: z.string(), kind: z.string(), title: z.string(), at: z.string() }),
    ),
  }),
  'year.undo': command({
    about: 'Takes a step of the year change back, whole.',
    roles: officeRoles,
    input: z.strictObject({ groupId: id }),
    output: done,
  }),
};
