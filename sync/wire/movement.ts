import { z } from 'zod';
import { roles } from '#domain/accounts/roles.ts';
import { changeEntry } from '#sync/wire/changes.ts';
import { counter, instantText, receipt, uuid } from '#sync/wire/protocol.ts';
import { stateId } from '#sync/wire/students.ts';

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** One enrollment anywhere in the state, as its district sent it. */
export const stay = z.object({
  districtNumber: z.string(),
  districtName: z.string(),
  schoolName: z.string().nullable(),
  grade: z.string(),
  serviceType: z.string(),
  startDate: date,
  endDate: date.nullable(),
  endStatus: z.string().nullable(),
});
export type Stay = z.infer<typeof stay>;

/**
 * A student of yours who is, or was, enrolled in another district too. `side`: they leave you (`from`) or come to you
 * (`to`). `overlap`: both enrollments hold on some days; `moved`: one ended before the other began.
 * `proposedEndDate` is for the `from` side of an overlap and is only a proposal. `sentence` says what happened and what
 * to do, without the student's name.
 */
export const movement = z.object({
  id: uuid,
  kind: z.enum(['overlap', 'moved']),
  side: z.enum(['from', 'to']),
  stateId,
  personId: uuid,
  enrollmentId: uuid,
  other: stay,
  proposedEndDate: date.nullable(),
  released: z.array(
    z.object({ part: z.enum(['permanent', 'special-education']), at: instantText, by: z.string() }),
  ),
  /** What the `from` side has answered last. */
  answer: z
    .object({
      says: z.enum(['accepted', 'declined']),
      reason: z.string().nullable(),
      at: instantText,
      by: z.string(),
    })
    .nullable()
    .default(null),
  sentence: z.string(),
});
export type Movement = z.infer<typeof movement>;

/**
 * `GET /v1/movements`: all that concern the district, the newest first. An overlap vanishes by
 * itself when it is over; a student who moved is shown for 400 days.
 */
export const movementsReply = z.object({ movements: z.array(movement) });
export type MovementsReply = z.infer<typeof movementsReply>;

/**
 * `POST /v1/movements/:id/release`, by the `from` district: hands a copy of the student's permanent record, or of the
 * special education documents, to the other district. `role` is that of the person at the computer; special education
 * needs one that may see it.
 */
export const releaseRequest = z.object({
  operationId: uuid,
  deviceSeq: counter.min(1),
  part: z.enum(['permanent', 'special-education']),
  releasedBy: z.string().trim().min(1).max(80),
  role: z.enum(roles),
});
export type ReleaseRequest = z.infer<typeof releaseRequest>;

export const releaseReply = z.discriminatedUnion('outcome', [
  z.object({ operationId: uuid, outcome: z.literal('released'), records: counter, receipt }),
  z.object({ operationId: uuid, outcome: z.literal('rejected'), rule: z.string(), sentence: z.string() }),
  z.object({ operationId: uuid, outcome: z.literal('expired') }),
  z.object({ operationId: uuid, outcome: z.literal('operation-id-reused') }),
]);
export type ReleaseReply = z.infer<typeof releaseReply>;

/**
 * `POST /v1/movements/:id/answer`, by the `from` district: it has ended its enrollment, or says that the student has not
 * left. Only words for the other district; the enrollment itself is changed by an operation like any other.
 */
export const moveAnswerRequest = z.object({
  operationId: uuid,
  deviceSeq: counter.min(1),
  says: z.enum(['accepted', 'declined']),
  reason: z.string().trim().min(1).max(300).nullable().default(null),
  by: z.string().trim().min(1).max(80),
});
export type MoveAnswerRequest = z.infer<typeof moveAnswerRequest>;

export const moveAnswerReply = z.discriminatedUnion('outcome', [
  z.object({ operationId: uuid, outcome: z.literal('told'), receipt }),
  z.object({ operationId: uuid, outcome: z.literal('expired') }),
  z.object({ operationId: uuid, outcome: z.literal('operation-id-reused') }),
]);
export type MoveAnswerReply = z.infer<typeof moveAnswerReply>;

/**
 * `GET /v1/movements/:id/records?part=…&role=…`, by either district. 404 until it is released; 409
 * `not-allowed` for a role that may not see it.
 */
export const releasedQuery = z.object({
  part: z.enum(['permanent', 'special-education']).default('permanent'),
  role: z.enum(roles),
});

/** The other district's records as they were at the release; `sha256` is of the JSON text of `records`. */
export const releasedReply = z.object({
  id: uuid,
  part: z.enum(['permanent', 'special-education']),
  stateId,
  /** The person's id among `records`. */
  personId: uuid,
  fromDistrict: z.string(),
  releasedBy: z.string(),
  releasedAt: instantText,
  sha256: z.string(),
  records: z.array(changeEntry),
});
export type ReleasedReply = z.infer<typeof releasedReply>;

/** `GET /v1/students/:stateId/stays`, for a student of yours: every enrollment across the state, the first first. */
export const staysReply = z.object({ stateId, stays: z.array(stay) });
export type StaysReply = z.infer<typeof staysReply>;
