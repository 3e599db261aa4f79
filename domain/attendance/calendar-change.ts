import { type AttendanceRules, type DayShare, dayShare } from '#domain/attendance/day-share.ts';
import type { DatedMark, Stay } from '#domain/attendance/year-totals.ts';
import { type DayBlock, minutesOf, type SchoolDay } from '#domain/school/school-day.ts';

/** A pupil of the calendar with the marks made on the day that changes. */
export interface PupilOfDay<M extends DatedMark = DatedMark> extends Stay {
  readonly enrollmentId: string;
  readonly marks: readonly M[];
  /** The blocks of the day that are the pupil's own; left out: all of them. */
  readonly taught?: (blocks: readonly DayBlock[]) => readonly DayBlock[];
}

/** What the change of a day does to one enrollment. */
export interface EnrollmentChange {
  readonly enrollmentId: string;
  /** The day as it counted and as it will count; null where it is no day. `replaceDay` applies both to totals. */
  readonly before: DayShare | null;
  readonly after: DayShare | null;
}

/** What happens when a day of the calendar becomes another kind of day, or gets other bells. */
export interface CalendarChange<M extends DatedMark = DatedMark> {
  /** Instructional minutes of the day after less before: lost is negative, made up positive. For the ledger. */
  readonly minutes: number;
  /** Change in instruction days: −1, 0 or 1. */
  readonly days: -1 | 0 | 1;
  /** Marks that stop counting because their block is gone. They are kept, and return with the block. */
  readonly setAside: readonly M[];
  /** Marks set aside earlier that count again. */
  readonly returned: readonly M[];
  /** Enrollments whose numbers change; the untouched are left out. */
  readonly enrollments: readonly EnrollmentChange[];
}

/** Compares a day with what it is to become, for the pupils enrolled on it; nothing is deleted either way. */
export function calendarChange<M extends DatedMark>(
  before: SchoolDay,
  after: SchoolDay,
  pupils: Iterable<PupilOfDay<M>>,
  rules: AttendanceRules,
): CalendarChange<M> {
  if (before.date !== after.date)
    throw new RangeError('A change of the calendar compares one day with itself, not two different days.');
  const had = new Set(before.blocks.map((block) => block.name));
  const has = new Set(after.blocks.map((block) => block.name));
  const setAside: M[] = [];
  const returned: M[] = [];
  const enrollments: EnrollmentChange[] = [];
  for (const pupil of pupils) {
    if (before.date < pupil.startDate || (pupil.endDate !== null && before.date > pupil.endDate)) continue;
    const marks = pupil.marks.filter((mark) => mark.date === before.date);
    for (const mark of marks) {
      if (mark.code === null || had.has(mark.block) === has.has(mark.block)) continue;
      (had.has(mark.block) ? setAside : returned).push(mark);
    }
    const own = pupil.taught ?? ((blocks: readonly DayBlock[]) => blocks);
    const was = dayShare(own(before.blocks), marks, rules);
    const willBe = dayShare(own(after.blocks), marks, rules);
    if (!sameShare(was, willBe))
      enrollments.push({ enrollmentId: pupil.enrollmentId, before: was, after: willBe });
  }
  const minutesBefore = minutesOf(before.blocks);
  const minutesAfter = minutesOf(after.blocks);
  const days = ((minutesAfter > 0 ? 1 : 0) - (minutesBefore > 0 ? 1 : 0)) as -1 | 0 | 1;
  return { minutes: minutesAfter - minutesBefore, days, setAside, returned, enrollments };
}

function sameShare(a: DayShare | null, b: DayShare | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.missed * b.minutes === b.missed * a.minutes &&
    a.essaAbsent === b.essaAbsent &&
    a.minutesUnknown === b.minutesUnknown &&
    a.unknownCodes.join() === b.unknownCodes.join()
  );
}
