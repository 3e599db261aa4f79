import { connectionOf, stoppedBecause } from '#db/sync/sync-state.ts';
import { Failure } from '#domain/system/failure.ts';
import type { SignedInCall } from '#electron/data-process/call.ts';
import { StateClient, StateRefusal } from '#sync/state-client.ts';
import type { Asking } from '#sync/state-numbers.ts';

/** A call of a person that needs the state now. What hinders it becomes a Failure in words; nothing frozen is lost. */
export async function askState<T>(call: SignedInCall, act: (asking: Asking) => Promise<T>): Promise<T> {
  const { file, clock, district } = call;
  const connection = connectionOf(file.reader);
  if (!connection)
    throw new Failure('unreachable', 'This computer is not connected to the state yet. See State.');
  const stopped = stoppedBecause(file.reader);
  if (stopped) throw new Failure('unreachable', stopped);
  const client = new StateClient(district.transport, connection);
  try {
    return await act({ file, client, clock });
  } catch (error) {
    if (!(error instanceof StateRefusal)) throw error;
    throw new Failure(
      ['refused', 'not-found', 'revoked'].includes(error.refusal) ? 'not-allowed' : 'unreachable',
      error.message,
    );
  } finally {
    call.push({ event: 'sync' });
  }
}
