import { z } from 'zod';
import { everyRole, officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, typedLine, usState, zipCode } from '#electron/contract/shapes.ts';

const code = z.string().max(20);
const text = typedLine.max(200).nullable().default(null);
const day = civilDate.nullable().default(null);
const required = z.string().trim().min(1, 'Please fill this in.').max(1000);
const nullable = z.string().nullable();

export const pupilPapersContract = {
  'people.save-demographics': command({
    about: 'Answers to the two-part question on race and ethnicity, home language, first day of grade 9.',
    roles: officeRoles,
    input: z.strictObject({
      personId: id,
      hispanic: code.nullable().default(null),
      races: z.array(code).max(20).default([]),
      homeLanguage: text,
      enteredGrade9: day,
    }),
    output: done,
  }),
  'people.papers': query({
    about: 'Court papers, foster placements and yearly photo choices of a pupil.',
    roles: officeRoles,
    input: z.strictObject({ studentId: id }),
    output: z.strictObject({
      court: z.array(
        z.strictObject({
          id: z.string(),
          studentId: z.string(),
          kind: z.string(),
          court: nullable,
          says: z.string(),
          issuedOn: nullable,
          expiresOn: nullable,
        }),
      ),
      foster: z.array(
        z.strictObject({
          id: z.string(),
          studentId: z.string(),
          startDate: z.string(),
          endDate: nullable,
          agency: nullable,
          caseworker: nullable,
          caseworkerPhone: nullable,
          note: nullable,
        }),
      ),
      photos: z.array(z.strictObject({ endYear: z.number().int(), choice: nullable, chosenOn: nullable })),
    }),
  }),
  'people.save-court-paper': command({
    about: 'Saves a court paper: what it says and until when. Today tells before it ends.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      studentId: id,
      kind: code,
      court: text,
      says: required,
      issuedOn: day,
      expiresOn: day,
    }),
    output: done,
  }),
  'people.save-foster-placement': command({
    about: 'Saves a foster placement with agency and caseworker.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      studentId: id,
      startDate: civilDate,
      endDate: day,
      agency: text,
      caseworker: text,
      caseworkerPhone: text,
      note: text,
    }),
    output: done,
  }),
  'people.choose-photo': command({
    about:
      'The parents’ choice about the missing-child photo for this school year or the next. Opting out removes the photo.',
    roles: officeRoles,
    input: z.strictObject({
      studentId: id,
      endYear: z.number().int().min(2019).max(2199),
      choice: code.nullable(),
      chosenOn: civilDate,
    }),
    output: done,
  }),
  'people.save-photo': command({
    about:
      'Keeps a photo of a pupil who is opted in this year, for the office’s computers. JPEG, 100 KB, no metadata.',
    roles: officeRoles,
    input: z.strictObject({ studentId: id, image: z.base64().max(140_000), takenOn: civilDate }),
    output: done,
  }),
  'people.photo': query({
    about: 'The photo of a pupil. `where`: here alone so far, at the state too, or not here yet.',
    roles: everyRole,
    input: z.strictObject({ studentId: id }),
    output: z
      .strictObject({
        image: nullable,
        takenOn: z.string(),
        where: z.enum(['here', 'state', 'coming']),
      })
      .nullable(),
  }),
  'people.protection': query({
    about: 'Whether an address is protected, and the true address where this computer holds it.',
    roles: officeRoles,
    input: z.strictObject({ personId: id }),
    output: z.strictObject({
      active: z.boolean(),
      since: nullable,
      through: nullable,
      trueAddress: nullable,
    }),
  }),
  'people.protect-address': command({
    about:
      'Address confidentiality for a household: the substitute address everywhere, the true one on this computer alone.',
    roles: officeRoles,
    input: z.strictObject({
      personId: id,
      street: required,
      city: text,
      state: usState.default(null),
      zip: zipCode.default(null),
      trueAddress: z.string().trim().max(500).nullable().default(null),
      since: day,
      through: day,
    }),
    output: z.strictObject({ people: z.number().int() }),
  }),
  'people.end-protection': command({
    about: 'The address of a person is not protected any more; the true one is taken off this computer.',
    roles: officeRoles,
    input: z.strictObject({ personId: id }),
    output: done,
  }),
};
