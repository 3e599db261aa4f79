import { decideOperation, type Refused } from '#state-server/sync/decide-operation.ts';
import { RecordWorld } from '#state-server/sync/record-world.ts';
import { appliedAnswer } from '#state-server/sync/stored-answers.ts';
import type { StoredRecord } from '#state-server/sync/stored-record.ts';
import type { FieldAuthor } from '#sync/wire/changes.ts';
import { type Operation, type OperationAnswer, RULES } from '#sync/wire/operations.ts';
import type { Receipt } from '#sync/wire/protocol.ts';

/** One operation that takes effect, and the record as it leaves it. */
export interface Effect {
  readonly operation: Operation;
  readonly record: StoredRecord;
}

export interface BatchDecision {
  /** In the order of the operations. */
  readonly answers: OperationAnswer[];
  /** In the order of the stream; their seq runs on from `lastSeq` without gaps. */
  readonly effects: Effect[];
}

/**
 * Decides operations one after the other. A group takes effect whole or not at all: when a member is refused, all is
 * decided again without that group, so nothing that leaned on it stays. Pure.
 */
export function decideBatch(
  operations: readonly Operation[],
  stored: ReadonlyMap<string, StoredRecord>,
  author: FieldAuthor,
  receipt: Receipt,
  lastSeq: number,
): BatchDecision {
  /** Group → what sank it. */
  const sunk = new Map<string, Refused>();
  for (;;) {
    const world = new RecordWorld(stored);
    const answers: OperationAnswer[] = [];
    const effects: Effect[] = [];
    let again = false;
    for (const operation of operations) {
      const { operationId, groupId } = operation;
      const reason = groupId === undefined ? undefined : sunk.get(groupId);
      if (reason) {
        answers.push(reason.operationId === operationId ? reason : notAlone(operationId, reason.operationId));
        continue;
      }
      const seq = lastSeq + effects.length + 1;
      const decision = decideOperation(operation, world, author, seq);
      if ('record' in decision) {
        world.put(decision.record);
        effects.push({ operation, record: decision.record });
        answers.push(appliedAnswer(operationId, decision.record.rev, seq, receipt));
        continue;
      }
      answers.push(decision.answer);
      if (groupId !== undefined) {
        sunk.set(groupId, decision.answer);
        again = true;
        break;
      }
    }
    if (!again) return { answers, effects };
  }
}

function notAlone(operationId: string, because: string): Refused {
  return {
    operationId,
    outcome: 'rejected',
    rule: RULES.groupNotApplied,
    sentence: 'This belongs to a change that the state did not take as a whole.',
    problems: [],
    because,
  };
}
