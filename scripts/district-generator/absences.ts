import { missedByArriving, missedByLeaving } from '#domain/attendance/clock-minutes.ts';
import { type CivilDate, weekdayOf } from '#domain/system/civil-date.ts';
import type { Bell } from '#scripts/district-generator/bells.ts';
import type { Dice } from '#scripts/district-generator/dice.ts';
import type { Seat } from '#scripts/district-generator/enrollments.ts';

/** One mark to be made. */
export interface PlannedMark {
  readonly date: CivilDate;
  readonly block: string;
  readonly source: 'office' | 'teacher';
  readonly code: string;
  readonly minutes: number | null;
  readonly clockTime: string | null;
}

/** How a pupil goes to school. */
export type Habit = 'ordinary' | 'often ill' | 'truant' | 'long illness';

/** A pupil's absences, day by day, up to but not including `before`. `longIllness` are the days one of them lasts. */
export function* absencesOf(
  seat: Seat,
  habit: Habit,
  before: CivilDate,
  longIllness: { readonly from: CivilDate; readonly through: CivilDate },
  dice: Dice,
): Generator<PlannedMark> {
  const { startDate, endDate } = seat.enrollment;
  const illness = habit === 'often ill' ? 0.07 : 0.006 + dice.next() * 0.018;
  const high = seat.calendar.kind === 'high';
  let illDays = 0;
  for (const { date, bells } of seat.calendar.days) {
    if (date < startDate || date >= before || (endDate !== null && date > endDate)) continue;
    const ill = habit === 'long illness' && date >= longIllness.from && date <= longIllness.through;
    if (ill || illDays > 0) {
      illDays = Math.max(0, illDays - 1);
      yield* wholeDay(date, bells, 'AE', dice);
    } else if (dice.chance(illness)) {
      illDays = dice.weighted([
        [0, 5],
        [1, 3],
        [2, 2],
        [3, 1],
      ]);
      yield* wholeDay(
        date,
        bells,
        dice.weighted([
          ['AE', 70],
          ['A', 18],
          ['AU', 10],
          ['SO', 2],
        ]),
        dice,
      );
    } else if (habit === 'truant' && dice.chance(0.3)) {
      yield* dice.chance(0.25) ? wholeDay(date, bells, 'AU', dice) : cut(date, bells, dice);
    } else if (dice.chance(0.012)) yield* late(date, bells, dice);
    else if (dice.chance(0.008)) yield* left(date, bells, dice);
    else if (dice.chance(0.005)) yield half(date, bells, dice);
    else if (dice.chance(high && weekdayOf(date) === 5 ? 0.08 : 0.002)) yield* activity(date, bells);
  }
}

/** The teacher marks who is not there; the office knows why, or nobody does yet. */
function* wholeDay(
  date: CivilDate,
  bells: readonly Bell[],
  code: string,
  dice: Dice,
): Generator<PlannedMark> {
  const both = code !== 'A' && dice.chance(0.3);
  for (const { name } of bells) {
    if (code === 'A' || both) yield mark(date, name, 'teacher', 'A');
    if (code !== 'A') yield mark(date, name, 'office', code);
  }
}

function* cut(date: CivilDate, bells: readonly Bell[], dice: Dice): Generator<PlannedMark> {
  yield mark(date, dice.pick(bells).name, 'office', 'AU');
}

function* late(date: CivilDate, bells: readonly Bell[], dice: Dice): Generator<PlannedMark> {
  const first = bells[0];
  if (!first) return;
  if (dice.chance(0.15)) {
    yield mark(date, first.name, 'teacher', 'T');
    return;
  }
  const at = `08:${dice.whole(15, 55)}`;
  const missed = missedByArriving(bells, at);
  if (missed.ok)
    for (const part of missed.value)
      yield { ...mark(date, part.block, 'office', 'T'), minutes: part.minutes, clockTime: at };
}

function* left(date: CivilDate, bells: readonly Bell[], dice: Dice): Generator<PlannedMark> {
  const at = bells.length === 1 ? '10:40' : `13:${dice.whole(10, 40)}`;
  const missed = missedByLeaving(bells, at);
  if (missed.ok)
    for (const { block, minutes, whole } of missed.value)
      yield whole
        ? mark(date, block, 'office', 'AE')
        : { ...mark(date, block, 'office', 'LE'), minutes, clockTime: at };
}

function half(date: CivilDate, bells: readonly Bell[], dice: Dice): PlannedMark {
  return mark(date, (dice.chance(0.5) ? bells[0] : bells.at(-1))?.name ?? 'AM', 'office', 'AE');
}

function* activity(date: CivilDate, bells: readonly Bell[]): Generator<PlannedMark> {
  for (const { name } of bells.slice(-2)) yield mark(date, name, 'office', 'SA');
}

function mark(date: CivilDate, block: string, source: PlannedMark['source'], code: string): PlannedMark {
  return { date, block, source, code, minutes: null, clockTime: null };
}
