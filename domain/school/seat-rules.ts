import type { Row } from '#domain/sync/registry.ts';
import { addDays, type CivilDate, earlier, later } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Problem } from '#domain/system/failure.ts';

/** From when to when, both days included; open while it goes on. */
export type Days = Pick<Row<'sectionRoster'>, 'startDate' | 'endDate'>;
/** A problem at the first or the last day. */
export type DaysProblem = Problem & { readonly field: 'startDate' | 'endDate' };

const LAST = '9999-12-31';

/** Both have at least one day in common. */
export const meet = (a: Days, b: Days): boolean =>
  a.startDate <= (b.endDate ?? LAST) && b.startDate <= (a.endDate ?? LAST);

/**
 * The days of a class list for one of its pupils: a pupil who comes later sits down on the first day, and one who leaves
 * gets up on the last. Null for somebody who is not enrolled on any of the days.
 */
export function seatWithin(wanted: Days, stay: Days): Days | null {
  if (!meet(wanted, stay)) return null;
  const end = earlier(wanted.endDate ?? LAST, stay.endDate ?? LAST);
  return { startDate: later(wanted.startDate, stay.startDate), endDate: end === LAST ? null : end };
}

/** What is wrong with the days of one seat; null when it may be kept. A pupil sits once in a class on a day. */
export function seatProblem(seat: Days, stay: Days, others: readonly Days[]): DaysProblem | null {
  const { startDate, endDate } = seat;
  if (endDate !== null && endDate < startDate)
    return { field: 'endDate', message: 'The last day is before the first.' };
  if (startDate < stay.startDate)
    return { field: 'startDate', message: `The pupil came on ${dateInWords(stay.startDate)}.` };
  if (stay.endDate !== null && startDate > stay.endDate)
    return { field: 'startDate', message: `The pupil left on ${dateInWords(stay.endDate)}.` };
  if (stay.endDate !== null && endDate !== null && endDate > stay.endDate)
    return { field: 'endDate', message: `The pupil left on ${dateInWords(stay.endDate)}.` };
  const clash = others.find((other) => meet(seat, other));
  return clash
    ? { field: 'startDate', message: `The pupil sits in it already, ${daysInWords(clash)}.` }
    : null;
}

/** What is left of a seat when the pupil goes to another one on `from`: null when nothing is. */
export const leftBefore = <S extends Days>(seat: S, from: CivilDate): S | null =>
  seat.startDate < from ? { ...seat, endDate: addDays(from, -1) } : null;

const daysInWords = ({ startDate, endDate }: Days): string =>
  `from ${dateInWords(startDate)}${endDate === null ? '' : ` to ${dateInWords(endDate)}`}`;
