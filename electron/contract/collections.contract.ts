import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, typedLine } from '#electron/contract/shapes.ts';

/** Answers are read only, on both sides of the port. */
const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();

const endYear = z.number().int().min(2007).max(2199);
const count = z.enum(['fall', 'spring']);
const hours = z
  .string()
  .regex(/^\d{1,4}(\.\d{1,2})?$/, 'Hours are written like 1080 or 359.50.')
  .nullable();
const amount = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,2})?$/, 'A number is written like 158 or 164.14.')
  .nullable();
const optionalText = typedLine.max(200).nullable();

const countedPupil = z.strictObject({
  enrollmentId: z.string(),
  studentId: z.string(),
  name: z.string(),
  stateId: z.string().nullable(),
  localId: z.string().nullable(),
  schoolNumber: z.string(),
  grade: z.string(),
  serviceType: z.string(),
  unit: z.string().nullable(),
  countDate: z.string(),
  hours: z.string().nullable(),
  hoursEntered: z.boolean(),
  absent: z.boolean(),
  absentRun: z.number().int(),
  absentFrom: z.string().nullable(),
  tenDay: z.boolean(),
  exclusions: list(z.string()),
  review: list(z.string()),
  fraction: z.string(),
});

const unitAnb = z.strictObject({
  districtId: z.string(),
  districtName: z.string(),
  unit: z.string(),
  label: z.string(),
  fall: z.string(),
  spring: z.string(),
  average: z.string(),
  pirDays: z.number().int(),
  pirDaysUsed: z.number().int(),
  anb: z.string(),
  anbExact: z.string(),
  before: list(z.strictObject({ endYear, anb: z.string().nullable(), workedOut: z.string().nullable() })),
  threeYear: z.string().nullable(),
  larger: z.enum(['current', 'three-year']),
  state: z.strictObject({
    fall: z.string().nullable(),
    spring: z.string().nullable(),
    anb: z.string().nullable(),
  }),
  warnings: list(z.string()),
});

const districtAnb = z.strictObject({
  endYear,
  units: list(unitAnb),
  financeAda: list(z.strictObject({ districtId: z.string(), districtName: z.string(), ada: z.string() })),
  stillToCome: list(z.strictObject({ count, date: z.string() })),
});

