import { z } from 'zod';
import { everyRole, officeRoles } from '#domain/accounts/roles.ts';
import { query } from '#electron/contract/entry.ts';
import { civilDate, nothing } from '#electron/contract/shapes.ts';

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const references = list(
  z.strictObject({ number: z.string(), title: z.string(), says: z.string(), mark: z.string() }),
);
const checkedFiles = list(
  z.strictObject({
    file: z.string(),
    title: z.string(),
    counts: list(z.strictObject({ label: z.string(), studentIds: list(z.string()) })),
    restricted: z.boolean(),
  }),
);

export const insightContract = {
  'collections.self-check': query({
    about:
      'What the state will count for the federal files out of our records on a date, beside the year before; each number with its pupils.',
    roles: officeRoles,
    input: z.strictObject({ date: civilDate.optional() }),
    output: z.strictObject({
      date: z.string(),
      pupils: z.number().int(),
      files: checkedFiles,
      names: z.record(z.string(), z.string()),
      yearBefore: checkedFiles.nullable(),
    }),
  }),
  'collections.dictionary': query({
    about:
      'Every data element: what it is called, its code list, who decides a conflict, and which state files carry it.',
    roles: everyRole,
    input: nothing,
    output: list(
      z.strictObject({
        record: z.string(),
        recordLabel: z.string(),
        field: z.string(),
        label: z.string(),
        kind: z.string(),
        codeSet: z.string().nullable(),
        required: z.boolean(),
        authority: z.string(),
        confidential: z.boolean(),
        files: list(z.string()),
        /** Titles of the validation rules that look at it. */
        rules: list(z.string()),
      }),
    ),
  }),
  'collections.policy': query({
    about:
      'The law, rule or notice behind every validation rule and every number of the counts, with its number and in words.',
    roles: everyRole,
    input: nothing,
    output: z.strictObject({
      version: z.string(),
      note: z.string(),
      rules: list(z.strictObject({ rule: z.string(), title: z.string(), why: z.string(), references })),
      numbers: list(z.strictObject({ code: z.string(), label: z.string(), how: z.string(), references })),
    }),
  }),
};
