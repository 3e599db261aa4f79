import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { trustedCertificates } from '#sync/certificates.ts';
import { LineFailure, type LineTrouble, type StrangeAnswer, troubleOf } from '#sync/line-trouble.ts';
import type { Way } from '#sync/proxy-choice.ts';
import { openTunnel } from '#sync/proxy-tunnel.ts';
import { retryAfterSeconds } from '#sync/retry-after.ts';

/** The one place that speaks HTTP. Nothing above it knows sockets; nothing beside it opens one. */
export interface Transport {
  send(request: WireRequest): Promise<WireAnswer>;
  close(): void;
}

export interface WireRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Exact text: a repeat sends the same bytes. */
  readonly body?: string;
}

/** What came back, or why nothing did. No answer is ever thrown. */
export type WireAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Null for a busy answer (408, 425, 429, 5xx) that is no JSON: what stands before the state said it. */
      readonly json: unknown;
      readonly retryAfterSeconds: number | null;
    }
  | { readonly kind: 'unreachable'; readonly trouble?: LineTrouble }
  /** Something answered, but not our server: a captive portal's page, a redirect, a body that is no JSON. */
  | { readonly kind: 'not-our-server'; readonly strange?: StrangeAnswer };

/** Milliseconds. `firstByte` counts from the last byte sent, `idle` between two pieces of an answer. */
export interface Patience {
  readonly connect: number;
  readonly send: number;
  readonly firstByte: number;
  readonly idle: number;
  readonly body: number;
}

const PATIENCE: Patience = {
  connect: 15_000,
  send: 300_000,
  firstByte: 60_000,
  idle: 30_000,
  body: 300_000,
};
const LARGEST_ANSWER = 32 * 1024 * 1024;

export interface TransportOptions {
  /** How to reach an address; null when the proxy that is set cannot be read. Directly where this is left out. */
  readonly wayTo?: (url: URL) => Promise<Way | null>;
  readonly patience?: Partial<Patience>;
  readonly largestAnswer?: number;
  /** More certificates to trust, PEM. */
  readonly certificates?: readonly string[];
}

export function httpTransport(options: TransportOptions = {}): Transport {
  const patience: Patience = { ...PATIENCE, ...options.patience };
  const largest = options.largestAnswer ?? LARGEST_ANSWER;
  const agents = new Map<string, HttpAgent>();
  let ca: string[] | undefined;
  const trusted = (): string[] => {
    ca ??= trustedCertificates(options.certificates);
    return ca;
  };
  const agentFor = (url: URL, way: Way): HttpAgent => {
    const name = url.protocol === 'http:' ? 'http' : way.kind === 'direct' ? 'https' : JSON.stringify(way);
    const known = agents.get(name);
    if (known) return known;
    const made =
      url.protocol === 'http:'
        ? new HttpAgent({ keepAlive: true })
        : way.kind === 'direct'
          ? new HttpsAgent({ keepAlive: true, ca: trusted() })
          : new TunnelAgent(way, trusted(), patience.connect);
    agents.set(name, made);
    return made;
  };
  const once = async (asked: WireRequest): Promise<WireAnswer & { stale?: boolean }> => {
    try {
      const url = new URL(asked.url);
      const way = (await options.wayTo?.(url)) ?? (options.wayTo ? null : DIRECT);
      if (!way) return { kind: 'unreachable', trouble: 'proxy' };
      return await exchange(url, asked, agentFor(url, way), patience, largest);
    } catch (error) {
      return { kind: 'unreachable', trouble: troubleOf(error) };
    }
  };
  return {
    async send(asked) {
      const { stale, ...answer } = await once(asked);
      if (!stale) return answer;
      // A connection kept from before was closed at the other end: every call may be made twice (M3), so once more.
      const { stale: _again, ...second } = await once(asked);
      return second;
    },
    close() {
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}

const DIRECT: Way = { kind: 'direct' };

/** One request and its answer, each stage with its own patience. */
function exchange(
  url: URL,
  { method, headers, body }: WireRequest,
  agent: HttpAgent,
  patience: Patience,
  largest: number,
): Promise<WireAnswer & { stale?: boolean }> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const wait = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => request.destroy(new LineFailure('timeout')), ms);
    };
    const end = (answer: WireAnswer & { stale?: boolean }): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    const send = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const bytes = body === undefined ? undefined : Buffer.from(body, 'utf8');
    const request: ClientRequest = send(url, {
      method,
      agent,
      headers: {
        accept: 'application/json',
        ...headers,
        ...(bytes ? { 'content-type': 'application/json', 'content-length': bytes.length } : {}),
      },
    });
    wait(patience.connect);
    request.once('socket', (socket) => {
      const ready = url.protocol === 'http:' ? 'connect' : 'secureConnect';
      if (socket.connecting || (url.protocol === 'https:' && !request.reusedSocket && !isTunnel(agent)))
        socket.once(ready, () => wait(patience.send));
      else wait(patience.send);
    });
    request.once('finish', () => wait(patience.firstByte));
    request.once('response', (response) => {
      void readBody(response, {
        largest,
        onPiece: (soFar) => wait(Math.max(1, Math.min(patience.idle, patience.body - soFar))),
      }).then((read) => {
        if (read === 'cut') return end({ kind: 'unreachable', trouble: 'cut' });
        if (read === 'too-large') return end({ kind: 'not-our-server', strange: 'too-large' });
        end(answerOf(response, read));
      });
    });
    request.once('error', (error) => {
      const trouble = troubleOf(error);
      end({ kind: 'unreachable', trouble, stale: request.reusedSocket && trouble === 'cut' });
    });
    request.end(bytes);
  });
}

