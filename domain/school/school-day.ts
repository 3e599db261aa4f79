import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';

/** A block of a school day that counts as instruction: a half day (AM, PM) or a period. */
export interface DayBlock {
  readonly name: string;
  /** Instructional minutes: lunch and recess are not in them (MCA 20-1-101). */
  readonly minutes: number;
  /** Wall clock HH:MM, null where the bell schedule has none. */
  readonly startTime: string | null;
  readonly endTime: string | null;
}

/** One day of one calendar. No blocks: not a school day for attendance (PIR, holiday, closed). */
export interface SchoolDay {
  readonly date: CivilDate;
  readonly blocks: readonly DayBlock[];
}

/** The one kind of day on which attendance is taken. All other kinds of `day_kind` are no day at all. */
export const INSTRUCTION_DAY = 'instruction';

/** The blocks of a bell schedule that count, in the order of the day. */
export function instructionBlocks(bells: readonly Row<'bellBlock'>[]): readonly DayBlock[] {
  return bells
    .filter((bell) => bell.instructional === 1 && bell.minutes > 0)
    .sort((a, b) => a.position - b.position)
    .map(({ name, minutes, startTime, endTime }) => ({ name, minutes, startTime, endTime }));
}

/**
 * A calendar's days with their blocks. Days without instruction, without a bell schedule or with one that has no
 * instructional minutes come out with no blocks. All days of one bell schedule share one list of blocks.
 */
export function schoolDays(
  days: readonly Row<'calendarDay'>[],
  bells: readonly Row<'bellBlock'>[],
): readonly SchoolDay[] {
  const bySchedule = new Map<string, Row<'bellBlock'>[]>();
  for (const bell of bells) {
    const list = bySchedule.get(bell.bellScheduleId);
    if (list) list.push(bell);
    else bySchedule.set(bell.bellScheduleId, [bell]);
  }
  const blocks = new Map([...bySchedule].map(([id, list]) => [id, instructionBlocks(list)]));
  return days.map((day) => ({
    date: day.date,
    blocks: (day.kind === INSTRUCTION_DAY && day.bellScheduleId && blocks.get(day.bellScheduleId)) || [],
  }));
}

/** Instructional minutes of a list of blocks. */
export function minutesOf(blocks: readonly DayBlock[]): number {
  let minutes = 0;
  for (const block of blocks) minutes += block.minutes;
  return minutes;
}
