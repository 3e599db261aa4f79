import { type DayBlock, minutesOf } from '#domain/school/school-day.ts';
import { type Reading, readAs, unreadable } from '#domain/system/reading.ts';

/** What an arrival or leaving takes from one block. Blocks not touched are not in the list. */
export interface MissedBlock {
  readonly block: string;
  /** Instructional minutes missed, at least 1. */
  readonly minutes: number;
  readonly whole: boolean;
}

/** Late: everything before the clock time (HH:MM) is missed. */
export function missedByArriving(blocks: readonly DayBlock[], at: string): Reading<readonly MissedBlock[]> {
  return missedBetween(blocks, '00:00', at);
}

/** Left early: everything from the clock time (HH:MM) on is missed. */
export function missedByLeaving(blocks: readonly DayBlock[], at: string): Reading<readonly MissedBlock[]> {
  return missedBetween(blocks, at, '24:00');
}

/**
 * Away from one clock time to another. A block's clock time may hold recess and lunch, which are no instruction, so
 * the minutes missed are the same share of the instructional minutes, a half minute rounded up. Local default.
 */
export function missedBetween(
  blocks: readonly DayBlock[],
  from: string,
  to: string,
): Reading<readonly MissedBlock[]> {
  const away = { from: clockMinutes(from), to: clockMinutes(to) };
  if (away.from === null) return unreadable(`"${from}" is not a clock time. Write it like 10:15.`);
  if (away.to === null) return unreadable(`"${to}" is not a clock time. Write it like 10:15.`);
  const missed: MissedBlock[] = [];
  for (const block of blocks) {
    const start = block.startTime === null ? null : clockMinutes(block.startTime);
    const end = block.endTime === null ? null : clockMinutes(block.endTime);
    if (start === null || end === null || end <= start)
      return unreadable(
        `The bell schedule has no times for ${block.name}. Enter the minutes missed, or add the times to the schedule.`,
      );
    const clock = Math.min(end, away.to) - Math.max(start, away.from);
    if (clock <= 0) continue;
    const span = end - start;
    const minutes = Math.floor((2 * clock * block.minutes + span) / (2 * span));
    if (minutes > 0) missed.push({ block: block.name, minutes, whole: clock === span });
  }
  return readAs(missed);
}

/**
 * Absent for half of the day, from its beginning or its end: half of the instructional minutes, an odd minute rounded
 * up so that the day counts as half missed.
 */
export function missedHalfDay(
  blocks: readonly DayBlock[],
  half: 'morning' | 'afternoon',
): readonly MissedBlock[] {
  let left = Math.ceil(minutesOf(blocks) / 2);
  const missed: MissedBlock[] = [];
  for (const block of half === 'morning' ? blocks : [...blocks].reverse()) {
    const minutes = Math.min(left, block.minutes);
    if (minutes <= 0) break;
    missed.push({ block: block.name, minutes, whole: minutes === block.minutes });
    left -= minutes;
  }
  return half === 'morning' ? missed : missed.reverse();
}

const CLOCK = /^(\d{1,2}):(\d{2})$/;

/** Minutes since midnight, 24:00 being the end of the day; null for no clock time. */
export function clockMinutes(time: string): number | null {
  const match = CLOCK.exec(time);
  if (!match) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minutes <= 1440 ? minutes : null;
}
