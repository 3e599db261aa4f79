import { z } from 'zod';
import { cursorText } from '#sync/wire/cursor.ts';
import { counter, fieldValues, PAGE_ENTRIES, party, typeName, uuid } from '#sync/wire/protocol.ts';

/** Who last changed a field; `device` is the client id, null for the state's staff. */
export const fieldAuthor = z.object({ party, device: uuid.nullable() });
export type FieldAuthor = z.infer<typeof fieldAuthor>;

/**
 * One record as the state has it. `fields` holds the values that are not null; a field that is absent is null.
 * `changedBy` also names fields that were cleared. A tombstone has `deleted` true and no values; only a tombstone
 * may have `movedTo`, the id that took its place.
 */
export const changeEntry = z.object({
  type: typeName,
  id: uuid,
  rev: counter,
  seq: counter,
  deleted: z.boolean(),
  movedTo: uuid.optional(),
  fields: fieldValues,
  changedBy: z.record(z.string(), fieldAuthor),
});
export type ChangeEntry = z.infer<typeof changeEntry>;

/**
 * `GET /v1/changes`. Leave `since` out to start from nothing. On the pages after the first send the `pinned` of the
 * first: the window ends there, and every page shows the records as they were there, however much is written
 * meanwhile.
 */
export const changesQuery = z.object({
  since: cursorText.optional(),
  pinned: cursorText.optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_ENTRIES.max).default(PAGE_ENTRIES.usual),
});
export type ChangesQuery = z.infer<typeof changesQuery>;

/** `next` is the cursor after this page; `more` says the window goes on; `pinned` is the window's end. */
export const changesReply = z.object({
  entries: z.array(changeEntry),
  next: cursorText,
  more: z.boolean(),
  pinned: cursorText,
});
export type ChangesReply = z.infer<typeof changesReply>;
