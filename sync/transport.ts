import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import fetch, { type Response } from 'node-fetch';
import { trustedCertificates } from '#sync/certificates.ts';
import { type Patience, watchLine } from '#sync/line-patience.ts';
import { type LineTrouble, type StrangeAnswer, troubleOf } from '#sync/line-trouble.ts';
import type { Way } from '#sync/proxy-choice.ts';
import { TunnelAgent } from '#sync/proxy-tunnel.ts';
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
  /** The ETag of what is here: the other end may say that nothing has changed (304). */
  readonly ifNoneMatch?: string;
  /** Told when an answer that says yes (2xx) has begun to come: the other end has done its work. */
  readonly onHeard?: (() => void) | undefined;
}

/** What came back, or why nothing did. No answer is ever thrown. */
export type WireAnswer =
  | {
      readonly kind: 'answer';
      /** 304 only where `ifNoneMatch` was asked and is still right; nothing else came with it then. */
      readonly status: number;
      /** Null for a busy answer (408, 425, 429, 5xx) that is no JSON: what stands before the state said it. */
      readonly json: unknown;
      readonly retryAfterSeconds: number | null;
      /** What the other end calls this answer, to ask with next time. */
      readonly etag?: string;
    }
  | { readonly kind: 'unreachable'; readonly trouble?: LineTrouble }
  /** Something answered, but not our server: a captive portal's page, a redirect, a body that is no JSON. */
  | { readonly kind: 'not-our-server'; readonly strange?: StrangeAnswer };

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
async function exchange(
  url: URL,
  { method, headers, body, ifNoneMatch, onHeard }: WireRequest,
  agent: HttpAgent,
  patience: Patience,
  largest: number,
): Promise<WireAnswer & { stale?: boolean }> {
  const line = watchLine(agent, url.protocol === 'https:', patience);
  try {
    const answer = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...headers,
        ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
      // A redirect is never followed: the token would go to whoever stands at its end.
      redirect: 'manual',
      compress: false,
      agent: line.agent,
    });
    if (answer.ok) onHeard?.();
    const text = await readBody(answer, largest, (soFar) =>
      line.wait(Math.max(1, Math.min(patience.idle, patience.body - soFar))),
    );
    if (text === null) return { kind: 'not-our-server', strange: 'too-large' };
    return answerOf(answer, text, ifNoneMatch);
  } catch (error) {
    const trouble = troubleOf(line.failure() ?? error);
    return { kind: 'unreachable', trouble, stale: line.isUnansweredReuse() && trouble === 'cut' };
  } finally {
    line.end();
  }
}

/** The text of an answer, null if too large; `onPiece` is told how many milliseconds the body takes already. */
async function readBody(
  answer: Response,
  largest: number,
  onPiece: (soFar: number) => void,
): Promise<string | null> {
  const began = performance.now();
  const pieces: Buffer[] = [];
  let size = 0;
  onPiece(0);
  if (Number(answer.headers.get('content-length')) > largest) {
    (answer.body as Readable | null)?.destroy();
    return null;
  }
  for await (const piece of (answer.body ?? []) as AsyncIterable<Buffer>) {
    onPiece(performance.now() - began);
    size += piece.length;
    // Leaving the loop ends the answer.
    if (size > largest) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function answerOf({ status, headers }: Response, text: string, asked: string | undefined): WireAnswer {
  const etag = headers.get('etag') ?? undefined;
  // "Nothing has changed" is an answer only to whoever asked, and only when it names what was asked (RFC 9110, 15.4.5).
  if (status === 304 && asked !== undefined && etag !== undefined && opaque(etag) === opaque(asked))
    return { kind: 'answer', status, json: null, retryAfterSeconds: null, etag };
  if (status >= 300 && status < 400) return { kind: 'not-our-server', strange: 'redirect' };
  if (status === 407) return { kind: 'unreachable', trouble: 'proxy-sign-in' };
  if (status === 511) return { kind: 'not-our-server', strange: 'page' };
  const json = parsed(text);
  if (json === undefined && !isBusy(status)) return { kind: 'not-our-server', strange: 'page' };
  return {
    kind: 'answer',
    status,
    json: json ?? null,
    retryAfterSeconds: retryAfterSeconds(headers.get('retry-after') ?? undefined, Date.now()),
    ...(etag === undefined ? {} : { etag }),
  };
}

/** An ETag without the mark that proxies put before one when they pack an answer: If-None-Match compares weakly. */
const opaque = (etag: string): string => etag.replace(/^W\//, '');

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
