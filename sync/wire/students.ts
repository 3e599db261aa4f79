import { z } from 'zod';
import { counter, receipt, uuid } from '#sync/wire/protocol.ts';

/** Nine characters, given out by the state and by nobody else. */
export const stateId = z.string().regex(/^[0-9A-Z]{9}$/);

const name = z.string().trim().min(1).max(80);
const birthDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const studentCandidate = z.object({
  stateId,
  lastName: z.string(),
  firstName: z.string(),
  middleName: z.string().nullable(),
  birthDate: z.string(),
  gender: z.string().nullable(),
  /** `exact`: the same names and birth date. `close`: three of the four agree, at least nearly. */
  likeness: z.enum(['exact', 'close']),
  /** What agrees, in words for the card: "same last name", "birth date one digit off", "previous name". */
  matches: z.array(z.string()).default([]),
});
export type StudentCandidate = z.infer<typeof studentCandidate>;

const gender = z.string().max(20).nullable().default(null);
/** Names the person had before, as far as the district knows them. */
const previousNames = z
  .array(z.object({ lastName: name, firstName: name }))
  .max(10)
  .default([]);

/** `POST /v1/students/match`: reads only, so it carries no operation id. */
export const matchStudentRequest = z.object({
  lastName: name,
  firstName: name,
  birthDate,
  gender,
  previousNames,
});
export type MatchStudentRequest = z.infer<typeof matchStudentRequest>;
export const matchStudentReply = z.object({ candidates: z.array(studentCandidate) });
export type MatchStudentReply = z.infer<typeof matchStudentReply>;

/**
 * `POST /v1/students`: a State ID for this person of the district. `sameAs`: the candidate a person has recognized.
 * `notTheSameAs`: candidates a person has ruled out, with their reason; a new id is given only when every candidate is.
 */
export const assignStudentRequest = z.object({
  operationId: uuid,
  deviceSeq: counter.min(1),
  personId: uuid,
  lastName: name,
  firstName: name,
  middleName: name.nullable().default(null),
  birthDate,
  gender,
  previousNames,
  sameAs: stateId.optional(),
  /**
   * A State ID the person has from before, out of another system. Taken when the state has no such number and knows
   * nobody like the person, or knows this very person under it.
   */
  claims: stateId.optional(),
  notTheSameAs: z.array(stateId).max(50).default([]),
  notTheSameReason: z.string().trim().max(300).optional(),
});
export type AssignStudentRequest = z.infer<typeof assignStudentRequest>;

export const assignStudentReply = z.discriminatedUnion('outcome', [
  z.object({ operationId: uuid, outcome: z.literal('assigned'), stateId, isNew: z.boolean(), receipt }),
  z.object({
    operationId: uuid,
    outcome: z.literal('possible-match'),
    candidates: z.array(studentCandidate),
  }),
  z.object({ operationId: uuid, outcome: z.literal('rejected'), rule: z.string(), sentence: z.string() }),
  z.object({ operationId: uuid, outcome: z.literal('expired') }),
  z.object({ operationId: uuid, outcome: z.literal('operation-id-reused') }),
]);
export type AssignStudentReply = z.infer<typeof assignStudentReply>;
