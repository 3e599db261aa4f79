import { z } from 'zod';
import { everyRole, officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { personDetails } from '#electron/contract/people.contract.ts';
import {
  civilDate,
  done,
  emailAddress,
  id,
  nothing,
  optionalName,
  shortText,
  typedLine,
  typedName,
  usState,
  zipCode,
} from '#electron/contract/shapes.ts';

const code = z.string().max(20).nullable();
const longNote = z.string().trim().max(1000).nullable();

const homeFields = {
  street: optionalName.default(null),
  city: optionalName.default(null),
  state: usState.default(null),
  zip: zipCode.default(null),
  mailingStreet: optionalName.default(null),
  mailingCity: optionalName.default(null),
  mailingState: usState.default(null),
  mailingZip: zipCode.default(null),
  phone: optionalName.default(null),
  language: optionalName.default(null),
};
const home = z.strictObject({ id: id.optional(), ...homeFields });

const adult = z.strictObject({
  personId: id.optional(),
  lastName: typedName,
  firstName: typedName,
  phones: z
    .array(z.strictObject({ kind: code.default(null), number: typedLine.min(1).max(40) }))
    .max(6)
    .default([]),
  email: emailAddress.default(null),
  home: z.enum(['first', 'second', 'none']).default('first'),
  kind: code.default(null),
  mayPickUp: z.boolean().default(true),
  getsMail: z.boolean().default(true),
  legalNote: longNote.default(null),
});

/** Names are checked by the form's own rule, so that a missing one is told at its child. */
const typedDetails = personDetails.extend({
  lastName: typedName,
  firstName: typedName,
});

const child = z.strictObject({
  personId: id.optional(),
  details: typedDetails,
  /** Why a look-alike that the search found is somebody else. */
  notSameAs: z.string().max(300).optional(),
  secondHomeMail: z.boolean().default(false),
  calendarId: id,
  grade: z.string().max(20),
  startDate: civilDate,
  startStatus: code.default(null),
  previousSchool: optionalName.default(null),
  sectionId: id.optional(),
  hispanic: code.default(null),
  races: z.array(z.string().max(20)).max(20).default([]),
  military: code.default(null),
  photo: code.default(null),
});

const member = z.strictObject({ personId: z.string(), name: z.string(), isStudent: z.boolean() });

export const familiesContract = {
  'families.enroll': command({
    about:
      'Enrolls all children of a family at once: one household, its adults, each child with a school. Nothing is saved where one of them cannot be.',
    roles: officeRoles,
    input: z.strictObject({
      home,
      secondHome: home.nullable().default(null),
      adults: z.array(adult).max(12).default([]),
      children: z.array(child).max(20),
      /** The form that is finished by this; it is thrown away. */
      draftId: id.optional(),
    }),
    output: z.strictObject({
      householdId: z.string(),
      children: z.array(z.strictObject({ personId: z.string(), enrollmentId: z.string() })),
    }),
  }),
  'families.drafts': query({
    about: 'Family forms that were stopped in the middle. They stay on this computer.',
    roles: officeRoles,
    input: nothing,
    output: z.array(
      z.strictObject({ id: z.string(), title: z.string(), at: z.string(), byName: z.string() }),
    ),
  }),
  'families.draft': query({
    about: 'What was typed into a family form that was stopped in the middle.',
    roles: officeRoles,
    input: z.strictObject({ id }),
    output: z.strictObject({ body: z.string() }),
  }),
  'families.save-draft': command({
    about: 'Keeps a family form as far as it is filled in.',
    roles: officeRoles,
    input: z.strictObject({ id, title: typedLine.min(1).max(200), body: z.string().max(60_000) }),
    output: done,
  }),
  'families.remove-draft': command({
    about: 'Throws a family form away that was not finished.',
    roles: officeRoles,
    input: z.strictObject({ id }),
    output: done,
  }),
  'families.households': query({
    about: 'The households somebody belongs to, with all who live there and where mail goes.',
    roles: everyRole,
    input: z.strictObject({ personId: id }),
    output: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        street: z.string().nullable(),
        city: z.string().nullable(),
        state: z.string().nullable(),
        zip: z.string().nullable(),
        mailingStreet: z.string().nullable(),
        mailingCity: z.string().nullable(),
        mailingState: z.string().nullable(),
        mailingZip: z.string().nullable(),
        phone: z.string().nullable(),
        language: z.string().nullable(),
        main: z.boolean(),
        getsMail: z.boolean(),
        members: z.array(member).readonly(),
      }),
    ),
  }),
  'families.save-household': command({
    about:
      'Saves a household; its address goes to everybody whose main home it is. A new one may be made as the second home of a pupil.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      name: shortText,
      ...homeFields,
      /** Whose second home a new household is. */
      secondHomeOf: z.strictObject({ personId: id, getsMail: z.boolean() }).optional(),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'families.save-member': command({
    about: 'Puts somebody into a household, or changes whether mail goes there; a person has one main home.',
    roles: officeRoles,
    input: z.strictObject({
      householdId: id,
      personId: id,
      main: z.boolean(),
      getsMail: z.boolean(),
      active: z.boolean().default(true),
    }),
    output: done,
  }),
  'families.save-adult': command({
    about:
      'What an adult is to a pupil: relationship, call order, lives with, may pick up, mail, legal note. A new adult is made by name.',
    roles: officeRoles,
    input: z.strictObject({
      studentId: id,
      adultId: id.optional(),
      lastName: typedName.default(''),
      firstName: typedName.default(''),
      phone: optionalName.default(null),
      kind: code.default(null),
      priority: z.number().int().min(1).max(50),
      livesWith: z.boolean(),
      mayPickUp: z.boolean(),
      getsMail: z.boolean(),
      custodyNote: longNote.default(null),
    }),
    output: z.strictObject({ adultId: z.string() }),
  }),
  'families.remove-adult': command({
    about: 'The adult is nothing to the pupil any more; the person stays.',
    roles: officeRoles,
    input: z.strictObject({ studentId: id, adultId: id }),
    output: done,
  }),
};
