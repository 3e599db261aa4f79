import { z } from 'zod';
import { changeEntry } from '#sync/wire/changes.ts';
import { counter, fieldValues, MAX_OPERATIONS, receipt, typeName, uuid } from '#sync/wire/protocol.ts';

/**
 * One change of one record, frozen by the device before its first byte leaves (M1).
 * `create`: baseRev null, or the tombstone's rev to make a deleted record again. `update`, `delete`: the rev seen.
 * `fields`: the changed ones; of a merge group all members or none (null clears); empty for `delete`.
 * `deviceSeq` counts from 1 without gaps over all the device's calls that are not GET.
 * `movedTo` (delete only): the live record of the same type that takes its place.
 */
export const operation = z.object({
  operationId: uuid,
  deviceSeq: counter.min(1),
  schemaVersion: counter.min(1),
  groupId: uuid.optional(),
  type: typeName,
  id: uuid,
  kind: z.enum(['create', 'update', 'delete']),
  baseRev: counter.min(1).nullable(),
  fields: fieldValues,
  movedTo: uuid.optional(),
});
export type Operation = z.infer<typeof operation>;

/** `ackedThrough`: every deviceSeq up to this one has its answer safely kept by the device; 0 for none. */
export const operationsRequest = z.object({
  /** The epoch the device believes in; another one than the state's is answered 410 and changes nothing (M12). */
  epoch: uuid.optional(),
  ackedThrough: counter,
  operations: z.array(operation).max(MAX_OPERATIONS),
});
export type OperationsRequest = z.infer<typeof operationsRequest>;

export const fieldProblem = z.object({ field: z.string(), message: z.string() });
const common = { operationId: uuid };

export const operationAnswer = z.discriminatedUnion('outcome', [
  /** `fields`: facts the state added, absent when none. */
  z.object({
    ...common,
    outcome: z.literal('applied'),
    rev: counter,
    seq: counter,
    receipt,
    fields: fieldValues.optional(),
  }),
  /** The base rev was not the newest, or the record is deleted: `current` is the record or its tombstone. */
  z.object({ ...common, outcome: z.literal('conflict'), current: changeEntry }),
  /**
   * Never applied as it is. `rule` names the reason for programs, `sentence` for people; `problems` by field;
   * `records` are the other records a rule is about; `because` is the operation that sank the group.
   */
  z.object({
    ...common,
    outcome: z.literal('rejected'),
    rule: z.string(),
    sentence: z.string(),
    problems: z.array(fieldProblem),
    records: z.array(z.object({ type: typeName, id: uuid })).optional(),
    because: uuid.optional(),
  }),
  /** A record this one points to is not at the state (or is deleted). */
  z.object({
    ...common,
    outcome: z.literal('blocked'),
    missing: z.array(z.object({ field: z.string(), type: typeName, id: uuid })),
  }),
  /** The operation names a record (its own or one it points to) that was merged into another. */
  z.object({ ...common, outcome: z.literal('moved'), from: uuid, to: uuid }),
  /** Unknown and at or below `ackedThrough`: its answer is long gone, so it is never applied. */
  z.object({ ...common, outcome: z.literal('expired') }),
  /** The same id came with another body; nothing was changed. */
  z.object({ ...common, outcome: z.literal('operation-id-reused') }),
]);
export type OperationAnswer = z.infer<typeof operationAnswer>;

/** Answers in the order of the operations. */
export const operationsReply = z.object({ answers: z.array(operationAnswer) });
export type OperationsReply = z.infer<typeof operationsReply>;

/** Every `rule` of a rejected operation. */
export const RULES = {
  fields: 'fields.normal-form',
  unknownType: 'type.unknown',
  unknownRecord: 'record.unknown',
  otherType: 'record.other-type',
  hasChildren: 'record.has-children',
  keyId: 'key.id',
  keyImmutable: 'key.immutable',
  groupIncomplete: 'group.incomplete',
  schemaNewer: 'schema.newer',
  groupNotApplied: 'group.not-applied',
  stateOnly: 'field.state-only',
  endBeforeStart: 'enrollment.end-before-start',
  primaryOverlap: 'enrollment.primary-overlap',
} as const;
