import { missedByArriving, missedByLeaving, missedHalfDay } from '#domain/attendance/clock-minutes.ts';
import type { DayBlock } from '#domain/school/school-day.ts';
import { Failure } from '#domain/system/failure.ts';

/** What was said about one pupil's day, before it is laid over the blocks. */
export interface SaidOfDay {
  /** A block's name, or null for the whole day. */
  readonly block: string | null;
  /** A code, or null to clear the mark. */
  readonly code: string | null;
  readonly minutes?: number | null | undefined;
  /** Came at (for a late code) or left at, HH:MM: the minutes of each block are worked out from it. */
  readonly arrivedAt?: string | null | undefined;
  readonly leftAt?: string | null | undefined;
  /** Half a day, from its beginning or its end. */
  readonly half?: 'morning' | 'afternoon' | undefined;
}

/** What one block gets of it. */
export interface MarkPart {
  readonly block: string;
  readonly code: string | null;
  readonly minutes: number | null;
}

/** A pupil's day: all its blocks, and those in which this pupil is taught. */
export interface PupilsDay {
  readonly blocks: readonly DayBlock[];
  readonly taught: readonly DayBlock[];
}

/**
 * Lays a mark over the blocks of the day. The whole day is marked at once: blocks that the mark leaves out are cleared.
 * Minutes and half days are taken from the blocks in which the pupil is taught, minutes of somebody who left (`leaving`)
 * from the end of the day. Fails with a sentence at `minutes` or `clockTime`.
 */
export function partsOfMark(mark: SaidOfDay, day: PupilsDay, leaving: boolean): MarkPart[] {
  const touched = touchedBlocks(mark, day, leaving).map((part) => ({ ...part, code: mark.code }));
  if (mark.block !== null) return touched;
  const rest = day.blocks.filter((block) => !touched.some((part) => part.block === block.name));
  return [...touched, ...rest.map((block) => ({ block: block.name, code: null, minutes: null }))];
}

type Touched = Omit<MarkPart, 'code'>;

function touchedBlocks(mark: SaidOfDay, { blocks, taught }: PupilsDay, leaving: boolean): Touched[] {
  const wanted = mark.block === null ? blocks : blocks.filter((block) => block.name === mark.block);
  const own = mark.block === null ? taught : wanted;
  if (wanted.length === 0)
    throw new Failure('conflict', `That day has no block "${mark.block}" in this pupil's calendar.`);
  if (mark.code === null) return wanted.map((block) => ({ block: block.name, minutes: null }));
  if (mark.half)
    return missedHalfDay(own, mark.half).map(({ block, minutes, whole }) => ({
      block,
      minutes: whole ? null : minutes,
    }));
  const clock = mark.arrivedAt
    ? missedByArriving(wanted, mark.arrivedAt)
    : mark.leftAt
      ? missedByLeaving(wanted, mark.leftAt)
      : null;
  if (clock) {
    if (!clock.ok)
      throw new Failure('invalid-input', clock.problem, [{ message: clock.problem, field: 'clockTime' }]);
    // On time after all: the code is kept on the first block, with no minutes missed.
    if (clock.value.length === 0) return [{ block: wanted[0]?.name ?? '', minutes: 0 }];
    return clock.value.map(({ block, minutes }) => ({ block, minutes }));
  }
  if (mark.minutes === null || mark.minutes === undefined)
    return wanted.map((block) => ({ block: block.name, minutes: null }));
  return laidOver(own, mark.minutes, mark.block ?? 'the day', leaving);
}

/** So many minutes over the blocks, from the first on; of somebody who left, from the last back. */
function laidOver(blocks: readonly DayBlock[], minutes: number, what: string, leaving: boolean): Touched[] {
  const total = blocks.reduce((sum, block) => sum + block.minutes, 0);
  if (minutes < 0 || minutes > total)
    throw new Failure('invalid-input', `${minutes} minutes do not fit: ${what} has ${total}.`, [
      { message: 'More minutes than there are.', field: 'minutes' },
    ]);
  const parts: Touched[] = [];
  let left = minutes;
  for (const block of leaving ? blocks.toReversed() : blocks) {
    const missed = Math.min(left, block.minutes);
    if (missed > 0 || parts.length === 0) parts.push({ block: block.name, minutes: missed });
    left -= missed;
  }
  return parts;
}
