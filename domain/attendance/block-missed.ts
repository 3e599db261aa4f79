import { type CodeTable, EXEMPT } from '#domain/attendance/code-table.ts';
import type { BlockMark } from '#domain/attendance/effective-mark.ts';

/** What one mark takes from one block. */
export interface BlockMissed {
  /** Instructional minutes missed, from 0 to all of the block. */
  readonly minutes: number;
  /** A tardy or early leaving whose minutes nobody entered: it counts as 0 until someone does. */
  readonly minutesUnknown: boolean;
  /** A code this school year does not know: counts as 0 and is shown raw. */
  readonly codeUnknown: boolean;
}

const NOTHING: BlockMissed = { minutes: 0, minutesUnknown: false, codeUnknown: false };

/**
 * Minutes missed of a block of so many instructional minutes. An absent code takes the whole block, or the minutes
 * entered with it; a code by minutes takes the minutes entered; school activity and offsite instruction take none.
 * Minutes are capped to the block.
 */
export function missedOfBlock(
  blockMinutes: number,
  mark: BlockMark | undefined,
  codes: CodeTable,
): BlockMissed {
  if (!mark || mark.code === null) return NOTHING;
  const code = codes.get(mark.code);
  if (!code) return { minutes: 0, minutesUnknown: false, codeUnknown: true };
  if (code.excuse === EXEMPT || (code.absent === 0 && code.byMinutes === 0)) return NOTHING;
  if (mark.minutes !== null) {
    const minutes = Math.min(Math.max(mark.minutes, 0), blockMinutes);
    return { minutes, minutesUnknown: false, codeUnknown: false };
  }
  if (code.byMinutes === 1) return { minutes: 0, minutesUnknown: true, codeUnknown: false };
  return { minutes: blockMinutes, minutesUnknown: false, codeUnknown: false };
}
