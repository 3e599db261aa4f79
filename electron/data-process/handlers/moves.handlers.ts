import { withdraw } from '#db/enrollment/enroll.ts';
import { listMoves, moveOf } from '#db/enrollment/moves.ts';
import { receivedRecords } from '#db/enrollment/received-records.ts';
import { Failure } from '#domain/system/failure.ts';
import type { movesContract } from '#electron/contract/moves.contract.ts';
import { askState } from '#electron/data-process/ask-state.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';
import { maySeeSpecial, needPart, roleFor } from '#electron/data-process/record-parts.ts';
import { fetchMoves, fetchReleased, tellOfMove } from '#sync/moves.ts';

export const movesHandlers: AreaHandlers<keyof typeof movesContract> = {
  'moves.list': (_input, { file, user }) => {
    const special = maySeeSpecial(user.roles);
    return listMoves(file.reader).map(({ other, released, received, ...move }) => ({
      ...move,
      other: {
        districtNumber: other.districtNumber,
        districtName: other.districtName,
        schoolName: other.schoolName,
        grade: other.grade,
        startDate: other.startDate,
        endDate: other.endDate,
      },
      released: released.filter(({ part }) => special || part === 'permanent'),
      received: received.filter((part) => special || part === 'permanent'),
    }));
  },

  'moves.fetch': (_input, call) => askState(call, async (asking) => ({ moves: await fetchMoves(asking) })),

  'moves.accept-end': async ({ id, endDate, endReason }, call) => {
    const move = moveOf(call.file.reader, id);
    if (move.side !== 'from')
      throw new Failure('conflict', 'Only the district a pupil leaves ends its own enrollment.');
    const { marksAfterEnd } = call.write(
      'Ended the enrollment of a pupil who moved',
      (writer) =>
        withdraw(writer, {
          enrollmentId: move.enrollmentId,
          endDate,
          endReason,
          endStatus: null,
          dropoutReason: null,
        }),
      { group: true },
    );
    call.district.schedule?.start();
    return { marksAfterEnd, ...(await tell(call, id, { says: 'accepted', reason: null })) };
  },

  'moves.decline-end': ({ id, reason }, call) => {
    if (moveOf(call.file.reader, id).side !== 'from')
      throw new Failure('conflict', 'Only the district a pupil leaves can say that they have not left.');
    return tell(call, id, { says: 'declined', reason });
  },

  'moves.release': async ({ id, part }, call) => {
    needPart(call, part);
    const answer = await askState(call, (asking) =>
      tellOfMove(asking, {
        kind: 'release',
        id,
        subject: `${id} ${part}`,
        fields: { part, releasedBy: call.user.name.slice(0, 80), role: roleFor(call, part) },
        by: call.user,
        operationId: call.newId(),
      }),
    );
    await refresh(call);
    if (answer?.outcome === 'released')
      return {
        released: true,
        words: `${answer.records} records were handed over. Receipt ${answer.receipt.number}.`,
      };
    return {
      released: false,
      words: answer && 'sentence' in answer ? answer.sentence : 'The state did not take it. Try again.',
    };
  },

  'moves.fetch-records': async ({ id, part }, call) => {
    needPart(call, part);
    await askState(call, (asking) => fetchReleased(asking, id, part, roleFor(call, part)));
    return { done: true };
  },

  'moves.records': ({ id, part }, call) => {
    needPart(call, part);
    return receivedRecords(call.file.reader, id, part);
  },
};

/** Words for the other district. Without a line they wait, frozen, and go with the next sync. */
async function tell(
  call: SignedInCall,
  id: string,
  fields: { says: 'accepted' | 'declined'; reason: string | null },
): Promise<{ told: boolean; words: string }> {
  try {
    const answer = await askState(call, (asking) =>
      tellOfMove(asking, {
        kind: 'move-answer',
        id,
        subject: id,
        fields: { ...fields, by: call.user.name.slice(0, 80) },
        by: call.user,
        operationId: call.newId(),
      }),
    );
    await refresh(call);
    return answer?.outcome === 'told'
      ? { told: true, words: `The other district is told. Receipt ${answer.receipt.number}.` }
      : { told: false, words: 'The state did not take the answer. Try again later.' };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== 'unreachable') throw error;
    return { told: false, words: 'The other district is told as soon as there is a line.' };
  }
}

/** News, if the line holds; the answer before it stands anyway. */
async function refresh(call: SignedInCall): Promise<void> {
  await askState(call, fetchMoves).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
  });
}
