import { Agent as HttpsAgent } from 'node:https';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { LineFailure, troubleOf } from '#sync/line-trouble.ts';
import type { Way } from '#sync/proxy-choice.ts';

type Proxy = Extract<Way, { kind: 'proxy' }>;

/** A proxy's answer to CONNECT is a few lines; more is not one. */
const LARGEST_HEAD = 16 * 1024;

/**
 * Opens a tunnel through a proxy to `host:port`: what goes through it, TLS first of all, is between us and the state.
 * Rejects with a LineFailure of kind `proxy`, `proxy-sign-in` or `timeout`.
 */
export function openTunnel(
  proxy: Proxy,
  host: string,
  port: number,
  options: { readonly timeoutMs: number; readonly ca: readonly string[] },
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = proxy.secure
      ? connectTls({
          host: proxy.host,
          port: proxy.port,
          ...(isIP(proxy.host) ? {} : { servername: proxy.host }),
          ca: [...options.ca],
        })
      : connect({ host: proxy.host, port: proxy.port });
    const fail = (trouble: LineFailure): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(trouble);
    };
    const timer = setTimeout(() => fail(new LineFailure('timeout')), options.timeoutMs);
    const broken = (error: unknown): void => {
      const found = troubleOf(error);
      fail(new LineFailure(found === 'no-network' ? 'no-network' : 'proxy'));
    };
    socket.once('error', broken);
    socket.once('close', () => broken(null));
    socket.once(proxy.secure ? 'secureConnect' : 'connect', () => {
      const place = `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
      const signIn = proxy.signIn
        ? `Proxy-Authorization: Basic ${Buffer.from(proxy.signIn).toString('base64')}\r\n`
        : '';
      socket.write(`CONNECT ${place} HTTP/1.1\r\nHost: ${place}\r\n${signIn}\r\n`);
    });
    let head = Buffer.alloc(0);
    const read = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) {
        if (head.length > LARGEST_HEAD) fail(new LineFailure('proxy'));
        return;
      }
      const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head.toString('latin1'))?.[1]);
      if (!(status >= 200 && status <= 299)) {
        fail(new LineFailure(status === 407 ? 'proxy-sign-in' : 'proxy'));
        return;
      }
      clearTimeout(timer);
      socket.removeListener('data', read);
      socket.removeAllListeners('error');
      socket.removeAllListeners('close');
      socket.pause();
      const rest = head.subarray(end + 4);
      if (rest.length > 0) socket.unshift(rest);
      resolve(socket);
    };
    socket.on('data', read);
  });
}

/** Connections to the state through a proxy's tunnel, kept open like any others. */
export class TunnelAgent extends HttpsAgent {
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
