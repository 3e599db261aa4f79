import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { done, id, shortText, typedLine } from '#electron/contract/shapes.ts';

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const endYear = z.number().int().min(2007).max(2199);
const collection = z.string().max(40);

const card = z.strictObject({
  collection: z.string(),
  title: z.string(),
  about: z.string(),
  districtId: z.string(),
  districtName: z.string(),
  opens: z.string(),
  due: z.string(),
  correctionsEnd: z.string().nullable(),
  confirmed: z.boolean(),
  state: z.enum(['not-open', 'open', 'due-soon', 'overdue', 'closed']),
  countDates: list(z.string()),
  certify: z.boolean(),
  zeroAllowed: z.boolean(),
  must: z.number().int(),
  check: z.number().int(),
  files: list(z.strictObject({ template: z.string(), writtenAt: z.string().nullable() })),
  count: z.string().nullable(),
  dataType: z.string().nullable(),
  missing: list(z.string()),
  certifiers: list(z.strictObject({ id: z.string(), name: z.string(), primary: z.boolean() })),
  certifications: list(
    z.strictObject({
      id: z.string(),
      by: z.string(),
      title: z.string().nullable(),
      at: z.string(),
      rows: z.number().int(),
      totals: z.string(),
      hash: z.string(),
      receipt: z.string().nullable(),
      withdrawn: z.string().nullable(),
      recertifyAsked: z.string().nullable(),
    }),
  ),
  changed: z.number().int().nullable(),
  step: z.enum(['validate', 'review', 'certify', 'waiting', 'received', 'none']),
});

export const certificationContract = {
  'collections.board': query({
    about:
      'Every collection of the year and district: window, what must be fixed, files, who has certified and who is missing, what changed since.',
    roles: officeRoles,
    input: z.strictObject({ endYear: endYear.optional() }),
    output: z.strictObject({
      endYear,
      helpDesk: z.strictObject({ name: z.string(), phone: z.string() }),
      dataTypes: list(z.strictObject({ code: z.string(), label: z.string() })),
      cards: list(card),
    }),
  }),
  'collections.content': query({
    about: 'What a collection would freeze now: its rows and totals.',
    roles: officeRoles,
    input: z.strictObject({ collection, endYear: endYear.optional(), districtId: id }),
    output: z.strictObject({
      hash: z.string(),
      totals: list(z.strictObject({ label: z.string(), value: z.string() })),
      rows: list(
        z.strictObject({ key: z.string(), title: z.string(), values: z.record(z.string(), z.string()) }),
      ),
    }),
  }),
  'collections.certify': command({
    about:
      'Freezes a collection and signs it with name and password. Refused while something must be fixed, before the count date, and past its corrections without a reason.',
    roles: officeRoles,
    input: z.strictObject({
      collection,
      endYear: endYear.optional(),
      districtId: id,
      certifierId: id,
      typedName: shortText,
      /** The password of the person signed in. */
      password: z.string().max(200),
      lateReason: z.string().trim().min(1).max(500).nullable().default(null),
    }),
    output: z.strictObject({ id: z.string(), hash: z.string(), rows: z.number().int() }),
  }),
  'collections.withdraw-certification': command({
    about: 'Takes a certification back with a reason. Its frozen rows stay on record.',
    roles: officeRoles,
    input: z.strictObject({ id, reason: shortText }),
    output: done,
  }),
  'collections.changes': query({
    about: 'What has changed since a certification, row by row. Null where its rows are on another computer.',
    roles: officeRoles,
    input: z.strictObject({ id }),
    output: z.strictObject({
      differences: list(
        z.strictObject({
          kind: z.enum(['added', 'gone', 'changed']),
          title: z.string(),
          fields: list(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
        }),
      ).nullable(),
    }),
  }),
  'collections.save-certifier': command({
    about: 'Names who certifies one kind of data. All primary certifiers of a kind must certify.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      districtId: id,
      dataType: z.string().max(40),
      name: shortText,
      title: typedLine.max(100).nullable().default(null),
      primary: z.boolean().default(true),
      active: z.boolean().default(true),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
  'collections.contacts': query({
    about: 'Whom the state calls: the district’s contacts, by district and school.',
    roles: officeRoles,
    input: z.strictObject({}),
    output: list(
      z.strictObject({
        id: z.string(),
        districtId: z.string(),
        schoolId: z.string().nullable(),
        name: z.string(),
        phone: z.string().nullable(),
        email: z.string().nullable(),
        area: z.string(),
        backup: z.boolean(),
        active: z.boolean(),
      }),
    ),
  }),
  'collections.save-contact': command({
    about: 'Adds or corrects a district contact.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      districtId: id,
      schoolId: id.nullable().default(null),
      name: shortText,
      phone: typedLine.max(30).nullable().default(null),
      email: z.email('An e-mail address is written like name@school.org.').max(200).nullable().default(null),
      area: z.string().max(20),
      backup: z.boolean().default(false),
      active: z.boolean().default(true),
    }),
    output: z.strictObject({ id: z.string() }),
  }),
};
