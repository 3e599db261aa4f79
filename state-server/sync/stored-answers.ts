import { canonicalJson } from '#domain/sync/canonical-json.ts';
import { insertRows } from '#state-server/database/insert-rows.ts';
import { oneOf } from '#state-server/database/one-of.ts';
import type { StateTransaction } from '#state-server/database/state-database.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { sha256Hex } from '#state-server/sync/sha256.ts';
import type { OperationAnswer } from '#sync/wire/operations.ts';
import type { Receipt } from '#sync/wire/protocol.ts';

/** An answer once given, with the hash of the body it was given to. */
export interface StoredAnswer {
  readonly bodyHash: string;
  /** The answer's JSON, byte for byte as first sent. */
  readonly json: string;
}

/**
 * The hash that tells a repeat from another operation under the same id: SHA-256 of the body's JCS. Throws a problem 400
 * for a body that JCS cannot write.
 */
export function bodyHashOf(body: unknown): string {
  try {
    return sha256Hex(canonicalJson(body));
  } catch {
    throw new HttpProblem(
      400,
      'invalid-request',
      'The state cannot read this: a text in it holds half a character.',
    );
  }
}

/** Answers already given to these operations, by operation id (M3). */
export async function answersGiven(
  trx: StateTransaction,
  district: string,
  operationIds: readonly string[],
): Promise<Map<string, StoredAnswer>> {
  if (operationIds.length === 0) return new Map();
  const applied = await trx
    .selectFrom('history')
    .select(['operation_id', 'body_hash', 'rev', 'seq', 'receipt', 'at'])
    .where('district', '=', district)
    .where(oneOf(trx, 'operation_id', operationIds))
    .where('body_hash', 'is not', null)
    .execute();
  const others = await trx
    .selectFrom('operation_answer')
    .select(['operation_id', 'body_hash', 'answer'])
    .where('district', '=', district)
    .where(oneOf(trx, 'operation_id', operationIds))
    .execute();
  return new Map([
    ...applied.map(({ operation_id, body_hash, rev, seq, receipt, at }) => {
      const answer = appliedAnswer(operation_id, rev, seq, { number: receipt, time: at });
      return [operation_id, { bodyHash: body_hash ?? '', json: JSON.stringify(answer) }] as const;
    }),
    ...others.map((row) => [row.operation_id, { bodyHash: row.body_hash, json: row.answer }] as const),
  ]);
}

/** The answer to an operation that took effect: the same now and at every repeat, byte for byte. */
export function appliedAnswer(
  operationId: string,
  rev: number,
  seq: number,
  receipt: Receipt,
): Extract<OperationAnswer, { outcome: 'applied' }> {
  return { operationId, outcome: 'applied', rev, seq, receipt };
}

/** An answer about to be final. `deviceSeq` is 0 and `device` null for the state's staff, whose answers stay. */
export interface AnswerToKeep {
  readonly operationId: string;
  readonly bodyHash: string;
  readonly json: string;
  readonly device: string | null;
  readonly deviceSeq: number;
}

/** Keeps answers in the transaction of their effect. */
export async function keepAnswers(
  trx: StateTransaction,
  district: string,
  answers: readonly AnswerToKeep[],
): Promise<void> {
  const rows = answers.map((answer) => ({
    district,
    operation_id: answer.operationId,
    body_hash: answer.bodyHash,
    answer: answer.json,
    device: answer.device,
    device_seq: answer.deviceSeq,
  }));
  await insertRows(trx, 'operation_answer', rows, (some) => trx.insertInto('operation_answer').values(some));
}

/**
 * Drops answers the device says it has kept, up to and including `ackedThrough`, and returns how far it has said so
 * in all: an operation at or below that without an answer is expired. The mark never goes back.
 */
export async function dropAcknowledged(
  trx: StateTransaction,
  district: string,
  device: string,
  ackedThrough: number,
): Promise<number> {
  const known = await trx
    .selectFrom('device')
    .select('acked_through')
    .where('client_id', '=', device)
    .executeTakeFirstOrThrow();
  if (ackedThrough <= known.acked_through) return known.acked_through;
  await trx
    .updateTable('device')
    .set({ acked_through: ackedThrough })
    .where('client_id', '=', device)
    .execute();
  await trx
    .deleteFrom('operation_answer')
    .where('district', '=', district)
    .where('device', '=', device)
    .where('device_seq', '<=', ackedThrough)
    .execute();
  return ackedThrough;
}
