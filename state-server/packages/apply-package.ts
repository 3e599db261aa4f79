import { HttpProblem } from '#state-server/http/http-problem.ts';
import { answerMovement } from '#state-server/movement/answer-movement.ts';
import { beginReading } from '#state-server/movement/begin-reading.ts';
import { endReading } from '#state-server/movement/end-reading.ts';
import { releaseRecords } from '#state-server/movement/release-records.ts';
import type { PackageSender } from '#state-server/packages/read-package.ts';
import { assignStudent } from '#state-server/people/assign-student.ts';
import type { Services } from '#state-server/services.ts';
import { applyOperations, type ReceivedOperation } from '#state-server/sync/apply-operations.ts';
import { beginReadingRequest, endReadingRequest } from '#sync/wire/grant.ts';
import { moveAnswerRequest, releaseRequest } from '#sync/wire/movement.ts';
import { type OperationAnswer, operation, operationAnswer } from '#sync/wire/operations.ts';
import type { AnswerPackage, OutboxPackage } from '#sync/wire/package.ts';
import { MAX_OPERATIONS } from '#sync/wire/protocol.ts';
import { assignStudentRequest } from '#sync/wire/students.ts';

/**
 * Applies a package's operations as if they had been posted, in their order: the same answers, kept for ever, so that a
 * package brought twice, late, or beside a line changes nothing a second time (M3).
 */
export async function applyPackagedOperations(
  services: Services,
  sender: PackageSender,
  { operations, ackedThrough }: OutboxPackage,
): Promise<OperationAnswer[]> {
  const author = { party: 'district', device: sender.clientId, name: sender.name } as const;
  const answers = new Map<number, OperationAnswer>();
  const good: { at: number; received: ReceivedOperation }[] = [];
  for (const [at, body] of operations.entries()) {
    const read = operation.safeParse(body);
    if (read.success) good.push({ at, received: { operation: read.data, body } });
    else {
      const refused = refusal(body);
      if (refused) answers.set(at, refused);
    }
  }
  for (const batch of batchesOf(good)) {
    const given = await applyOperations(
      services,
      sender.district,
      author,
      batch.map(({ received }) => received),
      { ackedThrough, cycle: null },
    );
    for (const [index, text] of given.entries())
      answers.set(batch[index]?.at ?? -1, operationAnswer.parse(JSON.parse(text)));
  }
  return operations.flatMap((_, at) => answers.get(at) ?? []);
}

/** Batches as a line would bring them, but never in the middle of one action. */
function batchesOf<T extends { received: ReceivedOperation }>(all: readonly T[]): T[][] {
  const batches: T[][] = [];
  let batch: T[] = [];
  for (const [at, one] of all.entries()) {
    const { groupId } = one.received.operation;
    const before = all[at - 1]?.received.operation.groupId;
    if (batch.length >= MAX_OPERATIONS && (groupId === undefined || groupId !== before)) {
      batches.push(batch);
      batch = [];
    }
    batch.push(one);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** What is not even an operation can be answered only by the id it gives itself. */
function refusal(body: Readonly<Record<string, unknown>>): OperationAnswer | null {
  const read = operationAnswer.safeParse({
    operationId: body.operationId,
    outcome: 'rejected',
    rule: 'request.refused',
    sentence: 'The state cannot read this change.',
    problems: [],
  });
  return read.success ? read.data : null;
}

/** Answers the calls a package carries besides operations. A call the state refuses is answered so, not dropped. */
export async function answerPackagedCalls(
  services: Services,
  sender: PackageSender,
  calls: OutboxPackage['calls'],
): Promise<AnswerPackage['calls']> {
  const answers: AnswerPackage['calls'] = [];
  for (const { operationId, path, body } of calls)
    try {
      answers.push({ operationId, answer: JSON.parse(await answerCall(services, sender, path, body)) });
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      answers.push({
        operationId,
        answer: { operationId, outcome: 'refused', sentence: error.body.sentence },
      });
    }
  return answers;
}

function answerCall(services: Services, sender: PackageSender, path: string, body: object): Promise<string> {
  const { district, clientId } = sender;
  if (path === '/v1/students') {
    const wanted = assignStudentRequest.safeParse(body);
    if (wanted.success) return assignStudent(services, district, clientId, wanted.data, body);
  }
  const [, id = '', verb] = /^\/v1\/movements\/([0-9a-f-]{36})\/(release|answer|grant)$/.exec(path) ?? [];
  if (verb === 'release') {
    const wanted = releaseRequest.safeParse(body);
    if (wanted.success) return releaseRecords(services, sender, id, wanted.data, body);
  }
  if (verb === 'answer') {
    const wanted = moveAnswerRequest.safeParse(body);
    if (wanted.success) return answerMovement(services, sender, id, wanted.data, body);
  }
  if (verb === 'grant') {
    const wanted = beginReadingRequest.safeParse(body);
    if (wanted.success) return beginReading(services, sender, id, wanted.data, body);
  }
  const [, grantId] = /^\/v1\/grants\/([0-9a-f-]{36})\/end$/.exec(path) ?? [];
  const end = endReadingRequest.safeParse(body);
  if (grantId && end.success) return endReading(services, sender, grantId, end.data, body);
  throw new HttpProblem(400, 'invalid-request', 'The state cannot read this question.');
}
