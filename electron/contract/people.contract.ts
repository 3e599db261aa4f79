import { z } from 'zod';
import { everyRole, officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import {
  civilDate,
  done,
  emailAddress,
  id,
  nothing,
  optionalName,
  shortText,
  usState,
  zipCode,
} from '#electron/contract/shapes.ts';

const phone = z.strictObject({ id: z.string(), kind: z.string().nullable(), number: z.string() });

export const personDetails = z.strictObject({
  lastName: shortText,
  firstName: shortText,
  middleName: optionalName.default(null),
  suffix: optionalName.default(null),
  usualName: optionalName.default(null),
  birthDate: civilDate.nullable().default(null),
  gender: optionalName.default(null),
});

/** As it is told: values that came from elsewhere may be longer or older than a form takes, and are shown all the same. */
const detailsTold = z.strictObject({
  lastName: z.string(),
  firstName: z.string(),
  middleName: z.string().nullable(),
  suffix: z.string().nullable(),
  usualName: z.string().nullable(),
  birthDate: z.string().nullable(),
  gender: z.string().nullable(),
});

/** All phone numbers of a person, in calling order. */
const phonesOf = z.strictObject({
  personId: id,
  phones: z
    .array(z.strictObject({ id: id.optional(), kind: optionalName.default(null), number: shortText }))
    .max(10),
});

export const peopleContract = {
  'people.find': query({
    about:
      'Find anything: pupils and adults by name, phone number, State ID or local number; pupils enrolled now first.',
    roles: everyRole,
    input: z.strictObject({ text: z.string().max(100), limit: z.number().int().min(1).max(50).default(20) }),
    output: z.array(
      z.strictObject({
        personId: z.string(),
        name: z.string(),
        detail: z.string(),
        isStudent: z.boolean(),
        enrolledNow: z.boolean(),
        /** What matched, when it was not the name. */
        matched: z.string().nullable(),
        phone: z.string().nullable(),
        /** A note or paper says who may pick up or be told: look before you tell. */
        custody: z.boolean(),
      }),
    ),
  }),
  'people.roster': query({
    about: 'Pupils enrolled on a date, by school, grade or part of a name.',
    roles: everyRole,
    input: z.strictObject({
      date: civilDate,
      schoolId: id.optional(),
      grade: z.string().max(10).optional(),
      text: z.string().max(100).optional(),
    }),
    output: z.array(
      z.strictObject({
        enrollmentId: z.string(),
        studentId: z.string(),
        name: z.string(),
        grade: z.string(),
        schoolName: z.string(),
        localId: z.string().nullable(),
        stateId: z.string().nullable(),
        birthDate: z.string().nullable(),
      }),
    ),
  }),
  'people.page': query({
    about: 'Everything the office sees about one person, without special education or programs.',
    roles: everyRole,
    input: z.strictObject({ personId: id }),
    output: z.strictObject({
      id: z.string(),
      name: z.string(),
      details: detailsTold,
      isStudent: z.boolean(),
      isStaff: z.boolean(),
      localId: z.string().nullable(),
      stateId: z.string().nullable(),
      age: z.number().int().nullable(),
      address: z.strictObject({
        street: z.string().nullable(),
        city: z.string().nullable(),
        state: z.string().nullable(),
        zip: z.string().nullable(),
        email: z.string().nullable(),
      }),
      phones: z.array(phone),
      demographics: z.strictObject({
        hispanic: z.string().nullable(),
        races: z.array(z.string()),
        homeLanguage: z.string().nullable(),
        enteredGrade9: z.string().nullable(),
      }),
      /** The address on record is the substitute one. */
      addressProtected: z.boolean(),
      /** In force today. */
      courtPapers: z.array(
        z.strictObject({ kind: z.string(), says: z.string(), expiresOn: z.string().nullable() }),
      ),
      adults: z.array(
        z.strictObject({
          adultId: z.string(),
          name: z.string(),
          kind: z.string().nullable(),
          phones: z.array(z.string()),
          custodyNote: z.string().nullable(),
          livesWith: z.boolean(),
          mayPickUp: z.boolean(),
          getsMail: z.boolean(),
        }),
      ),
      pupilsOf: z.array(
        z.strictObject({ studentId: z.string(), name: z.string(), kind: z.string().nullable() }),
      ),
      /** Rooms and classes the pupil sits in today, rooms first, then by period. */
      seats: z.array(
        z.strictObject({
          sectionId: z.string(),
          name: z.string(),
          block: z.string().nullable(),
          teacher: z.string().nullable(),
          place: z.string().nullable(),
          since: z.string(),
        }),
      ),
      enrollments: z.array(
        z.strictObject({
          id: z.string(),
          schoolName: z.string(),
          schoolNumber: z.string(),
          calendarId: z.string(),
          grade: z.string(),
          serviceType: z.string(),
          startDate: z.string(),
          startStatus: z.string().nullable(),
          endDate: z.string().nullable(),
          endStatus: z.string().nullable(),
          endReason: z.string().nullable(),
          noShow: z.boolean(),
        }),
      ),
    }),
  }),
  'people.change-details': command({
    about: 'Fixes names, birth date and gender of a person.',
    roles: officeRoles,
    input: z.strictObject({ personId: id, details: personDetails }),
    output: done,
  }),
  'people.change-address': command({
    about:
      'Changes the address and e-mail of one or several people at once, siblings for example, and the phone numbers of one of them.',
    roles: officeRoles,
    input: z.strictObject({
      personIds: z.array(id).min(1).max(50),
      street: optionalName,
      city: optionalName,
      state: usState,
      zip: zipCode,
      email: emailAddress.optional(),
      phonesOf: phonesOf.optional(),
    }),
    output: done,
  }),
  'people.change-phones': command({
    about: 'Sets the phone numbers of a person, in calling order.',
    roles: officeRoles,
    input: phonesOf,
    output: done,
  }),
  'people.staff': query({
    about: 'Those who work here, to choose a teacher or case manager from.',
    roles: everyRole,
    input: nothing,
    output: z.array(z.strictObject({ personId: z.string(), name: z.string() })),
  }),
  'people.add-staff': command({
    about: 'Adds somebody who works here: a teacher, an aide, a visiting special-education teacher.',
    roles: officeRoles,
    input: z.strictObject({ lastName: shortText, firstName: shortText }),
    output: z.strictObject({ personId: z.string() }),
  }),
  'people.recent': query({
    about: 'The last eight people this user opened.',
    roles: everyRole,
    input: nothing,
    output: z.array(z.strictObject({ personId: z.string(), name: z.string() })),
  }),
};
