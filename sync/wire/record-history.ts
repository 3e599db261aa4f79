import { z } from 'zod';
import { counter, fieldValue, instantText, party, receipt, typeName, uuid } from '#sync/wire/protocol.ts';

/** One revision of a record: who, when, from what to what. `from` and `to` are null where there was no value. */
export const historyEntry = z.object({
  rev: counter,
  seq: counter,
  kind: z.enum(['create', 'update', 'delete']),
  time: instantText,
  party,
  device: uuid.nullable(),
  /** Name of the computer or of the state's staff member. */
  by: z.string(),
  operationId: uuid,
  receipt,
  changes: z.array(z.object({ field: z.string(), from: fieldValue, to: fieldValue })),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** `GET /v1/records/:type/:id/history`, oldest first. */
export const historyReply = z.object({ type: typeName, id: uuid, entries: z.array(historyEntry) });
export type HistoryReply = z.infer<typeof historyReply>;
