import type { DayBlock } from '#domain/school/school-day.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';

/** A pupil's place in a room, or in a class that meets in one block. */
export interface Seat {
  readonly kind: string;
  readonly block: string | null;
  readonly startDate: CivilDate;
  readonly endDate: CivilDate | null;
}

/**
 * The blocks of a day in which a pupil is taught: a room is the whole day, classes are their own blocks. Absence is then a
 * share of the pupil's own minutes. Where nobody can tell (no seat, or bells that do not name these blocks) it is the
 * whole day. The one place where schedules become blocks. Source: count-date attendance; part-time pupils.
 */
export function taughtBlocks(
  blocks: readonly DayBlock[],
  seats: readonly Seat[],
  date: CivilDate,
): readonly DayBlock[] {
  if (seats.length === 0) return blocks;
  const names = new Set<string>();
  for (const { kind, block, startDate, endDate } of seats) {
    if (startDate > date || (endDate !== null && endDate < date)) continue;
    if (kind !== 'class') return blocks;
    if (block !== null) names.add(block);
  }
  const own = blocks.filter(({ name }) => names.has(name));
  return own.length === 0 ? blocks : own;
}
