import { afterEach, describe, expect, test } from 'vitest';
import { readProxyAddress, readSystemAnswer, wayTo } from '#sync/proxy-choice.ts';
import { retryAfterSeconds } from '#sync/retry-after.ts';
import { httpTransport, type Transport, type TransportOptions, type WireAnswer } from '#sync/transport.ts';
import { type Loopback, serve, serveProxy, serveRaw } from '#tests/unit/sync/support/loopback.ts';
import { ended, good } from '#tests/unit/sync/support/loopback-certificates.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});
function kept<T extends { close(): unknown }>(made: T): T {
  ends.push(() => made.close());
  return made;
}

const patience = { connect: 400, send: 400, firstByte: 300, idle: 300, body: 900 };
const make = (options: TransportOptions = {}): Transport =>
  kept(httpTransport({ patience, certificates: [good.cert], ...options }));
const get = (transport: Transport, url: string): Promise<WireAnswer> =>
  transport.send({ method: 'GET', url: `${url}/v1/identity`, headers: { authorization: 'Bearer secret' } });
const direct = async (url: string, options?: TransportOptions): Promise<WireAnswer> =>
  get(make(options), url);

test('an answer comes with its status, its JSON and the time to wait', async () => {
  const server = kept(
    await serve((_request, response) =>
      response.writeHead(429, { 'retry-after': '7' }).end('{"problem":"too-many","sentence":"Wait."}'),
    ),
  );
  expect(await direct(server.url)).toEqual({
    kind: 'answer',
    status: 429,
    json: { problem: 'too-many', sentence: 'Wait.' },
    retryAfterSeconds: 7,
  });
});

test('what stands before the state may say "busy" without our words, and is obeyed', async () => {
  const server = kept(
    await serve((_request, response) => response.writeHead(503, { 'retry-after': '30' }).end('<h1>503</h1>')),
  );
  expect(await direct(server.url)).toEqual({
    kind: 'answer',
    status: 503,
    json: null,
    retryAfterSeconds: 30,
  });
});

test('a redirect is not followed, and nobody else sees the token', async () => {
  const elsewhere = kept(await serve((_request, response) => response.end('{}')));
  const server = kept(
    await serve((_request, response) =>
      response.writeHead(302, { location: `${elsewhere.url}/v1/identity` }).end(),
    ),
  );
  expect(await direct(server.url)).toEqual({ kind: 'not-our-server', strange: 'redirect' });
  expect(elsewhere.asked).toEqual([]);
});

describe('"nothing has changed" (304)', () => {
  const answering = async (status: number, etag: string | null, body = ''): Promise<Loopback> =>
    kept(
      await serve((_request, response) =>
        response.writeHead(status, etag === null ? {} : { etag }).end(body),
      ),
    );
  const ask = (url: string, ifNoneMatch?: string): Promise<WireAnswer> =>
    make().send({ method: 'GET', url, headers: {}, ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }) });

  test('an answer says what it is called, and is asked for by that name', async () => {
    const heard: (string | undefined)[] = [];
    const server = kept(
      await serve((request, response) => {
        heard.push(request.headers['if-none-match']);
        response.writeHead(200, { etag: '"one"' }).end('{}');
      }),
    );
    expect(await ask(server.url)).toMatchObject({ status: 200, json: {}, etag: '"one"' });
    await ask(server.url, '"one"');
    expect(heard).toEqual([undefined, '"one"']);
  });

  test.each(['"one"', 'W/"one"'])('is an answer to whoever asked for just that (%s)', async (etag) => {
    const server = await answering(304, etag);
    expect(await ask(server.url, '"one"')).toEqual({
      kind: 'answer',
      status: 304,
      json: null,
      retryAfterSeconds: null,
      etag,
    });
  });

  test.each([
    ['nobody asked', '"one"', undefined],
    ['another one was asked', '"two"', '"one"'],
    ['it does not say of what', null, '"one"'],
  ])('is not our server’s when %s', async (_when, etag, asked) => {
    const server = await answering(304, etag);
    expect(await ask(server.url, asked)).toEqual({ kind: 'not-our-server', strange: 'redirect' });
  });

  test('no other redirect is let through for having been asked so', async () => {
    const server = await answering(302, '"one"');
    expect(await ask(server.url, '"one"')).toEqual({ kind: 'not-our-server', strange: 'redirect' });
  });
});

