import { z } from 'zod';
import { roles } from '#domain/accounts/roles.ts';
import { changeEntry } from '#sync/wire/changes.ts';
import { counter, instantText, receipt, uuid } from '#sync/wire/protocol.ts';
import { stateId } from '#sync/wire/students.ts';

const part = z.enum(['permanent', 'special-education']);
const by = z.string().trim().min(1).max(80);

const onceOnly = [
  z.object({ operationId: uuid, outcome: z.literal('expired') }),
  z.object({ operationId: uuid, outcome: z.literal('operation-id-reused') }),
] as const;

/**
 * `POST /v1/movements/:id/grant`, by the `from` district: lets the other one read the student's records of one part as
 * they are, from now on. Both streams get a `readingGrant` record in one commit. Begun already: changes nothing. `role` as
 * in a release.
 */
export const beginReadingRequest = z.object({
  operationId: uuid,
  deviceSeq: counter.min(1),
  part,
  by,
  role: z.enum(roles),
});
export type BeginReadingRequest = z.infer<typeof beginReadingRequest>;

export const beginReadingReply = z.discriminatedUnion('outcome', [
  z.object({ operationId: uuid, outcome: z.literal('begun'), grantId: uuid, receipt }),
  z.object({ operationId: uuid, outcome: z.literal('rejected'), rule: z.string(), sentence: z.string() }),
  ...onceOnly,
]);
export type BeginReadingReply = z.infer<typeof beginReadingReply>;

/**
 * `POST /v1/grants/:id/end`, by the `from` district: the records go out of the other one's scope at once; nothing is
 * deleted. `reason` is read by the other district. `rev` is that of the `readingGrant` record that says so.
 */
export const endReadingRequest = z.object({
  operationId: uuid,
  deviceSeq: counter.min(1),
  by,
  reason: z.string().trim().min(1).max(300).nullable().default(null),
});
export type EndReadingRequest = z.infer<typeof endReadingRequest>;

export const endReadingReply = z.discriminatedUnion('outcome', [
  z.object({ operationId: uuid, outcome: z.literal('ended'), rev: counter, receipt }),
  ...onceOnly,
]);
export type EndReadingReply = z.infer<typeof endReadingReply>;

/** Digest of the records that a grant opens. */
export const grantedDigest = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * `GET /v1/grants/:id/records?role=&have=`, by either district while the grant is in force; else 404. `have`: the digest
 * of the copy that is there already.
 */
export const grantedQuery = z.object({
  role: z.enum(roles),
  have: grantedDigest.optional(),
});

/**
 * The records as they are now. `digest` is of `records` (docs/sync-protocol.md, Reading by another district); where
 * `have` was the same, `same` is true and no records come.
 */
export const grantedReply = z.object({
  id: uuid,
  part,
  stateId,
  /** The student's id among `records`; null when the district has removed the student. */
  personId: uuid.nullable(),
  fromDistrict: z.string(),
  at: instantText,
  digest: z.string(),
  same: z.boolean(),
  records: z.array(changeEntry),
});
export type GrantedReply = z.infer<typeof grantedReply>;
