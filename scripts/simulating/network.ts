import type { Dice } from '#scripts/district-generator/dice.ts';
import { Crash } from '#scripts/simulating/simulated-file.ts';
import type { SimulatedState } from '#scripts/simulating/simulated-state.ts';
import type { WireAnswer, WireRequest } from '#sync/transport.ts';
import { CYCLE_HEADER } from '#sync/wire/protocol.ts';

const FAULTS = [
  ...([
    'drop',
    'drop',
    'lost',
    'lost',
    'duplicate',
    'delay',
    'cut',
    'portal',
    'between',
    'between',
    'between',
  ] as const),
  ...(['crash-before', 'crash-after', 'crash-after'] as const),
  ...([400, 401, 403, 408, 409, 410, 413, 425, 426, 429, 500, 500, 503] as const),
];

/** What passed by on the wire, for the oracle: it must never differ for one operation. */
export class WireRecord {
  readonly broken: string[] = [];
  readonly #bodies = new Map<string, string>();
  readonly #answers = new Map<string, string>();
  readonly #deviceSeqs = new Map<string, number>();
  /** The highest any computer has said it has the answers of. */
  #acked = 0;
  readonly baseRevs = new Map<string, number | null>();

  request(body: string): void {
    const { ackedThrough, operations } = JSON.parse(body) as {
      ackedThrough: number;
      operations: { operationId: string; deviceSeq: number; baseRev: number | null }[];
    };
    this.#acked = Math.max(this.#acked, ackedThrough);
    for (const operation of operations) {
      const text = JSON.stringify(operation);
      const before = this.#bodies.get(operation.operationId);
      if (before !== undefined && before !== text)
        this.broken.push(`operation ${operation.operationId} was sent with two bodies`);
      this.#bodies.set(operation.operationId, text);
      this.#deviceSeqs.set(operation.operationId, operation.deviceSeq);
      this.baseRevs.set(operation.operationId, operation.baseRev);
    }
  }

  answer(json: unknown): void {
    const answers = (json as { answers?: { operationId: string; outcome: string }[] }).answers ?? [];
    for (const answer of answers) {
      if (answer.outcome === 'expired') {
        if ((this.#deviceSeqs.get(answer.operationId) ?? 0) > this.#acked)
          this.broken.push(`operation ${answer.operationId} is over, and nobody said that its answer came`);
        continue;
      }
      const text = JSON.stringify(answer);
      const before = this.#answers.get(answer.operationId);
      if (before !== undefined && before !== text)
        this.broken.push(`operation ${answer.operationId} was answered in two ways`);
      this.#answers.set(answer.operationId, text);
    }
  }

  /** A state that was restored has forgotten its answers. */
  forgetAnswers(): void {
    this.#answers.clear();
  }
}

/** The line of one computer: it drops, repeats, delays, cuts, and answers with every status there is. */
export class Line {
  /** Chance that a call goes wrong; 0 once the network has healed. */
  faults = 0;
  /** No line at all, for a while. */
  partition = false;
  /** What goes on elsewhere while a call is on its way. */
  meanwhile: () => Promise<void> = async () => undefined;
  /** Copies of requests that the network will deliver later. */
  late: WireRequest[] = [];
  /** What befalls a request for certain: for stories that are told, not thrown. `null`: nothing. */
  befalls: (request: WireRequest) => 'drop' | 'lost' | 'portal' | number | null = () => null;
  /** An operation at which the state always fails, whatever else is in the request. */
  poison: string | null = null;
  readonly #state: SimulatedState;
  readonly #dice: Dice;
  readonly #wire: WireRecord;
  readonly #tell: (line: string) => void;

  constructor(state: SimulatedState, dice: Dice, wire: WireRecord, tell: (line: string) => void) {
    this.#state = state;
    this.#dice = dice;
    this.#wire = wire;
    this.#tell = tell;
  }

  readonly #underway = new Set<Promise<unknown>>();

  /** Requests that are still on their way when their sender has lost its power. */
  async idle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled([...this.#underway]);
  }

  send(request: WireRequest): Promise<WireAnswer> {
    const sent = this.#send(request);
    this.#underway.add(sent);
    const done = (): void => void this.#underway.delete(sent);
    sent.then(done, done);
    return sent;
  }

  async #send(request: WireRequest): Promise<WireAnswer> {
    if (this.partition) return { kind: 'unreachable' };
    const certain = this.befalls(request);
    const fault =
      certain ??
      (this.faults > 0 && this.#dice.chance(this.#chanceOf(request)) ? this.#dice.pick(FAULTS) : null);
    if (fault !== null) this.#tell(`${fault} on ${new URL(request.url).pathname}`);
    switch (fault) {
      case 'drop':
        return { kind: 'unreachable' };
      case 'portal':
        return { kind: 'not-our-server' };
      case 'crash-before':
        throw new Crash();
      case 'delay':
        this.late.push(this.#remembered(request));
        return { kind: 'unreachable' };
      case 'duplicate':
        await this.deliver(request);
        this.late.push(this.#remembered(request));
        break;
      case 'between':
        await this.meanwhile();
        break;
      default:
        if (typeof fault === 'number') return refusal(fault);
    }
    const answer = await this.deliver(request);
    if (fault === 'between') await this.meanwhile();
    if (fault === 'lost') return { kind: 'unreachable' };
    if (answer.kind === 'answer' && answer.status < 300) request.onHeard?.();
    // A body that was cut is no JSON: the transport says so.
    if (fault === 'cut') return { kind: 'not-our-server' };
    if (fault === 'crash-after') throw new Crash();
    return answer;
  }

  /** A copy that comes late; some as a computer would send it that does not say its cycle. */
  #remembered(request: WireRequest): WireRequest {
    if (this.#dice.chance(0.5)) return request;
    const { [CYCLE_HEADER]: _cycle, ...headers } = request.headers;
    return { ...request, headers };
  }

  /** Sending is where most can go wrong. */
  #chanceOf({ url }: WireRequest): number {
    return url.endsWith('/v1/operations') ? Math.min(0.6, this.faults * 2.5) : this.faults / 2;
  }

  async deliver(request: WireRequest): Promise<WireAnswer> {
    const { pathname, search } = new URL(request.url);
    const operations = pathname === '/v1/operations' && request.body !== undefined;
    if (operations) this.#wire.request(request.body ?? '');
    if (operations && this.poison !== null && request.body?.includes(`"id":"${this.poison}"`))
      return refusal(500);
    const reply = await this.#state.app.inject({
      method: request.method,
      // This state gives small pages, so that a window has many.
      url: `${pathname}${search.replace('limit=500', 'limit=4')}`,
      headers: {
        ...request.headers,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(request.body === undefined ? {} : { payload: request.body }),
    });
    const json: unknown = reply.json();
    if (operations && reply.statusCode === 200) this.#wire.answer(json);
    return { kind: 'answer', status: reply.statusCode, json, retryAfterSeconds: null };
  }
}

const refusal = (status: number): WireAnswer => ({
  kind: 'answer',
  status,
  json: { problem: 'unexpected', sentence: 'Simulated.' },
  retryAfterSeconds: status === 429 ? 5 : null,
});
