import type { z } from 'zod';
import { keepMatch, searchFields, takeStateNumber } from '#db/people/state-numbers.ts';
import { type StateCall, settleStateCall, unansweredStateCalls } from '#db/sync/state-calls.ts';
import type { Writer } from '#db/system/connection.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { type StateClient, StateRefusal } from '#sync/state-client.ts';
import { moveAnswerReply, releaseReply } from '#sync/wire/movement.ts';
import { assignStudentReply } from '#sync/wire/students.ts';

const REPLIES = {
  assign: assignStudentReply,
  release: releaseReply,
  'move-answer': moveAnswerReply,
} as const;

/** What came of one call: the state's answer, or its words when it refused the call as a whole. */
export type StateCallAnswer =
  | z.output<(typeof REPLIES)[keyof typeof REPLIES]>
  | { readonly outcome: 'refused'; readonly operationId: string; readonly sentence: string };

/**
 * Sends every frozen call that has no answer, in order, and takes each answer in with its effect in one transaction.
 * Throws a StateRefusal when the line or the state fails; what was not answered stays and is sent again.
 */
export async function sendStateCalls(
  file: DistrictFile,
  client: StateClient,
  clock: { now(): string },
): Promise<Map<string, StateCallAnswer>> {
  const answers = new Map<string, StateCallAnswer>();
  for (const call of unansweredStateCalls(file.reader)) {
    const answer = await send(client, call);
    await file.whenWritable();
    const at = clock.now();
    file.write(
      { actor: call.actor, actorName: call.actorName, action: ACTIONS[call.kind], at, origin: 'here' },
      (writer) => {
        settleStateCall(writer, call.operationId, answer, at);
        if (call.kind === 'assign') takeAssigned(writer, call, answer, at);
      },
    );
    answers.set(call.subject, answer);
  }
  return answers;
}

const ACTIONS = {
  assign: 'Received a State ID',
  release: 'Released records to another district',
  'move-answer': 'Answered another district',
} as const;

async function send(client: StateClient, call: StateCall): Promise<StateCallAnswer> {
  try {
    return await client.post(call.path, call.body, REPLIES[call.kind]);
  } catch (error) {
    const final = error instanceof StateRefusal && ['refused', 'not-found'].includes(error.refusal);
    if (!final) throw error;
    return { outcome: 'refused', operationId: call.operationId, sentence: error.message };
  }
}

function takeAssigned(writer: Writer, call: StateCall, answer: StateCallAnswer, at: string): void {
  if (answer.outcome === 'assigned') takeStateNumber(writer, call.subject, answer.stateId);
  if (answer.outcome === 'possible-match') {
    const fields = searchFields(writer, call.subject);
    if (fields) keepMatch(writer, call.subject, fields, answer.candidates, at);
  }
}
