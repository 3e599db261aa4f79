// Everything a window shows comes from `app://hi-line/…`, which reads out of the built renderer folder and nowhere
// else. No file: and no http: address is ever loaded, so a page can be held to one strict content policy.
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol } from 'electron';
import { contentPolicy, fileFor } from '#electron/main/addresses.ts';
import { troublePage, troubleStyle } from '#electron/main/trouble-page.ts';

const kinds: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.bcmap': 'application/octet-stream',
};

/** Call before the app is ready: Electron fixes a scheme's rights at that moment. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Documents kept in memory for a moment, such as a PDF on its way to a printer, by path. */
export const heldDocuments = new Map<string, Uint8Array>();

export function serveAppFiles(folder: string): void {
  protocol.handle('app', (request) => answer(folder, request.url));
}

async function answer(folder: string, address: string): Promise<Response> {
  const url = new URL(address);
  if (url.host !== 'hi-line') return refusal(403);
  const held = heldDocuments.get(url.pathname);
  if (held) return reply(held, 'application/pdf');
  if (url.pathname === '/trouble.html') return page(troublePage(url.searchParams.get('what') ?? ''));
  if (url.pathname === '/trouble.css') return reply(troubleStyle, 'text/css; charset=utf-8');
  const file = fileFor(folder, address);
  if (!file) return refusal(403);
  try {
    return reply(await readFile(file), kinds[extname(file).toLowerCase()] ?? 'application/octet-stream');
  } catch {
    // A missing page means a damaged installation: say so on the screen, never show an empty window.
    return extname(file) === '.html' ? page(troublePage('files'), 500) : refusal(404);
  }
}

const refusal = (status: number): Response => new Response('', { status, headers: shared });

const page = (html: string, status = 200): Response => reply(html, 'text/html; charset=utf-8', status);

const shared = { 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-cache' };

function reply(body: string | Uint8Array, type: string, status = 200): Response {
  const headers: Record<string, string> = { ...shared, 'Content-Type': type };
  if (type.startsWith('text/html')) headers['Content-Security-Policy'] = contentPolicy;
  return new Response(body as ConstructorParameters<typeof Response>[0], { status, headers });
}
