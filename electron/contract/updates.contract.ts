import { z } from 'zod';
import { everyRole } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { done, nothing } from '#electron/contract/shapes.ts';

const update = z.strictObject({
  /** idle: nobody has asked yet. none: this is the newest. */
  state: z.enum(['idle', 'none', 'available', 'downloading', 'ready']),
  version: z.string().nullable(),
  percent: z.number(),
});

export const updatesContract = {
  'updates.status': query({
    host: 'desktop',
    about: 'Whether a newer Hi-Line was found, and the address it is looked for at.',
    roles: everyRole,
    input: nothing,
    output: update.extend({ address: z.string().nullable() }),
  }),
  'updates.set-address': command({
    about: 'Sets where newer versions are looked for: an https address, or null to look nowhere.',
    roles: ['administrator'],
    input: z.strictObject({
      address: z
        .url({ protocol: /^https?$/, error: 'An address begins with https://.' })
        .max(500)
        .nullable(),
    }),
    output: done,
  }),
  'updates.check': command({
    host: 'desktop',
    about: 'Asks for a newer version. Nothing is fetched, and an older one is never offered.',
    roles: ['administrator'],
    input: nothing,
    output: update,
  }),
  'updates.download': command({
    host: 'desktop',
    about: 'Fetches the newer version. Signature and checksum are verified before it counts as ready.',
    roles: ['administrator'],
    input: nothing,
    output: update,
  }),
  'updates.install': command({
    host: 'desktop',
    about:
      'Restarts into the newer version, after a verified copy of the file and never while records are being brought in or sent.',
    roles: ['administrator'],
    input: nothing,
    output: done,
  }),
};
