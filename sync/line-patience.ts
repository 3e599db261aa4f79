import type { ClientRequest, Agent as HttpAgent } from 'node:http';
import { LineFailure } from '#sync/line-trouble.ts';
import { TunnelAgent } from '#sync/proxy-tunnel.ts';

/** Milliseconds. `firstByte` counts from the last byte sent, `idle` between two pieces of an answer. */
export interface Patience {
  readonly connect: number;
  readonly send: number;
  readonly firstByte: number;
  readonly idle: number;
  readonly body: number;
}

interface Line {
  /** To be given to the one request that is watched. */
  readonly agent: HttpAgent;
  /** Ends the request unless something comes within so many milliseconds. */
  wait(ms: number): void;
  /** What the request itself failed of: `fetch` wraps it into an error of its own. */
  failure(): Error | undefined;
  /** A connection kept from before ended before any answer came. */
  isUnansweredReuse(): boolean;
  end(): void;
}

/**
 * `fetch` knows one time limit for a whole call; a bad line needs one for each stage. Every agent is handed the request
 * it is to carry, so the stages are watched from there.
 */
export function watchLine(agent: HttpAgent, isTls: boolean, patience: Patience): Line {
  let timer: NodeJS.Timeout | undefined;
  let watched: ClientRequest | undefined;
  let failed: Error | undefined;
  let isAnswered = false;
  const wait = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      failed = new LineFailure('timeout');
      watched?.destroy(failed);
    }, ms);
  };
  const watch = (request: ClientRequest): void => {
    watched = request;
    wait(patience.connect);
    request.once('socket', (socket) => {
      const isOpening =
        socket.connecting || (isTls && !request.reusedSocket && !(agent instanceof TunnelAgent));
      if (isOpening) socket.once(isTls ? 'secureConnect' : 'connect', () => wait(patience.send));
      else wait(patience.send);
    });
    request.once('finish', () => wait(patience.firstByte));
    request.once('response', () => {
      isAnswered = true;
    });
    request.once('error', (error) => {
      failed ??= error;
    });
  };
  return {
    agent: Object.create(agent, {
      addRequest: {
        value(request: ClientRequest, ...rest: unknown[]) {
          watch(request);
          (agent as unknown as { addRequest(...all: unknown[]): void }).addRequest(request, ...rest);
        },
      },
    }) as HttpAgent,
    wait,
    failure: () => failed,
    isUnansweredReuse: () => watched?.reusedSocket === true && !isAnswered,
    end: () => clearTimeout(timer),
  };
}
