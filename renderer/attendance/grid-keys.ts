import type { Sheet } from '#renderer/attendance/use-sheet.ts';

/** What a key means on the attendance grid. Pure, so that every key has a test. */
export type KeyMeaning =
  | { readonly kind: 'move'; readonly rows: number; readonly columns: number }
  | {
      readonly kind: 'to';
      readonly row: 'first' | 'last' | 'same';
      readonly column: 'first' | 'last' | 'same';
    }
  | { readonly kind: 'digit'; readonly digit: string }
  | { readonly kind: 'go' }
  | { readonly kind: 'code'; readonly code: string | null; readonly asks: 'arrived' | 'left' | 'half' | null }
  | {
      readonly kind: 'repeat' | 'fill' | 'undo' | 'redo' | 'note' | 'keys' | 'finish' | 'forget';
    };

/** Ten rows, whatever the window's height: the hand learns it. */
const PAGE = 10;

export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [PAGE, 0],
  PageUp: [-PAGE, 0],
};

const WITH_CTRL: Readonly<Record<string, KeyMeaning['kind']>> = {
  d: 'fill',
  z: 'undo',
  y: 'redo',
  enter: 'finish',
};

/** The meaning of a key press, or null where it is not the grid's. */
export function meaningOf(pressed: PressedKey, codes: Sheet['codes']): KeyMeaning | null {
  const { key } = pressed;
  if (pressed.altKey) return null;
  if (pressed.ctrlKey) {
    if (key === 'Home') return { kind: 'to', row: 'first', column: 'first' };
    if (key === 'End') return { kind: 'to', row: 'last', column: 'last' };
    const kind = WITH_CTRL[key.toLowerCase()];
    return kind ? ({ kind } as KeyMeaning) : null;
  }
  const move = MOVES[key];
  if (move) return { kind: 'move', rows: move[0], columns: move[1] };
  if (key === 'Home') return { kind: 'to', row: 'same', column: 'first' };
  if (key === 'End') return { kind: 'to', row: 'same', column: 'last' };
  if (key === 'Enter') return { kind: 'go' };
  if (key === 'Escape') return { kind: 'forget' };
  if (key === ' ') return { kind: 'repeat' };
  if (key === '?') return { kind: 'keys' };
  if (key === 'Delete' || key === 'Backspace') return { kind: 'code', code: null, asks: null };
  if (/^\d$/.test(key)) return { kind: 'digit', digit: key };
  return letterMeaning(key.toUpperCase(), codes);
}

function letterMeaning(letter: string, codes: Sheet['codes']): KeyMeaning | null {
  if (letter === 'N') return { kind: 'note' };
  // L is late too: paper rosters use both letters.
  const code =
    codes.find((c) => c.keyLetter === letter) ??
    (letter === 'L' ? codes.find((c) => c.keyLetter === 'T') : undefined);
  if (letter === 'P') return { kind: 'code', code: null, asks: null };
  if (letter === 'H') return { kind: 'code', code: code?.code ?? 'A', asks: 'half' };
  if (!code) return null;
  return {
    kind: 'code',
    code: code.code,
    asks: code.byMinutes ? (letter === 'E' ? 'left' : 'arrived') : null,
  };
}
