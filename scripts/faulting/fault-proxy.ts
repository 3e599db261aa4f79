// A proxy on loopback that breaks the line between the offices and the state in every way a line breaks.
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Dice } from '#scripts/district-generator/dice.ts';

export const faultKinds = [
  'none',
  'drop', // the request never arrives
  'drop-reply', // it is carried out, and nobody hears of it
  'delay',
  'truncate', // the answer breaks off in the middle
  'duplicate', // the request arrives twice, perhaps at the same moment
  'late-copy', // the request arrives once more, seconds later
  'reorder', // it is held back until others have overtaken it
  'slow-loris', // the answer drips, and may never end
  'html-200', // a captive portal
  'redirect',
  '401',
  '409',
  '410',
  '426',
  '429',
  '500',
  '502',
  '503',
] as const;
export type FaultKind = (typeof faultKinds)[number];

const WEIGHTS: Readonly<Record<FaultKind, number>> = {
  none: 60,
  drop: 4,
  'drop-reply': 5,
  delay: 5,
  truncate: 4,
  duplicate: 4,
  'late-copy': 3,
  reorder: 3,
  'slow-loris': 2,
  'html-200': 2,
  redirect: 1,
  '401': 1,
  '409': 0.5,
  '410': 0.5,
  '426': 0.5,
  '429': 1.5,
  '500': 1,
  '502': 1,
  '503': 1.5,
};

/** Words of a state that answers with these; the rest is HTML, as of something that stands before it. */
const PROBLEMS: Partial<Record<FaultKind, object>> = {
  '401': { problem: 'signed-out', sentence: 'This computer has to sign in to the state again.' },
  '409': { problem: 'not-allowed', sentence: 'Not now.' },
  '426': { problem: 'protocol', sentence: 'Update Hi-Line.', protocol: { min: 1, max: 1 } },
  '429': { problem: 'too-many', sentence: 'Too often.' },
  '500': { problem: 'unexpected', sentence: 'The state made a mistake.' },
  '503': { problem: 'busy', sentence: 'Busy.' },
};

export interface FaultProxy {
  readonly url: string;
  readonly counts: Readonly<Record<FaultKind, number>>;
  /** From now on everything goes through as it is. */
  calm(): void;
  close(): Promise<void>;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A second 401 in a row would, rightly, make a computer ask its people to sign in; they are tested elsewhere. */
const BETWEEN_401_MS = 3_000;

/** Starts the proxy before the state that listens on that port. */
export async function startFaultProxy(statePort: number, dice: Dice): Promise<FaultProxy> {
  const counts = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  let isCalm = false;
  let last401 = 0;
  let overtaken: (() => void)[] = [];

  const choose = (): FaultKind => {
    if (isCalm) return 'none';
    const kind = dice.weighted(faultKinds.map((one) => [one, WEIGHTS[one]] as const));
    if (kind !== '401') return kind;
    if (Date.now() - last401 < BETWEEN_401_MS) return 'none';
    last401 = Date.now();
    return kind;
  };

  const serve = async (call: Call, response: ServerResponse): Promise<void> => {
    const kind = choose();
    counts[kind] += 1;
    const forward = (): Promise<Reply> => pass(statePort, call);
    const answer = (reply: Reply): void => {
      const { 'transfer-encoding': _own, connection: _hop, ...headers } = reply.headers;
      response.writeHead(reply.status, { ...headers, 'content-length': reply.body.length });
      response.end(reply.body);
    };
    switch (kind) {
      case 'drop':
        response.destroy();
        return;
      case 'drop-reply':
        await forward();
        response.destroy();
        return;
      case 'delay':
        await pause(dice.whole(50, 600));
        return answer(await forward());
      case 'truncate': {
        const reply = await forward();
        response.writeHead(reply.status, { 'content-length': reply.body.length });
        response.write(reply.body.subarray(0, Math.floor(reply.body.length / 2)));
        await pause(5);
        response.destroy();
        return;
      }
      case 'duplicate': {
        const [first, second] = await Promise.all([forward(), forward()]);
        return answer(dice.chance(0.5) ? first : second);
      }
      case 'late-copy': {
        const reply = await forward();
        void pause(dice.whole(500, 4_000)).then(() => forward().catch(() => undefined));
        return answer(reply);
      }
      case 'reorder':
        await new Promise<void>((resolve) => {
          overtaken.push(resolve);
          setTimeout(resolve, 700);
        });
        return answer(await forward());
      case 'slow-loris': {
        const reply = await forward();
        response.writeHead(reply.status, { 'content-length': reply.body.length });
        for (let at = 0; at < Math.min(20, reply.body.length); at++) {
          response.write(reply.body.subarray(at, at + 1));
          await pause(30);
        }
        if (dice.chance(0.5)) response.destroy();
        else response.end(reply.body.subarray(20));
        return;
      }
      case 'html-200':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Please sign in</html>');
        return;
      case 'redirect':
        response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
        return;
      case '410':
        // Only a fetch may be told so.
        if (!call.path.startsWith('/v1/changes')) return answer(await forward());
        break;
      case '409':
        if (call.method !== 'POST' || call.path !== '/v1/operations') return answer(await forward());
        break;
      case 'none':
        return answer(await forward());
      default:
    }
    fail(response, kind);
  };

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('error', () => undefined);
    request.on('end', () => {
      const waiting = overtaken;
      overtaken = [];
      const call: Call = {
        method: request.method ?? 'GET',
        path: request.url ?? '/',
        headers: request.headers,
        body: Buffer.concat(parts),
      };
      // The state may be down just now: the line is then simply cut.
      serve(call, response)
        .catch(() => response.destroy())
        .finally(() => {
          for (const go of waiting) go();
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    calm: () => {
      isCalm = true;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function fail(response: ServerResponse, kind: FaultKind): void {
  const status = Number(kind);
  const problem =
    kind === '410'
      ? {
          problem: 'epoch-changed',
          sentence: 'The state was restored since.',
          epoch: '00000000-0000-4000-8000-000000000000',
        }
      : PROBLEMS[kind];
  response.writeHead(status, {
    ...(kind === '429' || kind === '503' ? { 'retry-after': '1' } : {}),
    'content-type': problem ? 'application/json' : 'text/html',
  });
  response.end(problem ? JSON.stringify(problem) : `<h1>${status}</h1>`);
}

function pass(port: number, { method, path, headers, body }: Call): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { connection: _hop, ...own } = headers;
    const request = httpRequest(
      { host: '127.0.0.1', port, method, path, headers: own, agent: false, timeout: 20_000 },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 500,
            headers: response.headers,
            body: Buffer.concat(parts),
          }),
        );
      },
    );
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
    request.end(body);
  });
}
