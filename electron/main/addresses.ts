// Which addresses mean something here. Pure, because this is what stands between a page and everything else.
import { join, normalize, sep } from 'node:path';

export const appOrigin = 'app://hi-line';

/** Sent with every page; docs/security.md says why each line is there. */
export const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The file an address stands for, or null for one outside the folder (`..`, `%2e%2e`, back slashes, drive letters). */
export function fileFor(folder: string, address: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\') || path.includes(':')) return null;
  const file = normalize(join(folder, path === '/' ? 'index.html' : path));
  return file.startsWith(folder + sep) ? file : null;
}

/** Pages that may talk to main: the screens and the printed pages. */
export const isOwnPage = (address: string): boolean => isPage(address, ['/index.html', '/print.html']);

/** The one page a window may move to by itself. */
export const isFirstPage = (address: string): boolean => isPage(address, ['/index.html']);

function isPage(address: string, paths: readonly string[]): boolean {
  try {
    const url = new URL(address);
    return `${url.protocol}//${url.host}` === appOrigin && paths.includes(url.pathname);
  } catch {
    return false;
  }
}

/** Chromium's own PDF viewer, which carries a PDF to the printer's dialog, is an extension that is part of it. */
const pdfViewer = 'chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/';

const inside: readonly string[] = [
  `${appOrigin}/`,
  `blob:${appOrigin}/`,
  'data:',
  'devtools:',
  'chrome:',
  pdfViewer,
];

/** True for a request that stays within the program. */
export const staysInside = (address: string): boolean => inside.some((start) => address.startsWith(start));
