import { z } from 'zod';
import { everyRole, officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { personDetails } from '#electron/contract/people.contract.ts';
import { civilDate, done, id, typedLine, typedName } from '#electron/contract/shapes.ts';

const code = z.string().max(20);

export const enrollmentContract = {
  'enrollment.matches': query({
    about: 'People already here who may be the same child. Enrolling starts with this search.',
    roles: officeRoles,
    input: z.strictObject({
      lastName: typedName,
      firstName: typedName,
      birthDate: civilDate.nullable().default(null),
    }),
    output: z.array(
      z.strictObject({
        personId: z.string(),
        name: z.string(),
        birthDate: z.string().nullable(),
        detail: z.string(),
        score: z.number(),
        why: z.string(),
      }),
    ),
  }),
  'enrollment.choices': query({
    about: 'Codes to choose from, as the state or the district has them for this year.',
    roles: everyRole,
    input: z.strictObject({}),
    output: z.record(
      z.string(),
      z.array(z.strictObject({ code: z.string(), label: z.string(), localDefault: z.boolean() })),
    ),
  }),
  'enrollment.enroll': command({
    about: 'Enrolls a pupil: a new person, or one already here. Primary enrollments may not overlap.',
    roles: officeRoles,
    input: z.strictObject({
      /** Someone already here; otherwise `details` make a new person. */
      personId: id.optional(),
      details: personDetails.optional(),
      /** Why a look-alike that the search found is somebody else. */
      notSameAs: z.string().max(300).optional(),
      localId: typedLine.max(20).optional(),
      calendarId: id,
      grade: code,
      serviceType: code.default('P'),
      startDate: civilDate,
      startStatus: code.nullable().default(null),
      sectionId: id.optional(),
    }),
    output: z.strictObject({ personId: z.string(), enrollmentId: z.string() }),
  }),
  'enrollment.withdraw': command({
    about: 'Ends an enrollment on its last day, with the reason. Rosters end with it.',
    roles: officeRoles,
    input: z.strictObject({
      enrollmentId: id,
      endDate: civilDate,
      endReason: code,
      endStatus: code.nullable().default(null),
      dropoutReason: code.nullable().default(null),
      diplomaDate: civilDate.nullable().default(null),
      diplomaType: code.nullable().default(null),
      diplomaPeriod: code.nullable().default(null),
      /** The school that will ask for the records; a records request is made as a task. */
      nextSchool: typedLine.min(1).max(200).optional(),
    }),
    output: z.strictObject({ done: z.literal(true), marksAfterEnd: z.number().int() }),
  }),
  'enrollment.transfer': command({
    about:
      'Moves a pupil to another calendar or grade: ends one enrollment, starts the next on the day after.',
    roles: officeRoles,
    input: z.strictObject({
      enrollmentId: id,
      lastDay: civilDate,
      firstDay: civilDate,
      calendarId: id,
      grade: code,
      sectionId: id.optional(),
    }),
    output: z.strictObject({ enrollmentId: z.string() }),
  }),
  'enrollment.undo-withdraw': command({
    about: 'Takes a withdrawal back: the enrollment is open again.',
    roles: officeRoles,
    input: z.strictObject({ enrollmentId: id }),
    output: done,
  }),
};
