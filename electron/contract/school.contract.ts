import { z } from 'zod';
import { everyRole, officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import {
  civilDate,
  clockTime,
  done,
  id,
  nothing,
  shortText,
  stateNumber,
  typedLine,
  zipCode,
} from '#electron/contract/shapes.ts';

const bell = z.strictObject({
  id: z.string(),
  name: z.string(),
  minutes: z.number().int(),
  blocks: z.array(
    z.strictObject({
      name: z.string(),
      minutes: z.number().int(),
      startTime: z.string().nullable(),
      endTime: z.string().nullable(),
      instructional: z.boolean(),
    }),
  ),
});

/** Left out, it stays as it is; null takes it away. */
const unchangedText = typedLine.max(200).nullable().optional();

const dayChange = z.strictObject({
  calendarId: id,
  date: civilDate,
  kind: z.enum(['instruction', 'pir', 'closed']),
  reason: typedLine.max(200).nullable().default(null),
  bellScheduleId: id.nullable().default(null),
  /** Also the other calendars of the school; their bells are found by name. */
  everyCalendar: z.boolean().default(false),
});

const moved = <T extends z.ZodType>(of: T) => z.strictObject({ before: of, after: of });

export const schoolContract = {
  'school.overview': query({
    about: 'Districts, schools, school years and calendars.',
    roles: everyRole,
    input: nothing,
    output: z.strictObject({
      districts: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          number: z.string(),
          legalEntity: z.string().nullable(),
          phone: z.string().nullable(),
          street: z.string().nullable(),
          city: z.string().nullable(),
          zip: z.string().nullable(),
        }),
      ),
      schools: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          number: z.string(),
          districtId: z.string(),
          phone: z.string().nullable(),
          street: z.string().nullable(),
          city: z.string().nullable(),
          zip: z.string().nullable(),
        }),
      ),
      calendars: z.array(
        z.strictObject({
          id: z.string(),
          number: z.string(),
          name: z.string(),
          schoolId: z.string(),
          schoolNumber: z.string(),
          schoolName: z.string(),
          endYear: z.number().int(),
        }),
      ),
      years: z.array(
        z.strictObject({
          id: z.string(),
          endYear: z.number().int(),
          startDate: z.string(),
          endDate: z.string(),
        }),
      ),
    }),
  }),
  'school.calendar': query({
    about: "One calendar's days, bell schedules and hours lost and made up.",
    roles: everyRole,
    input: z.strictObject({ calendarId: id }),
    output: z.strictObject({
      id: z.string(),
      name: z.string(),
      schoolName: z.string(),
      endYear: z.number().int(),
      modes: z.array(z.string()).readonly(),
      reporting: z.strictObject({
        type: z.string().nullable(),
        excluded: z.boolean(),
        excludedGrades: z.array(z.string()).readonly(),
        reason: z.string().nullable(),
      }),
      instructionDays: z.number().int(),
      instructionMinutes: z.number().int(),
      days: z.array(
        z.strictObject({
          date: z.string(),
          kind: z.string(),
          reason: z.string().nullable(),
          bellScheduleId: z.string().nullable(),
          minutes: z.number().int(),
        }),
      ),
      bells: z.array(bell),
      schoolId: z.string(),
      terms: z.array(
        z.strictObject({ id: z.string(), name: z.string(), startDate: z.string(), endDate: z.string() }),
      ),
      ledger: z.array(z.strictObject({ date: z.string(), minutes: z.number().int(), reason: z.string() })),
    }),
  }),
  'school.preview-day': query({
    about:
      'What would move if a day of the calendar changed: marks set aside or returned, and every number that changes.',
    roles: officeRoles,
    input: dayChange,
    output: z.strictObject({
      minutes: z.number().int(),
      days: z.number().int(),
      calendars: z.array(
        z.strictObject({
          calendarId: z.string(),
          name: z.string(),
          minutes: z.number().int(),
          days: z.number().int(),
        }),
      ),
      setAside: z.number().int(),
      returned: z.number().int(),
      marks: z.array(
        z.strictObject({
          enrollmentId: z.string(),
          name: z.string(),
          block: z.string(),
          code: z.string(),
          source: z.string(),
          becomes: z.enum(['set-aside', 'returned']),
        }),
      ),
      pupils: z.array(
        z.strictObject({
          enrollmentId: z.string(),
          name: z.string(),
          before: z.string(),
          after: z.string(),
          daysEnrolled: moved(z.number().int()),
          adaDaysPresent: moved(z.string()),
          essaDaysAbsent: moved(z.number().int()),
          chronic: moved(z.boolean()),
        }),
      ),
    }),
  }),
  'school.change-day': command({
    about:
      'Changes a day of the calendar: snow day, early out, make-up day, PIR. Marks are kept and return with the day.',
    roles: officeRoles,
    input: dayChange,
    output: done,
  }),
  'school.change-school': command({
    about:
      'Names a school and says where it is, as reports and letters print it. What is left out stays; null takes it away.',
    roles: officeRoles,
    input: z.strictObject({
      schoolId: id,
      name: shortText,
      phone: unchangedText,
      street: unchangedText,
      city: unchangedText,
      zip: zipCode.optional(),
    }),
    output: done,
  }),
  'school.change-district': command({
    about:
      'Says what the district is called, its number (School System code) and legal entity number, and where it is. Every state file carries the number. What is left out stays; null takes it away.',
    roles: ['administrator'],
    input: z.strictObject({
      districtId: id,
      name: shortText,
      number: stateNumber('The district'),
      legalEntity: typedLine.max(10).nullable().optional(),
      phone: unchangedText,
      street: unchangedText,
      city: unchangedText,
      zip: zipCode.optional(),
    }),
    output: done,
  }),
  'school.change-number': command({
    about: 'Gives a school the number the state has for it.',
    roles: ['administrator'],
    input: z.strictObject({ schoolId: id, number: stateNumber('The school') }),
    output: done,
  }),
  'school.save-reporting': command({
    about:
      'Says what kind of calendar it is, and leaves it or some of its grades out of every state count and file, with the reason.',
    roles: officeRoles,
    input: z.strictObject({
      calendarId: id,
      type: z.string().max(20).nullable().default(null),
      excluded: z.boolean(),
      excludedGrades: z.array(z.string().max(10)).max(40).default([]),
      reason: z.string().trim().max(500).nullable().default(null),
    }),
    output: done,
  }),
  'school.save-modes': command({
    about: 'Says in which modes of instruction the pupils of a calendar may be taught; none is in person.',
    roles: officeRoles,
    input: z.strictObject({ calendarId: id, modes: z.array(z.string().max(20)).max(20) }),
    output: done,
  }),
  'school.name-calendar': command({
    about: 'Names a calendar, for example "Half-day kindergarten".',
    roles: officeRoles,
    input: z.strictObject({ calendarId: id, name: shortText }),
    output: done,
  }),
  'school.make-rooms': command({
    about: 'Seats pupils who sit in no room: one room for the school, or one for each grade.',
    roles: officeRoles,
    input: z.strictObject({ schoolId: id, date: civilDate, by: z.enum(['school', 'grade']) }),
    output: z.strictObject({ rooms: z.number().int() }),
  }),
  'school.add-term': command({
    about: 'Adds a term (quarter, semester, year) to a calendar, for marks.',
    roles: officeRoles,
    input: z.strictObject({ calendarId: id, name: shortText, startDate: civilDate, endDate: civilDate }),
    output: z.strictObject({ id: z.string() }),
  }),
  'school.add-bell-schedule': command({
    about:
      'Adds a bell schedule, for example an early-out day, or gives its periods to one that an import named. `replace` corrects one that no day up to today has had.',
    roles: officeRoles,
    input: z.strictObject({
      calendarId: id,
      name: shortText,
      blocks: z
        .array(
          z.strictObject({
            name: shortText,
            startTime: clockTime.nullable().default(null),
            endTime: clockTime.nullable().default(null),
            minutes: z.number().int().min(0).max(1440),
          }),
        )
        .min(1)
        .max(20),
      /** Correct the bells of this name, where no day up to today has had them; refused where there are none of this name. */
      replace: z.boolean().default(false),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
};
