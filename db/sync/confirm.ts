import { applyPending, applyRemote } from '#db/sync/apply-remote.ts';
import { partFields, readBase, writeBase } from '#db/sync/base.ts';
import { followAfterAll } from '#db/sync/follow-move.ts';
import { backOffAfterLostRaces, waitAWhile } from '#db/sync/lost-races.ts';
import { notAtTheState } from '#db/sync/not-at-the-state.ts';
import { openRuleCard } from '#db/sync/rule-cards.ts';
import type { RemoteEntry } from '#db/sync/set-aside.ts';
import { settleDirty } from '#db/sync/settle.ts';
import { setLastReceived } from '#db/sync/sync-state.ts';
import { localValues, rowFields } from '#db/sync/wire-fields.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put } from '#db/system/rows.ts';
import type { SyncOutgoingTable } from '#db/system/schema.ts';
import { type Author, sameValue, type Value, type Values } from '#domain/sync/merge.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

/** The state's final answer to one operation. */
export type Answer =
  | {
      outcome: 'applied';
      operationId: string;
      rev: number;
      seq: number;
      receipt: { number: string; time: string };
      fields?: Values | undefined;
    }
  | {
      outcome: 'conflict';
      operationId: string;
      current: RemoteEntry & { changedBy: Readonly<Record<string, Author>> };
    }
  | {
      outcome: 'rejected';
      operationId: string;
      rule: string;
      sentence: string;
      problems: readonly { field: string; message: string }[];
      records?: readonly { type: string; id: string }[] | undefined;
      because?: string | undefined;
    }
  | {
      outcome: 'blocked';
      operationId: string;
      missing: readonly { field: string; type: string; id: string }[];
    }
  | { outcome: 'moved'; operationId: string; from: string; to: string }
  | { outcome: 'expired'; operationId: string }
  | { outcome: 'operation-id-reused'; operationId: string };

/** The state's rule for a change of a record that it never had. */
const UNKNOWN_RECORD = 'record.unknown';

/** How the batch went, for the schedule. */
export interface Confirmed {
  applied: number;
  conflicts: number;
  parked: number;
}

/** Takes the answers of one request in: answer, base, receipt and whatever waited for them, in one transaction. */
export function confirm(writer: Writer, answers: readonly Answer[], at: string): Confirmed {
  const counts: Confirmed = { applied: 0, conflicts: 0, parked: 0 };
  if (answers.length === 0) return counts;
  const waiting = waitingFor(writer, answers);
  for (const answer of answers) {
    const row = waiting.get(answer.operationId);
    // Once only, should one operation be answered twice.
    if (row && waiting.delete(answer.operationId)) confirmOne(writer, row, answer, at, counts);
  }
  const received = answers.findLast((answer) => answer.outcome === 'applied');
  if (received && counts.applied > 0)
    setLastReceived(writer, { at: received.receipt.time, receipt: received.receipt.number });
  return counts;
}

/** An operation on its way, with what else there is about its record; one query asks that for all of a batch. */
interface OnItsWay extends SyncOutgoingTable {
  /** 1 when a card about the record is open. */
  readonly asked: 0 | 1;
  /** 1 when something of the state waits for this answer. */
  readonly pending: 0 | 1;
}

function waitingFor(reader: Reader, answers: readonly Answer[]): Map<string, OnItsWay> {
  const rows = reader.rows<OnItsWay>(
    `SELECT o.*,
        EXISTS (SELECT 1 FROM syncConflict c WHERE c.type = o.type AND c.id = o.id AND c.closedAt IS NULL) AS asked,
        EXISTS (SELECT 1 FROM syncPendingRemote p WHERE p.type = o.type AND p.id = o.id) AS pending
      FROM json_each(?) AS answer CROSS JOIN syncOutgoing o ON o.operationId = answer.value WHERE o.state = 'sending'`,
    JSON.stringify(answers.map(({ operationId }) => operationId)),
  );
  return new Map(rows.map((row) => [row.operationId, row]));
}