/** The text of an answer; `onPiece` is told how many milliseconds the body takes already. */
function readBody(
  response: IncomingMessage,
  { largest, onPiece }: { largest: number; onPiece: (soFar: number) => void },
): Promise<string | 'cut' | 'too-large'> {
  return new Promise((resolve) => {
    const began = performance.now();
    const pieces: Buffer[] = [];
    let size = 0;
    const tooLarge = (): void => {
      resolve('too-large');
      response.destroy();
    };
    onPiece(0);
    if (Number(response.headers['content-length']) > largest) return tooLarge();
    response.on('data', (piece: Buffer) => {
      onPiece(performance.now() - began);
      size += piece.length;
      if (size > largest) tooLarge();
      else pieces.push(piece);
    });
    response.once('end', () => resolve(response.complete ? Buffer.concat(pieces).toString('utf8') : 'cut'));
    response.once('error', () => resolve('cut'));
    response.once('close', () => resolve('cut'));
  });
}

/** A redirect is never followed: the token would go to whoever stands at its end. */
function answerOf(response: IncomingMessage, text: string): WireAnswer {
  const status = response.statusCode ?? 0;
  if (status >= 300 && status < 400) return { kind: 'not-our-server', strange: 'redirect' };
  if (status === 407) return { kind: 'unreachable', trouble: 'proxy-sign-in' };
  if (status === 511) return { kind: 'not-our-server', strange: 'page' };
  const json = parsed(text);
  if (json === undefined && !isBusy(status)) return { kind: 'not-our-server', strange: 'page' };
  return {
    kind: 'answer',
    status,
    json: json ?? null,
    retryAfterSeconds: retryAfterSeconds(response.headers['retry-after'], Date.now()),
  };
}

/** The state, or what stands before it, asks to come back later. */
export const isBusy = (status: number): boolean =>
  status === 408 || status === 425 || status === 429 || status >= 500;

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isTunnel = (agent: HttpAgent): boolean => agent instanceof TunnelAgent;

/** Connections to the state through a proxy's tunnel, kept open like any others. */
class TunnelAgent extends HttpsAgent {
  readonly #open: (host: string, port: number) => ReturnType<typeof openTunnel>;
  readonly #ca: string[];

  constructor(proxy: Extract<Way, { kind: 'proxy' }>, ca: string[], timeoutMs: number) {
    super({ keepAlive: true });
    this.#open = (host, port) => openTunnel(proxy, host, port, { timeoutMs, ca });
    this.#ca = ca;
  }

  override createConnection(
    options: { host?: string; port?: number | string },
    callback?: (error: Error | null, socket: never) => void,
  ): undefined {
    const host = options.host ?? '';
    this.#open(host, Number(options.port ?? 443)).then(
      (socket) => {
        const servername = isIP(host) ? {} : { servername: host };
        const secure = connectTls({ socket, host, ...servername, ca: this.#ca });
        const failed = (error: Error): void => callback?.(error, undefined as never);
        secure.once('error', failed);
        secure.once('secureConnect', () => {
          secure.removeListener('error', failed);
          callback?.(null, secure as never);
        });
      },
      (error: Error) => callback?.(error, undefined as never),
    );
    return undefined;
  }
}
