import { unclaimedNumbers } from '#db/people/state-numbers.ts';
import { connectionOf } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { changeSecret, secretIsOld } from '#sync/change-secret.ts';
import { carryFiles } from '#sync/files.ts';
import { followGrants } from '#sync/grants.ts';
import { fetchMoves } from '#sync/moves.ts';
import { fetchReference } from '#sync/reference.ts';
import { sendStateCalls } from '#sync/state-calls.ts';
import { type Refusal, StateClient, StateRefusal } from '#sync/state-client.ts';
import { claimNumbers, lookUp, neverLookedUp } from '#sync/state-numbers.ts';
import type { Transport } from '#sync/transport.ts';

/** Searches in one go: a new district's hundreds are looked up over several cycles. */
const SEARCHES = 25;
/** Numbers from another system that are shown to the state in one go. */
const CLAIMS = 100;
/** News of pupils who move, at most this often. */
const MOVES_MS = 15 * 60_000;

/** After these a further call would meet the same: the line, the state as a whole, or this computer’s standing with it. */
const ENDS_ALL: ReadonlySet<Refusal> = new Set([
  'unreachable',
  'busy',
  'not-our-server',
  'signed-out',
  'revoked',
  'epoch-changed',
  'forked',
  'update-needed',
]);

/**
 * What a sync asks of the state besides records: calls that were not answered, candidates for pupils without a State ID,
 * now and then news of pupils who move, the pictures that records name, and once a day the lists and rules that the state has
 * published; of these `onLists` is told. `asked`: a person wants it now, so nothing waits for its time of day. One that the
 * state fails at or refuses holds no other up. The function throws the first failure; the next cycle asks again.
 */
export function afterCycle(
  file: DistrictFile,
  transport: Transport,
  clock: { now(): string; today(): string },
  newId: () => string,
  onLists: () => void,
): (asked: boolean) => Promise<void> {
  let movesAt = 0;
  return async (asked) => {
    const connection = connectionOf(file.reader);
    if (!connection) return;
    const client = new StateClient(transport, connection);
    const asking = { file, client, clock };
    await each([
      () => sendStateCalls(file, client, clock),
      async () => {
        if (secretIsOld(file, clock.today(), clock.now())) await changeSecret(file, transport, clock);
      },
      () => lookUp(asking, neverLookedUp(file, clock.today()).slice(0, SEARCHES)),
      () => claimNumbers(asking, unclaimedNumbers(file.reader, clock.today(), CLAIMS), newId),
      () => followGrants(asking, newId),
      async () => {
        if (!asked && Math.abs(Date.parse(clock.now()) - movesAt) < MOVES_MS) return;
        await fetchMoves(asking);
        movesAt = Date.parse(clock.now());
      },
      () => carryFiles(file, client),
      () => fetchReference(asking, { asked, onChange: onLists }),
    ]);
  };
}

/** One after the other; throws the first failure when the others have had their turn. */
async function each(calls: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const call of calls)
    try {
      await call();
    } catch (error) {
      if (error instanceof StateRefusal && ENDS_ALL.has(error.refusal)) throw error;
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
}
