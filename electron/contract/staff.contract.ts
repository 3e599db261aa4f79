import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { civilDate, done, id, nothing, typedLine } from '#electron/contract/shapes.ts';

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const dates = { startDate: z.string(), endDate: z.string().nullable() };
const askedDates = { startDate: civilDate, endDate: civilDate.nullable().default(null) };

export const staffContract = {
  'staff.list': query({
    about: 'Those who work here: state number, terms of employment, and what they do at which school.',
    roles: officeRoles,
    input: nothing,
    output: list(
      z.strictObject({
        personId: z.string(),
        name: z.string(),
        stateNumber: z.string().nullable(),
        terms: list(
          z.strictObject({ id: z.string(), districtId: z.string(), districtName: z.string(), ...dates }),
        ),
        assignments: list(
          z.strictObject({
            id: z.string(),
            schoolId: z.string(),
            schoolName: z.string(),
            assignment: z.string(),
            label: z.string(),
            ...dates,
          }),
        ),
      }),
    ),
  }),
  'staff.set-state-number': command({
    about: 'Sets the state’s nine-digit number of somebody who works here; null clears it.',
    roles: officeRoles,
    input: z.strictObject({ personId: id, stateNumber: typedLine.max(20).nullable() }),
    output: done,
  }),
  'staff.save-term': command({
    about: 'When somebody works for a district. Terms of one person and district may not overlap.',
    roles: officeRoles,
    input: z.strictObject({ id: id.optional(), personId: id, districtId: id, ...askedDates }),
    output: z.strictObject({ id: z.string() }),
  }),
  'staff.save-assignment': command({
    about: 'What somebody does at a school. The same assignment may not overlap itself.',
    roles: officeRoles,
    input: z.strictObject({
      id: id.optional(),
      personId: id,
      schoolId: id,
      assignment: z.string().max(20),
      ...askedDates,
    }),
    output: z.strictObject({ id: z.string() }),
  }),
};
