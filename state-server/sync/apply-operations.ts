import { checkCycle } from '#state-server/accounts/device-cycle.ts';
import { dropUnnamedFiles } from '#state-server/files/named-files.ts';
import { followScopes } from '#state-server/movement/grant-scope.ts';
import { newId, type Services } from '#state-server/services.ts';
import { type BatchDecision, decideBatch } from '#state-server/sync/decide-batch.ts';
import { loadRecords } from '#state-server/sync/load-world.ts';
import { lockDistrict } from '#state-server/sync/lock-district.ts';
import { newReceipt } from '#state-server/sync/receipt.ts';
import {
  answersGiven,
  bodyHashOf,
  dropAcknowledged,
  keepAnswers,
  type StoredAnswer,
} from '#state-server/sync/stored-answers.ts';
import { type CommitAuthor, writeCommit } from '#state-server/sync/write-commit.ts';
import { writeRejected, writeStays } from '#state-server/sync/write-derived.ts';
import type { Operation, OperationAnswer } from '#sync/wire/operations.ts';

/** An operation as parsed, and its body as it came: what a repeat must equal. */
export interface ReceivedOperation {
  readonly operation: Operation;
  readonly body: unknown;
}

/** What a computer says beside its operations; `cycle` is null for one that does not say (M13). */
export interface Asked {
  readonly ackedThrough: number;
  readonly cycle: string | null;
}

/**
 * Takes a batch: decides each operation in order and commits effects and answers together, or nothing at all.
 * `from` is null for the state's staff. Returns each answer's JSON in the order of the operations; a repeat
 * gets the very answer it got before (M3).
 */
export function applyOperations(
  services: Services,
  district: string,
  author: CommitAuthor,
  received: readonly ReceivedOperation[],
  from: Asked | null,
): Promise<string[]> {
  const hashes = received.map(({ body }) => bodyHashOf(body));
  return services.database.inDistrict(district, async (trx) => {
    const lastSeq = await lockDistrict(trx, district);
    if (author.device !== null && from?.cycle) await checkCycle(trx, author.device, from.cycle);
    const acked =
      author.device === null
        ? 0
        : await dropAcknowledged(trx, district, author.device, from?.ackedThrough ?? 0);
    const given = await answersGiven(
      trx,
      district,
      received.map(({ operation }) => operation.operationId),
    );
    const { fresh, twins, settled } = sortOut(received, hashes, given, author.device === null ? null : acked);
    const operations = fresh.map((at) => (received[at] as ReceivedOperation).operation);
    const stored = await loadRecords(trx, district, operations);
    const receipt = newReceipt(services);
    const by = { party: author.party, device: author.device };
    const { answers, effects }: BatchDecision = decideBatch(operations, stored, by, receipt, lastSeq);
    const nonce = newId(services).replaceAll('-', '');
    const bodies = new Map(
      fresh.map((at, index) => [(operations[index] as Operation).operationId, hashes[at] as string]),
    );
    await writeCommit(trx, district, effects, { author, receipt, nonce, hashes: bodies });
    const texts = answers.map((answer) => JSON.stringify(answer));
    const kept = operations.flatMap(({ operationId, deviceSeq }, index) =>
      answers[index]?.outcome === 'applied'
        ? []
        : {
            operationId,
            deviceSeq,
            bodyHash: bodies.get(operationId) ?? '',
            json: texts[index] ?? '',
            device: author.device,
          },
    );
    await writeStays(trx, district, effects, receipt.time);
    await dropUnnamedFiles(trx, district, effects, stored);
    await followScopes(trx, district, effects);
    const decided = operations.map((operation, at) => ({
      operation,
      answer: answers[at] as OperationAnswer,
    }));
    await writeRejected(trx, district, decided, { device: author.device, at: receipt.time });
    await keepAnswers(trx, district, kept);
    for (const [index, at] of fresh.entries()) settled.set(at, texts[index] ?? '');
    for (const [at, first] of twins) settled.set(at, settled.get(first) ?? '');
    return received.map((_, at) => settled.get(at) ?? '');
  });
}

/**
 * Splits a batch into operations never seen (`fresh`, by place), those that stand in it twice (`twins`: place → place
 * of the first) and those whose answer is settled already.
 */
function sortOut(
  received: readonly ReceivedOperation[],
  hashes: readonly string[],
  given: ReadonlyMap<string, StoredAnswer>,
  acked: number | null,
): { fresh: number[]; twins: Map<number, number>; settled: Map<number, string> } {
  const fresh: number[] = [];
  const settled = new Map<number, string>();
  const settle = (at: number, answer: OperationAnswer) => settled.set(at, JSON.stringify(answer));
  const twins = new Map<number, number>();
  const firsts = new Map<string, number>();
  received.forEach(({ operation: { operationId, deviceSeq } }, at) => {
    const before = given.get(operationId);
    const first = firsts.get(operationId);
    if (acked !== null && deviceSeq <= acked) settle(at, { operationId, outcome: 'expired' });
    else if (before && before.bodyHash === hashes[at]) settled.set(at, before.json);
    else if (first !== undefined && hashes[first] === hashes[at]) twins.set(at, first);
    else if (before || first !== undefined) settle(at, { operationId, outcome: 'operation-id-reused' });
    else {
      fresh.push(at);
      firsts.set(operationId, at);
    }
  });
  return { fresh, twins, settled };
}
