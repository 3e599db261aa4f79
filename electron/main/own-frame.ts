// Who may talk to main: the top frame of one of the program's own pages. A frame inside a page never may.
import type { WebFrameMain } from 'electron';
import { appOrigin } from './app-protocol.ts';

const pages = ['/index.html', '/print.html'];

export function isOwnPageFrame(frame: WebFrameMain | null): boolean {
  if (!frame || frame.parent !== null) return false;
  return isOwnPageAddress(frame.url);
}

export function isOwnPageAddress(address: string): boolean {
  try {
    const url = new URL(address);
    return `${url.protocol}//${url.host}` === appOrigin && pages.includes(url.pathname);
  } catch {
    return false;
  }
}
