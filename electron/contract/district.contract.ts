import { z } from 'zod';
import { roles } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { nothing, shortText, stateNumber } from '#electron/contract/shapes.ts';

export const signedInUser = z.strictObject({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
});

export const districtContract = {
  'district.status': query({
    about: 'Whether a district file is there, whether it is open, and who may sign in.',
    roles: 'anyone',
    input: nothing,
    output: z.strictObject({
      /** locked: open, but nobody has worked for a while; the window asks for a password and keeps its place. */
      state: z.enum(['none', 'signed-out', 'locked', 'open']),
      districtName: z.string().nullable(),
      practice: z.boolean(),
      userNames: z.array(z.string()),
      user: signedInUser.nullable(),
      today: z.string(),
      idleMinutes: z.number().int(),
    }),
  }),
  'district.create': command({
    about:
      'Makes a new encrypted district file and its first administrator. From the command line the name and password come from HILINE_USER and HILINE_PASSWORD.',
    roles: 'anyone',
    input: z.strictObject({
      name: shortText,
      /** School system code. Left out, an administrator says it later; until then nothing goes into a state file. */
      number: stateNumber('The district').optional(),
      legalEntity: z.string().max(10).optional(),
      administrator: shortText.optional(),
      password: z.string().max(500).optional(),
    }),
    output: z.strictObject({ districtId: z.string(), recoveryKey: z.string(), user: signedInUser }),
  }),
  'district.join': command({
    about:
      'Makes a file on a further computer of a district that has Hi-Line already: connects it with a one-time code of its own; the records come with the first sync.',
    roles: 'anyone',
    input: z.strictObject({
      url: z.string().url('Type the address as the state gave it, beginning with https://.'),
      code: shortText,
      deviceName: shortText.max(80),
      administrator: shortText.optional(),
      password: z.string().max(500).optional(),
    }),
    output: z.strictObject({ districtName: z.string(), recoveryKey: z.string(), user: signedInUser }),
  }),
  'district.open-sample': command({
    about:
      'Makes and opens the practice district: invented people, clearly marked as practice everywhere. From the command line HILINE_USER and HILINE_PASSWORD are taken where they are set.',
    roles: 'anyone',
    input: z.strictObject({ administrator: shortText.optional(), password: z.string().max(500).optional() }),
    output: z.strictObject({ practice: z.literal(true), students: z.number().int(), user: signedInUser }),
  }),
};