function confirmOne(writer: Writer, row: OnItsWay, answer: Answer, at: string, counts: Confirmed): void {
  const settle = (state: 'done' | 'parked', kept: unknown): void => {
    writer.exec(
      'UPDATE syncOutgoing SET state = ?, answer = ?, answeredAt = ? WHERE operationId = ?',
      state,
      JSON.stringify(kept),
      at,
      row.operationId,
    );
  };
  const type = recordTypeNamed(row.type);
  const again = (): void => {
    if (type) settleDirty(writer, type, row.id, at);
    // The records of one action stay one action.
    if (row.groupId)
      writer.exec(
        'UPDATE syncDirty SET groupId = ? WHERE type = ? AND id = ?',
        row.groupId,
        row.type,
        row.id,
      );
  };
  switch (answer.outcome) {
    case 'applied':
      counts.applied += 1;
      settle('done', { receipt: answer.receipt, rev: answer.rev });
      takeApplied(writer, row, answer);
      break;
    case 'conflict':
      counts.conflicts += 1;
      settle('done', { outcome: 'conflict', rev: answer.current.rev });
      again();
      applyRemote(writer, answer.current, at);
      backOffAfterLostRaces(writer, row, at);
      break;
    case 'rejected':
      if (answer.because) {
        settle('done', { outcome: 'rejected', rule: answer.rule });
        again();
      } else if (answer.rule === UNKNOWN_RECORD) {
        // Confirmed once and not there now: the state was set back, and nobody said so.
        settle('done', { outcome: 'rejected', rule: answer.rule });
        notAtTheState(writer, row, at);
        again();
      } else {
        counts.parked += 1;
        settle('parked', answer);
        if (answer.records && answer.records.length > 0) openRuleCard(writer, row, answer, at);
      }
      break;
    case 'moved':
      // The state has joined the record, or one it points to, with another: the next fetch brings that, and what was
      // changed here follows (M10).
      settle('done', answer);
      again();
      if (!type || answer.from !== row.id || !followAfterAll(writer, type, row.id, answer.to, at))
        waitAWhile(writer, row, at);
      break;
    default:
      // Blocked, expired, reused: the change itself is as good as new and goes again with an id of its own.
      settle('done', answer);
      again();
  }
  if (row.pending === 0) return;
  applyPending(writer, row.type, row.id, at);
}

/** The state now has what the operation said: that is the new base, and what the state added comes along. */
function takeApplied(writer: Writer, row: OnItsWay, answer: Extract<Answer, { outcome: 'applied' }>): void {
  const type = recordTypeNamed(row.type);
  if (!type) return;
  const before = row.kind === 'create' ? undefined : readBase(writer, row.type, row.id);
  const sent = (JSON.parse(row.body) as { fields: Values }).fields;
  const receipt = { receipt: answer.receipt.number, receivedAt: answer.receipt.time };
  if (row.kind === 'delete') {
    writeBase(writer, row.type, row.id, {
      rev: answer.rev,
      seq: answer.seq,
      fields: null,
      ...receipt,
    });
    return;
  }
  const fields: Record<string, Value> = {
    ...before?.fields,
    ...sent,
    ...answer.fields,
  };
  const { known, unknown } = partFields(type, fields);
  writeBase(writer, row.type, row.id, {
    rev: answer.rev,
    seq: answer.seq,
    fields: known,
    unknown: { ...before?.unknown, ...unknown },
    stateMade: before?.stateMade.filter((field) => !(field in sent)) ?? [],
    ...receipt,
  });
  // What waits for a person is not touched by our own answer: its card stays decidable at the new revision.
  if (row.asked)
    writer.exec(
      'UPDATE syncConflict SET rev = ? WHERE type = ? AND id = ? AND closedAt IS NULL AND rev < ?',
      answer.rev,
      row.type,
      row.id,
      answer.rev,
    );
  const added = answer.fields;
  if (!added) return;
  const local = localValues(writer, type, row.id);
  if (!local) return;
  const taken = Object.keys(added).filter(
    (f) =>
      Object.hasOwn(type.fields, f) && sameValue(local[f] ?? null, sent[f] ?? before?.fields?.[f] ?? null),
  );
  if (taken.length > 0)
    put(
      writer,
      type.name,
      rowFields(type, row.id, { ...local, ...Object.fromEntries(taken.map((f) => [f, added[f] ?? null])) }),
    );
}
