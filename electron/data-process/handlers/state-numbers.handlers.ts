import { givenNumbers, numbersToCheck, pendingNumbers } from '#db/people/state-numbers.ts';
import { Failure } from '#domain/system/failure.ts';
import type { stateNumbersContract } from '#electron/contract/state-numbers.contract.ts';
import { askState } from '#electron/data-process/ask-state.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';
import { askForNumbers, lookUp, neverLookedUp, type Wish } from '#sync/state-numbers.ts';

const SHOWN = 200;

export const stateNumbersHandlers: AreaHandlers<keyof typeof stateNumbersContract> = {
  'state-numbers.list': (_input, { file, clock }) => ({
    pending: pendingNumbers(file.reader, clock.today()),
    toCheck: numbersToCheck(file.reader),
    given: givenNumbers(file.reader, SHOWN),
  }),

  'state-numbers.look-up': ({ personIds }, call) =>
    askState(call, (asking) => lookUp(asking, personIds ?? neverLookedUp(call.file, call.clock.today()))),

  'state-numbers.link': ({ personId, stateId }, call) =>
    ask(call, [{ personId, sameAs: stateId, notTheSameAs: [] }]),

  'state-numbers.assign': ({ personIds, ruledOut, reason }, call) =>
    ask(
      call,
      personIds.map((personId) => ({ personId, notTheSameAs: ruledOut, reason })),
    ),
};

async function ask(call: SignedInCall, wishes: readonly Wish[]) {
  const pending = new Map(
    pendingNumbers(call.file.reader, call.clock.today()).map((one) => [one.personId, one]),
  );
  const wanted = wishes.filter(({ personId }) => pending.has(personId));
  if (wanted.length === 0)
    throw new Failure('conflict', 'Nobody of these waits for a state number any more.');
  const missing = wanted.filter(({ personId }) => pending.get(personId)?.standing === 'missing');
  const answers = await askState(call, (asking) => askForNumbers(asking, wanted, call.user, call.newId));
  call.district.schedule?.start();
  const outcome = {
    assigned: 0,
    possible: 0,
    refused: missing.map(({ personId }) => ({
      personId,
      words: 'The birth date is missing: the state cannot search without it.',
    })),
  };
  for (const { personId } of wanted) {
    const answer = answers.get(personId);
    if (answer?.outcome === 'assigned') outcome.assigned += 1;
    else if (answer?.outcome === 'possible-match') outcome.possible += 1;
    else if (answer && 'sentence' in answer) outcome.refused.push({ personId, words: answer.sentence });
    else if (answer)
      outcome.refused.push({ personId, words: 'The state has forgotten this question. Ask again.' });
  }
  return outcome;
}
