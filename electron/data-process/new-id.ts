import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const pool = new Uint8Array(16 * 256);
let used = pool.length;

/** A new id in order of time. Chance is fetched for 256 ids at once: one by one it was a tenth of a long sync. */
export function newId(): string {
  if (used >= pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.slice(used, used + 16);
  used += 16;
  return v7({ random });
}
