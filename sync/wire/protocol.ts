import { z } from 'zod';

/** Protocol versions this build speaks. A device outside the state's range is answered 426. */
export const PROTOCOL = { min: 1, max: 1 } as const;

/** Header of every device call: the protocol version the device speaks, a whole number. */
export const PROTOCOL_HEADER = 'hi-line-protocol';

/**
 * Header a device may send with any call: how many records it still has to send, a whole number. The state's staff see
 * it as the district's backlog.
 */
export const WAITING_HEADER = 'hi-line-waiting';

/**
 * Header of `POST /v1/operations`: the nonce of the device's cycle. The state refuses operations of a cycle that is not
 * the device's newest (409 `device-forked`), so two copies of one file never push as one device (M13).
 */
export const CYCLE_HEADER = 'hi-line-cycle';

/** Version of the field registry an operation was written with. */
export const SCHEMA_VERSION = 1;

/** Operations in one request. */
export const MAX_OPERATIONS = 500;
/** Entries in one page of changes: asked for, and at most. */
export const PAGE_ENTRIES = { usual: 500, max: 1000 } as const;
/** Bytes of one request body; larger ones are answered 413. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** The same for every call but operations. */
export const MAX_SMALL_BODY_BYTES = 64 * 1024;

export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'An id is a lowercase UUID.');
export const typeName = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/, 'This is not a kind of record.');
/** Counts from 1 (0 where nothing has happened yet). */
export const counter = z.int().min(0);
export const instantText = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

/** A value of one field: plain JSON or a list of texts. Null clears. */
export const fieldValue = z.union([z.string(), z.number(), z.null(), z.array(z.string()), z.boolean()]);
export type FieldValue = z.infer<typeof fieldValue>;
export const fieldValues = z.record(z.string(), fieldValue);
export type FieldValues = z.infer<typeof fieldValues>;

/** Who made a change: one party decides per field, and computers of one party ask when they differ. */
export const party = z.enum(['district', 'state']);
export type Party = z.infer<typeof party>;

/** The state's word that it has a change. Number to read aloud, "8F3K-27QM"; time in UTC. */
export const receipt = z.object({ number: z.string().min(4), time: instantText });
export type Receipt = z.infer<typeof receipt>;
