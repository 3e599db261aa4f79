import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, typedLine } from '#electron/contract/shapes.ts';

const code = z.string().max(20);
const text = typedLine.max(200).nullable();
const day = civilDate.nullable();

/** Everything of one enrollment that may be wrong and can be put right. */
const stay = z.strictObject({
  calendarId: id,
  grade: code,
  serviceType: code,
  startDate: civilDate,
  startStatus: code.nullable(),
  endDate: day,
  endStatus: code.nullable(),
  endReason: code.nullable(),
  dropoutReason: code.nullable(),
  noShow: z.boolean(),
  stateExclude: z.boolean(),
  extracurricularOnly: z.boolean(),
  diplomaDate: day,
  diplomaType: code.nullable(),
  diplomaPeriod: code.nullable(),
  note: z.string().trim().max(2000).nullable(),
});

const agreement = z.strictObject({
  enrollmentId: id,
  law: code,
  homeDistrict: typedLine.min(1, 'Please fill this in.').max(200),
  homeCounty: text.default(null),
  parentSigned: day.default(null),
  attendingSigned: day.default(null),
  homeSigned: day.default(null),
  countySigned: day.default(null),
  tuition: z
    .string()
    .regex(/^\d{1,6}\.\d{2}$/, 'Tuition is written like 850.00.')
    .nullable()
    .default(null),
  transportation: z.boolean().default(false),
  sentOn: day.default(null),
  note: z.string().trim().max(2000).nullable().default(null),
});

export const lifecycleContract = {
  'enrollment.stay': query({
    about: 'One enrollment with all its fields, to look at or to put right.',
    roles: officeRoles,
    input: z.strictObject({ enrollmentId: id }),
    output: stay.extend({ id: z.string(), studentId: z.string() }),
  }),
  'enrollment.fix': command({
    about:
      'Fixes a mistake in an enrollment: it was wrong from the beginning. Every rule is told at its field; seats in rooms follow the dates.',
    roles: officeRoles,
    input: stay.partial().extend({ enrollmentId: id }),
    output: done,
  }),
  'enrollment.withdrawal-preview': query({
    about: 'What ending an enrollment on a day does to the counts of the year and to ANB. Changes nothing.',
    roles: officeRoles,
    input: z.strictObject({ enrollmentId: id, endDate: civilDate }),
    output: z.strictObject({
      counts: z.array(
        z.strictObject({
          count: z.string(),
          countDate: z.string(),
          now: z.string(),
          stays: z.boolean(),
          words: z.string(),
        }),
      ),
      anb: z.array(z.strictObject({ label: z.string(), now: z.string(), after: z.string() })),
    }),
  }),
  'enrollment.agreements': query({
    about:
      'Pupils who live in another district, with their attendance agreements (FP-14) and what is missing.',
    roles: officeRoles,
    input: z.strictObject({ endYear: z.number().int().min(2007).max(2199).optional() }),
    output: z.array(
      z.strictObject({
        enrollmentId: z.string(),
        studentId: z.string(),
        name: z.string(),
        grade: z.string(),
        schoolName: z.string(),
        homeDistrict: z.string().nullable(),
        homeCounty: z.string().nullable(),
        agreement: agreement.nullable(),
        state: z.enum(['missing', 'unsigned', 'signed', 'sent']),
        missing: z.array(z.string()).readonly(),
      }),
    ),
  }),
  'enrollment.save-agreement': command({
    about: 'Saves an attendance agreement, and with it that the pupil lives in another district.',
    roles: officeRoles,
    input: agreement,
    output: done,
  }),
};
