import { unclaimedNumbers } from '#db/people/state-numbers.ts';
import { connectionOf } from '#db/sync/sync-state.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import { changeSecret, secretIsOld } from '#sync/change-secret.ts';
import { carryFiles } from '#sync/files.ts';
import { followGrants } from '#sync/grants.ts';
import { fetchMoves } from '#sync/moves.ts';
import { fetchReference } from '#sync/reference.ts';
import { sendStateCalls } from '#sync/state-calls.ts';
import { StateClient } from '#sync/state-client.ts';
import { claimNumbers, lookUp, neverLookedUp } from '#sync/state-numbers.ts';
import type { Transport } from '#sync/transport.ts';

/** Searches in one go: a new district's hundreds are looked up over several cycles. */
const SEARCHES = 25;
/** Numbers from another system that are shown to the state in one go. */
const CLAIMS = 100;
/** News of pupils who move, at most this often. */
const MOVES_MS = 15 * 60_000;

/**
 * What a sync asks of the state besides records: calls that were not answered, candidates for pupils without a State ID,
 * now and then news of pupils who move, the pictures that records name, and once a day the lists and rules that the state has
 * published; of these `onLists` is told. The function throws when the line breaks; the next cycle asks again.
 */
export function afterCycle(
  file: DistrictFile,
  transport: Transport,
  clock: { now(): string; today(): string },
  newId: () => string,
  onLists: () => void,
): () => Promise<void> {
  let movesAt = 0;
  return async () => {
    const connection = connectionOf(file.reader);
    if (!connection) return;
    const client = new StateClient(transport, connection);
    const asking = { file, client, clock };
    await sendStateCalls(file, client, clock);
    if (secretIsOld(file, clock.today(), clock.now())) await changeSecret(file, transport, clock);
    await lookUp(asking, neverLookedUp(file, clock.today()).slice(0, SEARCHES));
    await claimNumbers(asking, unclaimedNumbers(file.reader, clock.today(), CLAIMS), newId);
    await followGrants(asking, newId);
    if (Date.parse(clock.now()) - movesAt >= MOVES_MS) {
      await fetchMoves(asking);
      movesAt = Date.parse(clock.now());
    }
    await carryFiles(file, client);
    await fetchReference(asking, onLists);
  };
}
