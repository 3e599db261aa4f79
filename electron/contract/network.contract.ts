import { z } from 'zod';
import { everyRole } from '#domain/accounts/roles.ts';
import { command, query } from '#electron/contract/entry.ts';
import { done, nothing } from '#electron/contract/shapes.ts';

/** What the connection test can come to; `words` and `todo` say it to people. */
export const connectionOutcome = z.enum([
  'ok',
  'not-connected',
  'no-network',
  'name',
  'refused',
  'timeout',
  'cut',
  'certificate',
  'proxy',
  'captive-portal',
  'wrong-server',
  'clock',
  'revoked',
  'unknown-device',
  'too-old',
  'busy',
  'closed',
]);

export const networkContract = {
  'network.test': query({
    about:
      'Goes the way to the state step by step and says in words what is wrong. Changes nothing, sends no record.',
    roles: everyRole,
    input: nothing,
    output: z.strictObject({
      outcome: connectionOutcome,
      words: z.string(),
      todo: z.string(),
      steps: z.array(z.strictObject({ title: z.string(), ok: z.boolean(), words: z.string() })),
    }),
  }),
  'network.change-secret': command({
    about:
      'Changes the secret with which this computer signs in to the state. Also happens by itself every 90 days.',
    roles: ['administrator'],
    input: nothing,
    output: done,
  }),
  'network.proxy': query({
    about: 'How this computer reaches the state: as the system does, directly, or through a proxy set here.',
    roles: everyRole,
    input: nothing,
    output: z.strictObject({
      mode: z.enum(['system', 'none', 'manual']),
      /** Without the password. */
      address: z.string().nullable(),
    }),
  }),
  'network.set-proxy': command({
    about:
      'Sets the proxy: the system’s own (from the command line HTTPS_PROXY and NO_PROXY count), none, or an address like http://name:password@proxy.school.org:8080.',
    roles: ['administrator'],
    input: z.strictObject({
      mode: z.enum(['system', 'none', 'manual']),
      address: z.string().trim().max(500).optional(),
    }),
    output: done,
  }),
};
