import { z } from 'zod';
import { counter, fieldValues, uuid } from '#sync/wire/protocol.ts';

/** `POST /v1/staff/session`: answers 204 and the session cookie. */
export const staffSignIn = z.object({
  name: z.string().min(1).max(80),
  password: z.string().min(1).max(200),
});
export type StaffSignIn = z.infer<typeof staffSignIn>;

/**
 * `POST /v1/staff/records/:type/:id`: the state's own change of a record, through the same door as a district's.
 * Members of a merge group that are left out are filled in from the record as it is. Answers an `operationAnswer`.
 */
export const staffChange = z.object({
  district: z.string().min(1).max(20),
  operationId: uuid.optional(),
  kind: z.enum(['create', 'update', 'delete']).default('update'),
  baseRev: counter.min(1).nullable(),
  fields: fieldValues.default({}),
});
export type StaffChange = z.infer<typeof staffChange>;
