import { recordTypeNamed } from '#domain/sync/registry.ts';
import { type Refusal, refusalOf } from '#state-server/sync/operation-checks.ts';
import { overlappingPrimaries } from '#state-server/sync/primary-overlap.ts';
import { type RecordWorld, type Reference, referencesOf } from '#state-server/sync/record-world.ts';
import { entryOf, type StoredRecord } from '#state-server/sync/stored-record.ts';
import type { FieldAuthor } from '#sync/wire/changes.ts';
import { type Operation, type OperationAnswer, RULES } from '#sync/wire/operations.ts';
import type { FieldValues } from '#sync/wire/protocol.ts';

export type Refused = Exclude<OperationAnswer, { outcome: 'applied' }>;

/** Either the record as the operation makes it, or why not. Pure: changes nothing. */
export type Decision = { readonly record: StoredRecord } | { readonly answer: Refused };

/**
 * Decides one operation against the world as it is after those before it. `seq` is the place in the stream it takes
 * when applied. The state neither merges nor normalizes (M5): a stale base is a conflict, always.
 */
export function decideOperation(
  operation: Operation,
  world: RecordWorld,
  author: FieldAuthor,
  seq: number,
): Decision {
  const { operationId, id, kind, baseRev } = operation;
  const answer = (refused: Refused): Decision => ({ answer: refused });
  const reject = (refusal: Refusal): Decision => answer({ operationId, outcome: 'rejected', ...refusal });

  const type = recordTypeNamed(operation.type);
  if (!type) return reject(because(RULES.unknownType, 'The state does not know this kind of record yet.'));
  const current = world.get(id);
  if (current && current.type !== operation.type)
    return reject(because(RULES.otherType, 'Another kind of record has this id.'));
  if (current?.movedTo) return answer({ operationId, outcome: 'moved', from: id, to: current.movedTo });

  if (!current) {
    if (kind !== 'create' || baseRev !== null)
      return reject(because(RULES.unknownRecord, 'The state does not have this record.'));
  } else if (baseRev !== current.rev || (kind === 'create') !== current.deleted) {
    return answer({ operationId, outcome: 'conflict', current: entryOf(current) });
  }

  const refusal = refusalOf(type, operation, current, author.party);
  if (refusal) return reject(refusal);

  for (const reference of pointersOf(operation)) {
    const target = world.get(reference.id);
    if (target?.movedTo)
      return answer({ operationId, outcome: 'moved', from: target.id, to: target.movedTo });
  }
  const missing = pointersOf(operation).filter((reference) => !isThere(reference, world, id));
  if (missing.length > 0) return answer({ operationId, outcome: 'blocked', missing });

  const record = applied(operation, current, author, seq);
  const broken = brokenRule(record, world);
  return broken ? reject(broken) : { record };
}

function pointersOf(operation: Operation): Reference[] {
  if (operation.kind !== 'delete') return referencesOf(operation);
  return operation.movedTo ? [{ field: 'movedTo', type: operation.type, id: operation.movedTo }] : [];
}

function isThere({ id, type }: Reference, world: RecordWorld, self: string): boolean {
  const target = world.get(id);
  return id !== self && target !== undefined && !target.deleted && target.type === type;
}

function applied(
  operation: Operation,
  current: StoredRecord | undefined,
  author: FieldAuthor,
  seq: number,
): StoredRecord {
  const { type, id, kind } = operation;
  const next = { type, id, rev: (current?.rev ?? 0) + 1, seq };
  if (kind === 'delete')
    return { ...next, deleted: true, movedTo: operation.movedTo ?? null, fields: {}, changedBy: {} };
  const fields: FieldValues = { ...current?.fields };
  const changedBy = { ...current?.changedBy };
  for (const name in operation.fields) {
    const value = operation.fields[name] ?? null;
    if (value === null) delete fields[name];
    else fields[name] = value;
    changedBy[name] = author;
  }
  return { ...next, deleted: false, movedTo: null, fields, changedBy };
}

/** Rules across records, held under the district's lock (M9). */
function brokenRule(record: StoredRecord, world: RecordWorld): Refusal | null {
  if (record.deleted) {
    const children = world.childrenOf(record.id);
    if (children.length === 0) return null;
    return {
      ...because(RULES.hasChildren, 'Other records still belong to this one. Remove them first.'),
      records: children.slice(0, 20).map(({ type, id }) => ({ type, id })),
    };
  }
  if (record.type !== 'enrollment') return null;
  const { startDate, endDate } = record.fields;
  if (typeof endDate === 'string' && typeof startDate === 'string' && endDate < startDate) {
    const message = 'The end date is before the start date. The end date is the last day enrolled.';
    return { ...because(RULES.endBeforeStart, message), problems: [{ field: 'endDate', message }] };
  }
  const [overlap, ...more] = overlappingPrimaries(record, world);
  if (!overlap) return null;
  return {
    ...because(RULES.primaryOverlap, overlap.message),
    problems: [{ field: 'startDate', message: overlap.message }],
    records: [overlap, ...more].map(({ other: { type, id } }) => ({ type, id })),
  };
}

function because(rule: string, sentence: string): Refusal {
  return { rule, sentence, problems: [] };
}
