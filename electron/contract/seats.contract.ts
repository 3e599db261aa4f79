import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, nothing } from '#electron/contract/shapes.ts';

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const text = z.string().nullable();
/** A whole class, or a whole small school, at once. */
const many = z.array(id).min(1, 'Choose at least one pupil.').max(600);
const n = z.number().int();

const pupil = {
  enrollmentId: z.string(),
  studentId: z.string(),
  name: z.string(),
  grade: z.string(),
  startDate: z.string(),
  endDate: text,
};

export const seatsContract = {
  'classes.seats': query({
    about:
      'Who sits or sat in a room or class, from when to when, and who of the school could sit down in it on a day, with where each sits at that time.',
    roles: officeRoles,
    input: z.strictObject({ sectionId: id, date: civilDate.optional() }),
    output: z.strictObject({
      sectionId: z.string(),
      name: z.string(),
      number: z.string(),
      kind: z.string(),
      block: text,
      schoolName: z.string(),
      courseName: text,
      endYear: n,
      yearStart: z.string(),
      yearEnd: z.string(),
      date: z.string(),
      seats: list(z.strictObject({ id: z.string(), ...pupil, marks: n })),
      free: list(z.strictObject({ ...pupil, elsewhere: list(z.string()) })),
    }),
  }),
  'classes.seat': command({
    about:
      'Seats pupils in a room or class from a day on, all or none; each seat lies inside its enrollment. `leaveOthers` ends their seats elsewhere at that time the day before. Can be taken back for 30 days.',
    roles: officeRoles,
    input: z.strictObject({
      sectionId: id,
      enrollmentIds: many,
      startDate: civilDate,
      endDate: civilDate.nullable().default(null),
      leaveOthers: z.boolean().default(false),
    }),
    output: z.strictObject({ groupId: z.string(), seated: n, left: n }),
  }),
  'classes.end-seats': command({
    about: 'Ends seats in a class on their last day, all or none. Can be taken back for 30 days.',
    roles: officeRoles,
    input: z.strictObject({ ids: many, lastDay: civilDate }),
    output: z.strictObject({ groupId: z.string(), seats: n }),
  }),
  'classes.save-seat': command({
    about: 'Corrects from when to when one pupil sits in a class.',
    roles: officeRoles,
    input: z.strictObject({ id, startDate: civilDate, endDate: civilDate.nullable().default(null) }),
    output: done,
  }),
  'classes.remove-seats': command({
    about:
      'Takes seats off that were entered by mistake, all or none. Refused for a pupil with marks in the class. Can be taken back for 30 days.',
    roles: officeRoles,
    input: z.strictObject({ ids: many }),
    output: z.strictObject({ groupId: z.string(), seats: n }),
  }),
  'classes.seat-changes': query({
    about: 'What was done with seats in the last 30 days and can be taken back.',
    roles: officeRoles,
    input: nothing,
    output: list(
      z.strictObject({ groupId: z.string(), kind: z.string(), title: z.string(), at: z.string() }),
    ),
  }),
  'classes.undo-seats': command({
    about: 'Takes one such action back, whole.',
    roles: officeRoles,
    input: z.strictObject({ groupId: id }),
    output: done,
  }),
};
