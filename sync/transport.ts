import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import * as tls from 'node:tls';
import { rootCertificates } from 'node:tls';
import fetch from 'node-fetch';

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
      readonly json: unknown;
      readonly retryAfterSeconds: number | null;
    }
  | { readonly kind: 'unreachable' }
  /** Something answered, but not our server: a captive portal's page, a redirect, a body that is no JSON. */
  | { readonly kind: 'not-our-server' };

const TIMEOUT_MS = 30_000;
const LARGEST_ANSWER = 32 * 1024 * 1024;

/** Certificates of the system beside the bundled ones, because school filters inspect TLS. Never switched off. */
function certificates(): string[] {
  const system =
    'getCACertificates' in tls
      ? (tls as { getCACertificates(kind: 'system'): string[] }).getCACertificates('system')
      : [];
  return [...rootCertificates, ...system];
}

export function httpTransport(): Transport {
  const http = new HttpAgent({ keepAlive: true });
  let https: HttpsAgent | undefined;
  return {
    async send({ method, url, headers, body }) {
      try {
        const answer = await fetch(url, {
          method,
          headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(body === undefined ? {} : { body }),
          // Credentials never follow a redirect to another host.
          redirect: 'manual',
          size: LARGEST_ANSWER,
          signal: AbortSignal.timeout(TIMEOUT_MS),
          agent: (target) => {
            if (target.protocol === 'http:') return http;
            https ??= new HttpsAgent({ keepAlive: true, ca: certificates() });
            return https;
          },
        });
        if (answer.status >= 300 && answer.status < 400) return { kind: 'not-our-server' };
        const text = await answer.text();
        const retry = Number(answer.headers.get('retry-after'));
        return {
          kind: 'answer',
          status: answer.status,
          json: JSON.parse(text),
          retryAfterSeconds: Number.isFinite(retry) && retry > 0 ? retry : null,
        };
      } catch (error) {
        return error instanceof SyntaxError ? { kind: 'not-our-server' } : { kind: 'unreachable' };
      }
    },
    close() {
      http.destroy();
      https?.destroy();
    },
  };
}
