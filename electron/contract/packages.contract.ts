import { z } from 'zod';
import { officeRoles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { nothing, shortText } from '#electron/contract/shapes.ts';

/** From the command line; a window asks with the system's dialog. */
const path = z.string().max(1000).optional();

export const packagesContract = {
  'packages.status': query({
    about:
      'Whether this computer can carry its changes to the state on a stick, and the packages written so far.',
    roles: officeRoles,
    input: nothing,
    output: z.strictObject({
      ready: z.boolean(),
      /** What hinders it, and what to do. */
      words: z.string(),
      /** A computer without a line whose first package brings the code. */
      enrolling: z.boolean(),
      fingerprint: z.string().nullable(),
      packages: z.array(
        z.strictObject({
          id: z.string(),
          writtenAt: z.string(),
          operations: z.number().int(),
          calls: z.number().int(),
          actorName: z.string(),
          answeredAt: z.string().nullable(),
        }),
      ),
    }),
  }),
  'packages.connect': command({
    about:
      'Connects a computer that has no line: the state’s card from a stick, code and fingerprint from paper.',
    roles: ['administrator'],
    input: z.strictObject({
      path,
      code: shortText,
      fingerprint: z
        .string()
        .trim()
        .min(16, 'Type at least the first sixteen characters of the fingerprint.')
        .max(200),
      deviceName: shortText.max(80),
    }),
    output: z.strictObject({ connected: z.boolean(), districtNumber: z.string(), districtName: z.string() }),
  }),
  'packages.write': command({
    about:
      'Writes everything that waits into a package that only the state can open. Nothing counts as sent until the answer is taken in; writing again is safe.',
    roles: officeRoles,
    input: z.strictObject({ path, replace: z.boolean().default(false) }),
    output: z.strictObject({
      saved: z.boolean(),
      id: z.string().nullable(),
      operations: z.number().int(),
      calls: z.number().int(),
      bytes: z.number().int(),
    }),
  }),
  'packages.read-answer': command({
    about:
      'Takes in the state’s answer to a package: receipts, refusals, decisions to make, and what changed elsewhere. Taking it in twice changes nothing.',
    roles: officeRoles,
    input: z.strictObject({ path }),
    output: z.strictObject({
      read: z.boolean(),
      received: z.number().int(),
      conflicts: z.number().int(),
      refused: z.number().int(),
      fetched: z.number().int(),
      /** Answers that were here already. */
      known: z.number().int(),
    }),
  }),
};
