import type { z } from 'zod';
import type { StrangeAnswer } from '#sync/line-trouble.ts';
import { notOurServerWords, type Obstacle, obstacleOf, unreachableWords } from '#sync/line-words.ts';
import { isBusy, type Transport, type WireAnswer, type WireRequest } from '#sync/transport.ts';
import { tokenReply } from '#sync/wire/identity.ts';
import { type ProblemKind, problemBody } from '#sync/wire/problem.ts';
import { CYCLE_HEADER, PROTOCOL, PROTOCOL_HEADER } from '#sync/wire/protocol.ts';

/** Why a call to the state did not do what was asked. The cycle decides what to do; people read `words`. */
export type Refusal =
  | 'unreachable' // no line: keep working, try later
  | 'busy' // the state asks to wait: 408, 425, 429, 503
  | 'not-our-server' // something else answers at that address
  | 'signed-out' // the state does not know this computer (any more)
  | 'revoked' // 403: stop for this device, keep everything
  | 'epoch-changed' // 410: the state was restored
  | 'forked' // 409: another copy of this file has synced since
  | 'failed' // 500, 502, 504: this request, or all of them
  | 'not-found' // 404 of our server
  | 'update-needed' // 426
  | 'refused'; // another 4xx: this request is wrong

export class StateRefusal extends Error {
  readonly refusal: Refusal;
  readonly status: number;
  readonly retryAfterSeconds: number | null;
  /** The state's epoch, where it says so. */
  readonly epoch: string | undefined;
  /** Beside a new epoch: the place in the stream up to which the state is the one this computer knew. */
  readonly keptThrough: number;
  /** Where the trouble is. */
  readonly obstacle: Obstacle;
  constructor(
    refusal: Refusal,
    words: string,
    status = 0,
    retryAfterSeconds: number | null = null,
    {
      epoch,
      keptThrough = 0,
      obstacle = 'state-not-ready',
    }: { epoch?: string | undefined; keptThrough?: number | undefined; obstacle?: Obstacle } = {},
  ) {
    super(words);
    this.refusal = refusal;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.epoch = epoch;
    this.keptThrough = keptThrough;
    this.obstacle = obstacle;
  }
}

export interface Credentials {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A token is good for half an hour: kept beside the line it came over, so that a cycle need not ask for one. */
const tokens = new WeakMap<Transport, { secret: string; token: string }>();

/** Calls to one state with one computer's credentials. Fetches its token when it needs one. */
export class StateClient {
  readonly #transport: Transport;
  readonly #credentials: Credentials;
  /** The nonce of this cycle, said with every operation (M13). */
  cycle: string | undefined;

  constructor(transport: Transport, credentials: Credentials) {
    this.#transport = transport;
    this.#credentials = credentials;
  }

  async get<T extends z.ZodType>(path: string, reply: T): Promise<z.output<T>> {
    return readAnswer(await this.#signed('GET', path), reply);
  }

  /**
   * Asks for what may be here already, by its ETag. Null when nothing has changed since. The ETag of the answer is null
   * where something on the way has taken it off: then the next question is asked without one.
   */
  async getIfChanged<T extends z.ZodType>(
    path: string,
    reply: T,
    known: string | null,
  ): Promise<{ data: z.output<T>; etag: string | null } | null> {
    const answer = await this.#signed('GET', path, known === null ? {} : { ifNoneMatch: known });
    if (answer.kind === 'answer' && answer.status === 304) return null;
    return { data: readAnswer(answer, reply), etag: (answer.kind === 'answer' && answer.etag) || null };
  }

  /** `body` is the exact text that is sent, and sent again; `onHeard` as of the transport. */
  async post<T extends z.ZodType>(
    path: string,
    body: string,
    reply: T,
    onHeard?: () => void,
  ): Promise<z.output<T>> {
    return readAnswer(await this.#signed('POST', path, { body, onHeard }), reply);
  }

  async #signed(
    method: 'GET' | 'POST',
    path: string,
    more: Pick<WireRequest, 'body' | 'ifNoneMatch' | 'onHeard'> = {},
  ): Promise<WireAnswer> {
    const send = async (): Promise<WireAnswer> => {
      const token = this.#token ?? (await this.#fetchToken());
      this.#token = token;
      return this.#transport.send({
        method,
        url: join(this.#credentials.url, path),
        headers: {
          authorization: `Bearer ${token}`,
          [PROTOCOL_HEADER]: String(PROTOCOL.max),
          ...(this.cycle === undefined ? {} : { [CYCLE_HEADER]: this.cycle }),
        },
        ...more,
      });
    };
    let answer = await send();
    if (answer.kind === 'answer' && answer.status === 401) {
      // The token is over: one new one, then the state really does not know us.
      this.#token = undefined;
      answer = await send();
    }
    return answer;
  }

