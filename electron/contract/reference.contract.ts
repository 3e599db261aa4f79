import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { done, nothing } from '#electron/contract/shapes.ts';

export const referenceContract = {
  'system.reference-data': query({
    about: 'Code lists, file layouts, rules and dates that may be replaced, and whose version is in force.',
    roles: officeRoles,
    input: nothing,
    output: z.array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        group: z.string(),
        source: z.enum(['shipped', 'district', 'state']),
        at: z.string().nullable(),
        state: z
          .strictObject({
            publishedAt: z.string(),
            fromYear: z.number().int(),
            problem: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
  }),
  'system.reference-text': query({
    about: 'One list, layout or rule file as it is in force: JSON text, to be changed and loaded again.',
    roles: officeRoles,
    input: z.strictObject({ name: z.string().max(100) }),
    output: z.strictObject({ name: z.string(), text: z.string() }),
  }),
  'system.save-reference': command({
    about: 'Saves one list, layout or rule file where the person chooses.',
    roles: ['administrator'],
    input: z.strictObject({ name: z.string().max(100) }),
    output: z.strictObject({ saved: z.boolean() }),
  }),
  'system.load-reference': command({
    about:
      'Puts a new version of a list, layout or rule file in force: the `text`, or a file the person chooses. A wrong one is refused with the place of the mistake.',
    roles: ['administrator'],
    input: z.strictObject({ name: z.string().max(100), text: z.string().max(2_000_000).optional() }),
    output: z.strictObject({ loaded: z.boolean(), warnings: z.array(z.string()) }),
  }),
  'system.reset-reference': command({
    about:
      'Lets the version that was loaded here go: the state’s is in force again, or the one that came with Hi-Line.',
    roles: ['administrator'],
    input: z.strictObject({ name: z.string().max(100) }),
    output: done,
  }),
};
