import { grantedRecords } from '#db/enrollment/granted-records.ts';
import { grantIdOf, grantNumbered, type ListedGrant, listGrants } from '#db/enrollment/grants.ts';
import { moveOf } from '#db/enrollment/moves.ts';
import { unansweredStateCalls } from '#db/sync/state-calls.ts';
import { Failure } from '#domain/system/failure.ts';
import type { grantsContract } from '#electron/contract/grants.contract.ts';
import { askState } from '#electron/data-process/ask-state.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';
import { maySeeSpecial, needPart, roleFor } from '#electron/data-process/record-parts.ts';
import { askToBegin, askToEnd, fetchGranted } from '#sync/grants.ts';
import type { StateCallAnswer } from '#sync/state-calls.ts';
import type { Asking } from '#sync/state-numbers.ts';

export const grantsHandlers: AreaHandlers<keyof typeof grantsContract> = {
  'grants.list': (_input, { file, user }) => {
    const special = maySeeSpecial(user.roles);
    return listGrants(file.reader).filter(({ part }) => special || part === 'permanent');
  },

  'grants.begin': async ({ moveId, part }, call) => {
    needPart(call, part);
    const { side, other } = moveOf(call.file.reader, moveId);
    if (side !== 'from')
      throw new Failure(
        'conflict',
        'Only the district that a pupil leaves can let another one read its records.',
      );
    const said = { moveId, part, by: call.user, operationId: call.newId(), role: roleFor(call, part) };
    const { answer, words } = await heard(call, grantIdOf(moveId, part), (asking) =>
      askToBegin(asking, said),
    );
    if (answer?.outcome !== 'begun') return { begun: false, words };
    return {
      begun: true,
      words: `${other.districtName} can read it from now on, until you end that. Receipt ${answer.receipt.number}.`,
    };
  },

  'grants.end': async ({ id, reason }, call) => {
    const { side, part, moveId, other } = grantOf(call, id);
    if (side !== 'given')
      throw new Failure('conflict', 'Only the district that has the records ends the reading.');
    const said = { moveId, part, by: call.user, operationId: call.newId(), reason };
    const { answer, words } = await heard(call, id, (asking) => askToEnd(asking, said));
    if (answer?.outcome !== 'ended') return { ended: false, words };
    return {
      ended: true,
      words: `${other.name} cannot read it any more. Nothing was deleted. Receipt ${answer.receipt.number}.`,
    };
  },

  'grants.fetch': async ({ id }, call) => {
    const { part } = grantOf(call, id);
    await askState(call, (asking) => fetchGranted(asking, id, roleFor(call, part)));
    return { done: true };
  },

  'grants.records': ({ id }, call) => {
    grantOf(call, id);
    const { readAt, tables } = grantedRecords(call.file.reader, id);
    return { readAt, tables };
  },
};

/** Throws a Failure for one that is not here or that the person signed in may not see. */
function grantOf(call: SignedInCall, id: string): ListedGrant {
  const grant = grantNumbered(call.file.reader, id);
  needPart(call, grant.part);
  return grant;
}

/** What was answered stands in the stream as well: a cycle that begins after the answer brings it. */
async function takeWordIn({ district: { schedule } }: SignedInCall): Promise<void> {
  await schedule?.alone(async () => undefined);
  await schedule?.run().catch(() => undefined);
}

/** The state's answer, once its word is here too, or words why there is none yet. */
async function heard(
  call: SignedInCall,
  grantId: string,
  ask: (asking: Asking) => Promise<StateCallAnswer | undefined>,
): Promise<{ answer: StateCallAnswer | undefined; words: string }> {
  try {
    const answer = await askState(call, ask);
    await takeWordIn(call);
    return {
      answer,
      words: answer && 'sentence' in answer ? answer.sentence : 'The state did not take it. Try again.',
    };
  } catch (error) {
    const kept = unansweredStateCalls(call.file.reader).some(({ subject }) => subject === grantId);
    if (!(error instanceof Failure) || error.kind !== 'unreachable' || !kept) throw error;
    return { answer: undefined, words: 'It is kept and sent as soon as there is a line.' };
  }
}
