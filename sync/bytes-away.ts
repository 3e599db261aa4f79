/**
 * Lets a request that was just begun leave this process before the next synchronous stretch of work: a socket writes only
 * when the event loop comes round.
 */
export async function bytesAway(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