test('a captive portal’s page is not our server', async () => {
  const server = kept(
    await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
    ),
  );
  expect(await direct(server.url)).toEqual({ kind: 'not-our-server', strange: 'page' });
});

test('an answer that never ends is cut off at the limit, announced or not', async () => {
  const announced = kept(
    await serve((_request, response) => response.writeHead(200, { 'content-length': '5000000' }).end()),
  );
  const silent = kept(
    await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(10_000)), 1);
      response.once('close', () => clearInterval(timer));
    }),
  );
  for (const { url } of [announced, silent])
    expect(await direct(url, { largestAnswer: 100_000 })).toEqual({
      kind: 'not-our-server',
      strange: 'too-large',
    });
});

test.each([
  ['nobody takes the call', () => serveRaw(() => undefined)],
  ['the head never comes', () => serve(() => undefined)],
  ['the body stops', () => serve((_request, response) => void response.writeHead(200).write('{"a":'))],
  [
    'the body drips',
    () =>
      serve((_request, response) => {
        const timer = setInterval(() => response.write(' '), 100);
        response.once('close', () => clearInterval(timer));
      }),
  ],
])('patience ends when %s', async (_what, start) => {
  const server = kept(await start());
  const began = performance.now();
  expect(await direct(server.url)).toEqual({ kind: 'unreachable', trouble: 'timeout' });
  expect(performance.now() - began).toBeLessThan(3_000);
});

test('an answer cut in the middle is no answer', async () => {
  const server = kept(
    await serveRaw((socket) =>
      socket.once('data', () => {
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"half":');
      }),
    ),
  );
  expect(await direct(server.url)).toEqual({ kind: 'unreachable', trouble: 'cut' });
});

test('nobody listens, and a name nobody knows', async () => {
  const gone = await serve(() => undefined);
  await gone.close();
  expect(await direct(gone.url)).toEqual({ kind: 'unreachable', trouble: 'refused' });
  const unknown = (await direct('https://no-such-state.invalid')) as { trouble?: string };
  expect(['name', 'no-network']).toContain(unknown.trouble);
});

test('certificates are checked: unknown, ended, and for another name', async () => {
  const yes = (server: Loopback): Promise<WireAnswer> => direct(server.url);
  const trusted = kept(await serve((_request, response) => response.end('{"a":1}'), good));
  expect(await yes(trusted)).toMatchObject({ kind: 'answer', json: { a: 1 } });
  expect(await direct(trusted.url, { certificates: [] })).toEqual({
    kind: 'unreachable',
    trouble: 'certificate',
  });
  const old = kept(await serve((_request, response) => response.end('{}'), ended));
  expect(await direct(old.url, { certificates: [ended.cert] })).toEqual({
    kind: 'unreachable',
    trouble: 'certificate-time',
  });
});

test('a proxy opens a tunnel for TLS, with a name and password where it wants them', async () => {
  const state = kept(await serve((_request, response) => response.end('{"a":1}'), good));
  const proxy = kept(await serveProxy('mia:pass word'));
  const through = (signIn: string): Promise<WireAnswer> =>
    direct(state.url, {
      wayTo: async () => readProxyAddress(`http://${signIn}127.0.0.1:${proxy.port}`),
    });
  expect(await through('mia:pass%20word@')).toMatchObject({ kind: 'answer', json: { a: 1 } });
  expect(proxy.asked.at(-1)?.url).toBe(`127.0.0.1:${state.port}`);
  expect(JSON.stringify(proxy.asked)).not.toContain('secret');
  expect(await through('')).toEqual({ kind: 'unreachable', trouble: 'proxy-sign-in' });
});