  get #token(): string | undefined {
    const kept = tokens.get(this.#transport);
    return kept?.secret === this.#credentials.clientSecret ? kept.token : undefined;
  }
  set #token(token: string | undefined) {
    if (token === undefined) tokens.delete(this.#transport);
    else tokens.set(this.#transport, { secret: this.#credentials.clientSecret, token });
  }

  async #fetchToken(): Promise<string> {
    const { url, clientId, clientSecret } = this.#credentials;
    const answer = await this.#transport.send({
      method: 'POST',
      url: join(url, '/oauth/token'),
      headers: { [PROTOCOL_HEADER]: String(PROTOCOL.max) },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    return readAnswer(answer, tokenReply).access_token;
  }
}

/** A call without credentials, for connecting. */
export async function openCall<T extends z.ZodType>(
  transport: Transport,
  url: string,
  path: string,
  body: unknown,
  reply: T,
): Promise<z.output<T>> {
  const answer = await transport.send({
    method: body === undefined ? 'GET' : 'POST',
    url: join(url, path),
    headers: { [PROTOCOL_HEADER]: String(PROTOCOL.max) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return readAnswer(answer, reply);
}

const join = (url: string, path: string): string => `${url.replace(/\/+$/, '')}${path}`;

function readAnswer<T extends z.ZodType>(answer: WireAnswer, reply: T): z.output<T> {
  if (answer.kind === 'unreachable') {
    const obstacle = obstacleOf(answer.trouble);
    throw new StateRefusal('unreachable', unreachableWords(answer.trouble), 0, null, { obstacle });
  }
  if (answer.kind === 'not-our-server') throw notOurServer(answer.strange);
  if (answer.status >= 200 && answer.status < 300) {
    const parsed = reply.safeParse(answer.json);
    if (!parsed.success) throw notOurServer('page');
    return parsed.data;
  }
  const problem = problemBody.safeParse(answer.json);
  if (!problem.success && !isBusy(answer.status)) throw notOurServer('page');
  const words = problem.success ? problem.data.sentence : 'The state is busy. It is tried again by itself.';
  const kind = problem.success ? problem.data.problem : undefined;
  throw new StateRefusal(
    refusalOf(answer.status, kind),
    words,
    answer.status,
    answer.retryAfterSeconds,
    problem.success ? problem.data : {},
  );
}

const notOurServer = (strange: StrangeAnswer | undefined): StateRefusal =>
  new StateRefusal('not-our-server', notOurServerWords(strange), 0, null, { obstacle: 'no-line' });

function refusalOf(status: number, problem: ProblemKind | undefined): Refusal {
  if (status === 409 && problem === 'device-forked') return 'forked';
  if (status === 401) return 'signed-out';
  if (status === 403) return 'revoked';
  if (status === 410) return 'epoch-changed';
  if (status === 426) return 'update-needed';
  if (status === 404) return 'not-found';
  if (status >= 500 && status !== 503) return 'failed';
  if (isBusy(status)) return 'busy';
  return 'refused';
}
