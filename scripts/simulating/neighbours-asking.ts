import { connectionOf } from '#db/sync/sync-state.ts';
import type { SimulatedDevice } from '#scripts/simulating/simulated-device.ts';
import { StateClient, StateRefusal } from '#sync/state-client.ts';
import type { Asking } from '#sync/state-numbers.ts';

/** Whoever asks next door. */
export const BY = { id: 'u', name: 'Clerk' };

/** Asks the state something beside a cycle; null when the computer lost its power over it. */
export function asking<T>(device: SimulatedDevice, act: (asking: Asking) => Promise<T>): Promise<T | null> {
  return device.atWork((file) => {
    const connection = connectionOf(file.reader);
    if (!connection) throw new Error('Not connected.');
    const client = new StateClient(device.transport, connection);
    return act({ file, client, clock: { now: device.now } });
  });
}

/** Does it; what the state or the program refuses in words is an answer, and is told. */
export async function tolerated(doing: string, act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
    return doing;
  } catch (error) {
    if (!(error instanceof StateRefusal) && !(error instanceof Error && error.name === 'Failure'))
      throw error;
    return `${doing}: ${error.message}`;
  }
}
