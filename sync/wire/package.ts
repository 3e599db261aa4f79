import { z } from 'zod';
import { changesReply } from '#sync/wire/changes.ts';
import { cursorText } from '#sync/wire/cursor.ts';
import { grantedDigest, grantedReply } from '#sync/wire/grant.ts';
import { ownDistricts, ownPupils, stateKeys } from '#sync/wire/identity.ts';
import { movement } from '#sync/wire/movement.ts';
import { operationAnswer } from '#sync/wire/operations.ts';
import { counter, instantText, uuid } from '#sync/wire/protocol.ts';
import {
  endYear,
  referenceListReply,
  referenceName,
  referenceSetReply,
  referenceVersion,
} from '#sync/wire/reference.ts';

/** The version of the package format; another one is refused in words. */
export const PACKAGE_FORMAT = 1;

/** Base64 of 32 bytes. */
const key = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);

/** What a district without a line is handed with its code: who the state is. Signed by the state. */
export const stateCard = z.object({
  kind: z.literal('hi-line-state-card'),
  format: z.literal(PACKAGE_FORMAT),
  serverId: uuid,
  epoch: uuid,
  districtNumber: z.string(),
  districtName: z.string(),
  /** Where the state can be reached when there is a line one day; may be empty. */
  url: z.string().max(300),
  keys: stateKeys,
});
export type StateCard = z.infer<typeof stateCard>;

/** A call that is not an operation, as it would be posted; of the calls of students and movements only. */
export const packagedCall = z.object({
  operationId: uuid,
  path: z.string().max(200),
  body: z.record(z.string(), z.unknown()),
});

/**
 * From a computer to the state. `operations` are frozen ones exactly as they would be posted; `cursor` is where the
 * computer stands, null for the start. A computer that was never enrolled brings its one-time code.
 */
export const outboxPackage = z.object({
  kind: z.literal('outbox'),
  format: z.literal(PACKAGE_FORMAT),
  packageId: uuid,
  serverId: uuid,
  epoch: uuid,
  districtNumber: z.string(),
  clientId: uuid.nullable(),
  enroll: z
    .object({
      code: z.string().min(16).max(40),
      deviceName: z.string().trim().min(1).max(80),
      /** Its Ed25519 key, which signs this and every later package. */
      deviceKey: key,
      /** As at `POST /v1/devices`: a package that may not enroll is refused as a whole. */
      districts: ownDistricts.optional(),
      pupils: ownPupils.optional(),
    })
    .optional(),
  madeAt: instantText,
  cursor: cursorText.nullable(),
  ackedThrough: counter,
  /** Checked one by one when they are applied. */
  operations: z.array(z.record(z.string(), z.unknown())).max(200_000),
  calls: z.array(packagedCall).max(5_000),
  /** The state's lists and rules that are here, and the school year they are asked for. */
  reference: z
    .object({
      endYear,
      have: z.array(z.object({ name: referenceName, version: referenceVersion })).max(500),
    })
    .optional(),
  /** Digests of the copies that are here of what other districts have opened, by grant. */
  granted: z
    .array(z.object({ id: uuid, digest: grantedDigest }))
    .max(5_000)
    .optional(),
  /** The computer's X25519 key: the answer is for it alone. */
  replyKey: key,
});
export type OutboxPackage = z.infer<typeof outboxPackage>;

/** From the state back to that computer: every answer, and the changes since its cursor in pages. */
export const answerPackage = z.object({
  kind: z.literal('answer'),
  format: z.literal(PACKAGE_FORMAT),
  /** The package this answers. */
  packageId: uuid,
  serverId: uuid,
  epoch: uuid,
  districtNumber: z.string(),
  districtName: z.string(),
  clientId: uuid,
  /** For a computer that was enrolled by this package. */
  clientSecret: z.string().optional(),
  madeAt: instantText,
  answers: z.array(operationAnswer),
  calls: z.array(z.object({ operationId: uuid, answer: z.unknown() })),
  since: cursorText.nullable(),
  pages: z.array(changesReply),
  movements: z.array(movement),
  /** The list of what the state has published for that school year, and those sets that the computer does not have. */
  reference: z.object({ endYear, ...referenceListReply.shape, newer: z.array(referenceSetReply) }).optional(),
  /** Permanent records that other districts let this one read; a grant that is not among them is over. */
  granted: z.array(grantedReply).optional(),
});
export type AnswerPackage = z.infer<typeof answerPackage>;
