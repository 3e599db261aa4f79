import { z } from 'zod';

/**
 * A place in one district's stream: `epoch:seq:nonce`. The nonce is that of the commit that holds the place, so a
 * state that was restored from a backup cannot be mistaken for the one the device knew (M12). `seq` 0 is the start.
 */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
  readonly nonce: string;
}

const CURSOR = /^([0-9a-f-]{36}):(0|[1-9]\d{0,15}):([0-9a-f]{1,32})$/;

export const cursorText = z.string().regex(CURSOR, 'This is not a place in the stream.');

/** The nonce of the place before the first change. */
export const START_NONCE = '0';

export function writeCursor({ epoch, seq, nonce }: Cursor): string {
  return `${epoch}:${seq}:${nonce}`;
}

/** Null for text that is not a cursor. */
export function readCursor(text: string): Cursor | null {
  const match = CURSOR.exec(text);
  return match ? { epoch: match[1] ?? '', seq: Number(match[2]), nonce: match[3] ?? '' } : null;
}
