import type { StateTransaction } from '#state-server/database/state-database.ts';
import { answersGiven, bodyHashOf, keepAnswers } from '#state-server/sync/stored-answers.ts';

/** A call that may be made twice: its id, its place in the device's own order, and what it says. */
export interface Repeatable {
  readonly operationId: string;
  readonly deviceSeq: number;
  readonly body: unknown;
}

/**
 * The answer's JSON, decided once: a repeat gets the same bytes, another body under the same id
 * `operation-id-reused`, and what the device has acknowledged and the state forgotten `expired` (M3). The answer is kept
 * in the transaction of its effect; whoever calls holds the lock that lets one of two repeats go first.
 */
export async function answerOnce(
  trx: StateTransaction,
  { district, clientId }: { readonly district: string; readonly clientId: string },
  { operationId, deviceSeq, body }: Repeatable,
  decide: () => Promise<object>,
): Promise<string> {
  const bodyHash = bodyHashOf(body);
  const given = (await answersGiven(trx, district, [operationId])).get(operationId);
  if (given)
    return given.bodyHash === bodyHash
      ? given.json
      : JSON.stringify({ operationId, outcome: 'operation-id-reused' });
  const { acked_through } = await trx
    .selectFrom('device')
    .select('acked_through')
    .where('client_id', '=', clientId)
    .executeTakeFirstOrThrow();
  if (deviceSeq <= acked_through) return JSON.stringify({ operationId, outcome: 'expired' });
  const json = JSON.stringify(await decide());
  await keepAnswers(trx, district, [{ operationId, bodyHash, json, device: clientId, deviceSeq }]);
  return json;
}
