import { randomUUID } from 'node:crypto';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { ChangeEntry, ChangesReply } from '#sync/wire/changes.ts';
import type { EnrollDeviceReply, TokenReply } from '#sync/wire/identity.ts';
import type { Operation, OperationAnswer, OperationsReply } from '#sync/wire/operations.ts';
import { PROTOCOL_HEADER } from '#sync/wire/protocol.ts';

/** What a test says of an operation; the rest follows. */
export type Change = Pick<Operation, 'type' | 'kind' | 'fields'> & Partial<Operation>;

/** An enrolled computer that speaks the wire and knows nothing else. */
export class TestDevice {
  readonly app: FastifyInstance;
  readonly enrolled: EnrollDeviceReply;
  token = '';
  #deviceSeq = 0;

  constructor(app: FastifyInstance, enrolled: EnrollDeviceReply) {
    this.app = app;
    this.enrolled = enrolled;
  }

  /** Fetches a token; the status of the answer. */
  async signIn(): Promise<number> {
    const { clientId, clientSecret } = this.enrolled;
    const payload = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
    const reply = await this.app.inject({ method: 'POST', url: '/oauth/token', payload });
    if (reply.statusCode === 200) this.token = reply.json<TokenReply>().access_token;
    return reply.statusCode;
  }

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}`, [PROTOCOL_HEADER]: '1' };
  }

  get(url: string): Promise<LightMyRequestResponse> {
    return this.app.inject({ url, headers: this.headers });
  }

  post(url: string, payload: object): Promise<LightMyRequestResponse> {
    return this.app.inject({ method: 'POST', url, headers: this.headers, payload });
  }

  nextSeq(): number {
    this.#deviceSeq += 1;
    return this.#deviceSeq;
  }

  /** A frozen operation. */
  operation(change: Change): Operation {
    const deviceSeq = change.deviceSeq ?? this.nextSeq();
    const made = { operationId: randomUUID(), schemaVersion: 1, id: randomUUID(), baseRev: null };
    return { ...made, ...change, deviceSeq };
  }

  async send(operations: readonly Operation[], ackedThrough = 0): Promise<OperationAnswer[]> {
    const reply = await this.post('/v1/operations', { ackedThrough, operations });
    if (reply.statusCode !== 200) throw new Error(`${reply.statusCode}: ${reply.body}`);
    return reply.json<OperationsReply>().answers;
  }

  /** Sends one change and returns its answer. */
  async change(change: Change): Promise<OperationAnswer> {
    const [answer] = await this.send([this.operation(change)]);
    return answer as OperationAnswer;
  }

  async page(query: Record<string, string | number> = {}): Promise<ChangesReply> {
    const text = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const reply = await this.get(`/v1/changes?${text}`);
    if (reply.statusCode !== 200) throw new Error(`${reply.statusCode}: ${reply.body}`);
    return reply.json<ChangesReply>();
  }

  /** All entries of one window, and the cursor at its end. */
  async pull(since?: string, limit = 500): Promise<{ entries: ChangeEntry[]; cursor: string }> {
    const entries: ChangeEntry[] = [];
    let at: Record<string, string> = since === undefined ? {} : { since };
    for (;;) {
      const page = await this.page({ ...at, limit });
      entries.push(...page.entries);
      if (!page.more) return { entries, cursor: page.next };
      at = { since: page.next, pinned: page.pinned };
    }
  }
}
