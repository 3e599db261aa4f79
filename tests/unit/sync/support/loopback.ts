import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net';

/** A real server on this computer, and what it was asked. */
export interface Loopback {
  readonly port: number;
  readonly url: string;
  readonly asked: { method: string; url: string; headers: Record<string, unknown> }[];
  close(): Promise<void>;
}

/** HTTP, or HTTPS with a certificate. */
export async function serve(
  answer: RequestListener,
  certificate?: { key: string; cert: string },
): Promise<Loopback> {
  const asked: Loopback['asked'] = [];
  const listener: RequestListener = (request, response) => {
    asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    answer(request, response);
  };
  const server: Server = certificate ? createTlsServer(certificate, listener) : createServer(listener);
  return started(server, asked, certificate ? 'https' : 'http');
}

async function started(
  server: Server | ReturnType<typeof createTcpServer>,
  asked: Loopback['asked'],
  scheme: string,
): Promise<Loopback> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${scheme}://127.0.0.1:${port}`,
    asked,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A server that does with the raw connection what it likes. */
export const serveRaw = (on: (socket: Socket) => void): Promise<Loopback> =>
  started(createTcpServer(on), [], 'http');

/** A proxy that opens tunnels; asks for a name and password where one is given. */
export async function serveProxy(signIn?: string): Promise<Loopback> {
  const server = createServer((_request, response) => {
    response.writeHead(405).end();
  });
  const asked: Loopback['asked'] = [];
  server.on('connect', (request, socket: Socket) => {
    asked.push({ method: 'CONNECT', url: request.url ?? '', headers: request.headers });
    const wanted = signIn && `Basic ${Buffer.from(signIn).toString('base64')}`;
    if (wanted && request.headers['proxy-authorization'] !== wanted) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    const [host = '', port] = (request.url ?? '').split(':');
    const far = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(socket);
      socket.pipe(far);
    });
    far.on('error', () => socket.destroy());
    socket.on('error', () => far.destroy());
    socket.on('close', () => far.destroy());
  });
  return started(server, asked, 'http');
}
