import { v4 } from 'uuid';
import type { StateDatabase } from '#state-server/database/state-database.ts';

/** Everything the server takes from outside. The simulator passes its own clock and random numbers. */
export interface Services {
  readonly database: StateDatabase;
  /** Milliseconds since 1970, UTC. */
  readonly clock: () => number;
  /** So many unguessable bytes. */
  readonly random: (bytes: number) => Uint8Array;
  /** Calls of one computer in one minute, where it is not the usual number. */
  readonly callsAMinute?: number;
}

/** Now, as the wire writes it. */
export function now(services: Services): string {
  return new Date(services.clock()).toISOString();
}

/** A fresh random id. */
export function newId(services: Services): string {
  return v4({ random: Uint8Array.from(services.random(16)) });
}
