import { z } from 'zod';
import { counter } from '#sync/wire/protocol.ts';

/** Why a whole call failed. The device decides by HTTP status first and by this where the status is not enough. */
export const problemKinds = [
  'invalid-request', // 400
  'signed-out', // 401: no token, or it is over
  'invalid-client', // 401 at the token call
  'revoked', // 403: this device may not
  'not-allowed', // 403; 409 where only this one person's role may not
  'code-refused', // 403: a device code that is wrong, used, over or locked; 409: good, but not for this file
  'not-found', // 404
  'device-forked', // 409: another copy of this computer's file has synced since
  'epoch-changed', // 410: the cursor is of a state that was restored since
  'too-large', // 413
  'protocol', // 426
  'too-many', // 429
  'unexpected', // 500
  'busy', // 503
] as const;

/**
 * Body of every answer that is not 2xx. `epoch` comes with `epoch-changed`, `protocol` with `protocol`. `keptThrough`
 * comes with `epoch-changed` at `/v1/cycle`: what the device had confirmed up to this seq the restored state still has.
 */
export const problemBody = z.object({
  problem: z.enum(problemKinds),
  sentence: z.string(),
  epoch: z.string().optional(),
  keptThrough: counter.optional(),
  protocol: z.object({ min: counter, max: counter }).optional(),
});
export type ProblemBody = z.infer<typeof problemBody>;
export type ProblemKind = ProblemBody['problem'];
