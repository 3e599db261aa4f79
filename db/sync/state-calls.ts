import { DeviceSequence } from '#db/sync/sync-state.ts';
import type { Reader, Writer } from '#db/system/connection.ts';

export type StateCallKind = 'assign' | 'release' | 'move-answer' | 'grant' | 'grant-end';

/** A call that changes something at the state, frozen before its first byte leaves (M1) and sent until answered (M3). */
export interface StateCall {
  readonly operationId: string;
  readonly deviceSeq: number;
  readonly kind: StateCallKind;
  /** Whom it is about: a person, or a move and the part of the records. */
  readonly subject: string;
  readonly path: string;
  readonly body: string;
  readonly actor: string;
  readonly actorName: string;
}

/**
 * Freezes a call with the next sequence number of this computer. One that is on its way about the same subject stays as
 * it is, and is answered first.
 */
export function freezeStateCall(
  writer: Writer,
  asked: {
    readonly kind: StateCallKind;
    readonly subject: string;
    readonly path: string;
    readonly fields: Readonly<Record<string, unknown>>;
    readonly operationId: string;
    readonly by: { readonly id: string; readonly name: string };
    readonly at: string;
  },
): StateCall {
  const onItsWay = unansweredStateCalls(writer).find(
    ({ kind, subject }) => kind === asked.kind && subject === asked.subject,
  );
  if (onItsWay) return onItsWay;
  const sequence = new DeviceSequence(writer);
  const deviceSeq = sequence.next();
  sequence.keep(writer);
  const { kind, subject, path, operationId, by, at } = asked;
  const body = JSON.stringify({ operationId, deviceSeq, ...asked.fields });
  writer.exec(
    `INSERT INTO stateCall (operationId, deviceSeq, kind, subject, path, body, state, actor, actorName, frozenAt)
      VALUES (?, ?, ?, ?, ?, ?, 'sending', ?, ?, ?)`,
    operationId,
    deviceSeq,
    kind,
    subject,
    path,
    body,
    by.id,
    by.name,
    at,
  );
  return { operationId, deviceSeq, kind, subject, path, body, actor: by.id, actorName: by.name };
}

/** Calls without an answer, in their order. */
export const unansweredStateCalls = (reader: Pick<Reader, 'rows'>): StateCall[] =>
  reader.rows<StateCall>(
    `SELECT operationId, deviceSeq, kind, subject, path, body, actor, actorName FROM stateCall
      WHERE state = 'sending' ORDER BY deviceSeq`,
  );

export function settleStateCall(writer: Writer, operationId: string, answer: unknown, at: string): void {
  writer.exec(
    "UPDATE stateCall SET state = 'done', answer = ?, answeredAt = ? WHERE operationId = ?",
    JSON.stringify(answer),
    at,
    operationId,
  );
}