test('through a proxy the certificate is checked as well, and a dead proxy is said to be the proxy', async () => {
  const state = kept(await serve((_request, response) => response.end('{}'), good));
  const proxy = kept(await serveProxy());
  const way = (port: number) => async () => readProxyAddress(`127.0.0.1:${port}`);
  expect(await direct(state.url, { wayTo: way(proxy.port), certificates: [] })).toEqual({
    kind: 'unreachable',
    trouble: 'certificate',
  });
  const port = proxy.port;
  await proxy.close();
  expect(await direct(state.url, { wayTo: way(port) })).toEqual({ kind: 'unreachable', trouble: 'proxy' });
});

test('a connection kept open that the other end has closed meanwhile is opened anew', async () => {
  let connections = 0;
  const server = kept(
    await serveRaw((socket) => {
      connections += 1;
      let calls = 0;
      socket.on('data', () => {
        calls += 1;
        if (calls === 1)
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n{}');
        else socket.destroy();
      });
    }),
  );
  const transport = make();
  expect(await get(transport, server.url)).toMatchObject({ kind: 'answer' });
  expect(await get(transport, server.url)).toMatchObject({ kind: 'answer' });
  expect(connections).toBe(2);
});

test('five hundred failed calls leave nothing open', async () => {
  const gone = await serve(() => undefined);
  await gone.close();
  const transport = make();
  const before = process.getActiveResourcesInfo().length;
  for (let call = 0; call < 500; call++) await get(transport, gone.url);
  transport.close();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before + 5);
});

test('Retry-After as seconds, as a date, as nonsense, and too long', () => {
  const now = Date.UTC(2026, 9, 6, 14, 0);
  expect(retryAfterSeconds('120', now)).toBe(120);
  expect(retryAfterSeconds('Tue, 06 Oct 2026 14:01:30 GMT', now)).toBe(90);
  expect(retryAfterSeconds('soon', now)).toBeNull();
  expect(retryAfterSeconds('-5', now)).toBeNull();
  expect(retryAfterSeconds(undefined, now)).toBeNull();
  expect(retryAfterSeconds('99999999999', now)).toBe(86_400);
});

test('the way: what is set, then the environment, then the system; this computer itself directly', async () => {
  const way = (address: string, more: Partial<Parameters<typeof wayTo>[1]> = {}): ReturnType<typeof wayTo> =>
    wayTo(new URL(address), {
      setting: { mode: 'system' },
      environment: {},
      askSystem: async () => 'PROXY system.school:3128; DIRECT',
      ...more,
    });
  const environment = { HTTPS_PROXY: 'http://env.school:8000', NO_PROXY: 'other.org,.inside.org' };
  expect(await way('https://state.mt.gov')).toMatchObject({ host: 'system.school', port: 3128 });
  expect(await way('https://state.mt.gov', { environment })).toMatchObject({
    host: 'env.school',
    port: 8000,
  });
  expect(await way('https://a.inside.org', { environment })).toEqual({ kind: 'direct' });
  expect(await way('https://127.0.0.1:5', { environment })).toEqual({ kind: 'direct' });
  expect(await way('https://state.mt.gov', { environment, setting: { mode: 'none' } })).toEqual({
    kind: 'direct',
  });
  const manual = { mode: 'manual', address: 'proxy.school:8080' } as const;
  expect(await way('https://state.mt.gov', { environment, setting: manual })).toMatchObject({
    host: 'proxy.school',
    port: 8080,
    secure: false,
  });
  expect(await way('https://state.mt.gov', { setting: { mode: 'manual', address: '' } })).toBeNull();
  expect(readSystemAnswer('SOCKS5 a:1; HTTPS b:443; DIRECT')).toMatchObject([
    { kind: 'proxy', secure: true, host: 'b' },
    { kind: 'direct' },
  ]);
});
