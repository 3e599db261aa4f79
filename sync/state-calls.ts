import { z } from 'zod';
import { noteDisclosure } from '#db/enrollment/move-disclosure.ts';
import { keepMatch, searchFields, takeStateNumber } from '#db/people/state-numbers.ts';
import { type StateCall, settleStateCall, unansweredStateCalls } from '#db/sync/state-calls.ts';
import type { Writer } from '#db/system/connection.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { type StateClient, StateRefusal } from '#sync/state-client.ts';
import { beginReadingReply, endReadingReply } from '#sync/wire/grant.ts';
import { moveAnswerReply, releaseReply } from '#sync/wire/movement.ts';
import { assignStudentReply } from '#sync/wire/students.ts';

const REPLIES = {
  assign: assignStudentReply,
  release: releaseReply,
  'move-answer': moveAnswerReply,
  grant: beginReadingReply,
  'grant-end': endReadingReply,
} as const;

const refused = z.object({
  outcome: z.literal('refused'),
  operationId: z.string(),
  sentence: z.string(),
});

/** What came of one call: the state's answer, or its words when it refused the call as a whole. */
export type StateCallAnswer = z.output<(typeof REPLIES)[keyof typeof REPLIES]> | z.output<typeof refused>;

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
  let failure: StateRefusal | undefined;
  for (const call of unansweredStateCalls(file.reader))
    try {
      const answer = await send(client, call);
      await settle(file, call, answer, clock);
      answers.set(call.subject, answer);
    } catch (error) {
      // One that the state fails at holds no other up.
      if (!(error instanceof StateRefusal) || error.refusal !== 'failed') throw error;
      failure = error;
    }
  if (failure) throw failure;
  return answers;
}

/** Takes in an answer that came another way: in a package. What cannot be read leaves the call as it was. */
export async function takeStateCallAnswer(
  file: DistrictFile,
  call: StateCall,
  said: unknown,
  clock: { now(): string },
): Promise<void> {
  const read = z.union([REPLIES[call.kind], refused]).safeParse(said);
  if (read.success) await settle(file, call, read.data, clock);
}

async function settle(
  file: DistrictFile,
  call: StateCall,
  answer: StateCallAnswer,
  clock: { now(): string },
): Promise<void> {
  await file.whenWritable();
  const at = clock.now();
  file.write(
    { actor: call.actor, actorName: call.actorName, action: ACTIONS[call.kind], at, origin: 'here' },
    (writer) => {
      settleStateCall(writer, call.operationId, answer, at);
      if (call.kind === 'assign') takeAssigned(writer, call, answer, at);
      if (answer.outcome === 'released' || answer.outcome === 'begun')
        noteDisclosure(writer, call, localDay(at));
    },
  );
}

/** The civil day of an instant where this computer stands. */
function localDay(at: string): string {
  const day = new Date(at);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

const ACTIONS = {
  assign: 'Received a State ID',
  release: 'Released records to another district',
  'move-answer': 'Answered another district',
  grant: 'Let another district read records',
  'grant-end': 'Ended the reading by another district',
} as const;

async function send(client: StateClient, call: StateCall): Promise<StateCallAnswer> {
  try {
    return await client.post(call.path, call.body, REPLIES[call.kind]);
  } catch (error) {
    // This one call is wrong, not the line: it is never sent again.
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
