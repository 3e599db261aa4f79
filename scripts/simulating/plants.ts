import type { WireAnswer, WireRequest } from '#sync/transport.ts';

/**
 * A bug put in on purpose, to see that the oracle catches it. It lives in the simulator's own connection, line and
 * triggers; no production code knows of it.
 */
export interface Plant {
  readonly name: string;
  /** A piece of a statement of the device, and what stands there instead. */
  readonly deviceSql?: readonly [string, string];
  /** A trigger in the device's file. */
  readonly deviceTrigger?: string;
  /** A trigger named `planted` in the state's database. */
  readonly serverTrigger?: string;
  readonly request?: (request: WireRequest) => WireRequest;
  readonly answer?: (request: WireRequest, answer: WireAnswer) => WireAnswer;
}