export const collectionsContract = {
  'collections.count': query({
    about:
      'A student count for ANB: each enrollment on its count date with hours, absence, exclusions and fraction; sums by budget unit.',
    roles: officeRoles,
    input: z.strictObject({ count, endYear: endYear.optional(), school: z.string().max(20).optional() }),
    output: z.strictObject({
      count: z.string(),
      label: z.string(),
      endYear,
      countDates: list(z.string()),
      pupils: list(countedPupil),
      units: list(
        z.strictObject({
          unit: z.string(),
          label: z.string(),
          enrolled: z.number().int(),
          counted: z.number().int(),
          absent: z.number().int(),
          total: z.string(),
        }),
      ),
      total: z.string(),
    }),
  }),
  'collections.decide-count': command({
    about:
      'What a person decides about one enrollment for one count, over what is worked out. Null takes a decision back.',
    roles: officeRoles,
    input: z.strictObject({
      enrollmentId: id,
      count,
      hours: hours.optional(),
      absent: z.boolean().nullable().optional(),
      tenDay: z.boolean().nullable().optional(),
      exclusion: z.string().max(20).nullable().optional(),
      proficient: z.boolean().nullable().optional(),
      note: z.string().trim().max(2000).nullable().optional(),
    }),
    output: done,
  }),
  'collections.early-graduates': query({
    about:
      'Seniors who graduated between the counts of a year, each with the conditions of a request for increased ANB.',
    roles: officeRoles,
    input: z.strictObject({ endYear: endYear.optional() }),
    output: list(
      z.strictObject({
        enrollmentId: z.string(),
        studentId: z.string(),
        name: z.string(),
        stateId: z.string().nullable(),
        schoolName: z.string(),
        endDate: z.string(),
        diplomaDate: z.string().nullable(),
        diplomaType: z.string().nullable(),
        diplomaPeriod: z.string().nullable(),
        qualifies: z.boolean().nullable(),
        checks: list(z.strictObject({ holds: z.boolean().nullable(), words: z.string() })),
      }),
    ),
  }),
  'collections.anb': query({
    about:
      'Average number belonging by budget unit, this year and over three, and ADA for finance: an estimate for checking.',
    roles: officeRoles,
    input: z.strictObject({ endYear: endYear.optional() }),
    output: districtAnb,
  }),
  'collections.forecast': query({
    about: 'ANB as it would be if these pupils left before the spring count, beside what it is now.',
    roles: officeRoles,
    input: z.strictObject({ endYear: endYear.optional(), leaving: z.array(id).max(600) }),
    output: z.strictObject({ now: districtAnb, after: districtAnb }),
  }),
  'collections.save-unit-year': command({
    about:
      'Figures of a budget unit and year from the state’s finance system: earlier ANB, counts to compare with, approved PIR days.',
    roles: officeRoles,
    input: z.strictObject({
      districtId: id,
      unit: z.string().max(4),
      endYear,
      anb: amount.default(null),
      fallCount: amount.default(null),
      springCount: amount.default(null),
      pirDays: z.number().int().min(0).max(60).nullable().default(null),
    }),
    output: done,
  }),
  'collections.hours': query({
    about: 'Scheduled hours of the year by calendar and grade band, beside the state’s minimum.',
    roles: officeRoles,
    input: z.strictObject({ endYear: endYear.optional() }),
    output: list(
      z.strictObject({
        calendarId: z.string(),
        calendarName: z.string(),
        schoolNumber: z.string(),
        schoolName: z.string(),
        band: z.string(),
        label: z.string(),
        days: z.number().int(),
        scheduled: z.string(),
        minimum: z.string(),
        short: z.string(),
        lost: z.string(),
        madeUp: z.string(),
      }),
    ),
  }),
  'collections.enrollment-facts': query({
    about: 'What the state asks about an enrollment beside its dates: residency, age and trustee exceptions.',
    roles: officeRoles,
    input: z.strictObject({ enrollmentId: id }),
    output: z.strictObject({
      enrollmentId: z.string(),
      homeDistrict: z.string().nullable(),
      homeCounty: z.string().nullable(),
      dayTreatment: z.boolean(),
      ageEligible: z.boolean(),
      boardApprovedOn: z.string().nullable(),
      repeatsGrade: z.boolean(),
      previousSchool: z.string().nullable(),
      offeredMode: z.string().nullable(),
    }),
  }),
  'collections.save-enrollment-facts': command({
    about: 'Saves what the state asks about an enrollment beside its dates.',
    roles: officeRoles,
    input: z.strictObject({
      enrollmentId: id,
      homeDistrict: optionalText.default(null),
      homeCounty: optionalText.default(null),
      dayTreatment: z.boolean().default(false),
      ageEligible: z.boolean().default(false),
      boardApprovedOn: civilDate.nullable().default(null),
      repeatsGrade: z.boolean().default(false),
      previousSchool: optionalText.default(null),
      offeredMode: z.string().max(20).nullable().default(null),
    }),
    output: done,
  }),
  'collections.validate': query({
    about:
      'Runs the rules of the state’s collections: what must be fixed, what to check, with why and how; for everybody or one pupil.',
    roles: officeRoles,
    input: z.strictObject({
      endYear: endYear.optional(),
      collection: z.string().max(40).optional(),
      studentId: id.optional(),
    }),
    output: z.strictObject({
      rulesVersion: z.string(),
      students: z.number().int(),
      must: z.number().int(),
      check: z.number().int(),
      accepted: z.number().int(),
      findings: list(
        z.strictObject({
          rule: z.string(),
          severity: z.enum(['must', 'check', 'note']),
          title: z.string(),
          what: z.string(),
          why: z.string(),
          how: z.string(),
          /** Null for a record that is no pupil’s: of a school, a class, somebody who works here. */
          studentId: z.string().nullable(),
          /** The screen where it is mended, where that is not the pupil’s page. */
          place: z.string().nullable(),
          name: z.string(),
          subjectType: z.string(),
          subjectId: z.string(),
          field: z.string(),
          accepted: z.string().nullable(),
          collections: list(z.string()),
          count: count.nullable(),
        }),
      ),
    }),
  }),
  'collections.accept-warning': command({
    about: 'Lets a "check this" stand with a reason, or takes that back with a null reason.',
    roles: officeRoles,
    input: z.strictObject({
      rule: z.string().max(60),
      /** For a rule that looks at both counts: which. */
      count: count.nullable().default(null),
      subjectType: z.string().max(60),
      subjectId: id,
      reason: z.string().trim().min(1, 'Say why it may stand.').max(500).nullable(),
    }),
    output: done,
  }),
};
