// Who may talk to main: the top frame of one of the program's own pages. A frame inside a page never may.
import type { WebFrameMain } from 'electron';
import { isOwnPage } from '#electron/main/addresses.ts';

export function isOwnPageFrame(frame: WebFrameMain | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}
