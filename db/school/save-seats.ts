import { seatsAtThatTime } from '#db/school/class-seats.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { put, remove, requiredRow } from '#db/system/rows.ts';
import { type Days, leftBefore, meet, seatProblem, seatWithin } from '#domain/school/seat-rules.ts';
import type { Row } from '#domain/sync/registry.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure, type Problem } from '#domain/system/failure.ts';

type Seat = Row<'sectionRoster'>;

/** After so many seats others get their turn. */
const SEATS_A_STEP = 20;

export interface SeatMany extends Days {
  readonly sectionId: string;
  readonly enrollmentIds: readonly string[];
  /** Seats elsewhere at that time end the day before. */
  readonly leaveOthers: boolean;
}

/**
 * Seats pupils in a class from a day on, all or none. Each seat lies inside the pupil's enrollment, of the class's own
 * school and year. Answers how many seats were made, and how many elsewhere were ended for them.
 */
export function* seatMany(
  writer: Writer,
  input: SeatMany,
  newId: () => string,
): Generator<void, { seated: number; left: number }> {
  const section = requiredRow(writer, 'section', input.sectionId);
  if (input.endDate !== null && input.endDate < input.startDate)
    throw refused([{ field: 'endDate', message: 'The last day is before the first.' }]);
  const problems: Problem[] = [];
  let left = 0;
  const ids = [...new Set(input.enrollmentIds)];
  for (const [at, enrollmentId] of ids.entries()) {
    if (at % SEATS_A_STEP === SEATS_A_STEP - 1) yield;
    const stay = requiredRow(writer, 'enrollment', enrollmentId);
    const days = seatWithin(input, stay);
    const problem =
      stay.noShow === 1
        ? 'One of them never came to school.'
        : stay.schoolId !== section.schoolId || yearOf(writer, stay) !== section.schoolYearId
          ? 'One of them is not enrolled in the school and year of this class.'
          : days === null
            ? `One of them left on ${dateInWords(stay.endDate ?? '')}, before these days.`
            : seatProblem(days, stay, seatsIn(writer, section.id, enrollmentId))?.message;
    if (problem !== undefined || days === null) {
      problems.push({ field: `enrollmentIds.${at}`, message: problem ?? '', value: enrollmentId });
      continue;
    }
    if (input.leaveOthers) left += leaveOthers(writer, section.id, enrollmentId, days);
    put(writer, 'sectionRoster', { id: newId(), sectionId: section.id, enrollmentId, ...days });
  }
  if (problems.length > 0) throw refused(problems);
  return { seated: ids.length, left };
}

/** Ends seats on their last day, all or none. */
export function* endSeats(
  writer: Writer,
  ids: readonly string[],
  lastDay: string,
): Generator<void, { seats: number }> {
  const seats = [...new Set(ids)].map((id) => requiredRow(writer, 'sectionRoster', id));
  const problems = seats.flatMap(({ startDate, endDate, id }, at): Problem[] => {
    const field = `ids.${at}`;
    if (lastDay < startDate)
      return [
        {
          field,
          value: id,
          message: `One of them sits there from ${dateInWords(startDate)} only. Take that one off instead.`,
        },
      ];
    return endDate !== null && endDate < lastDay
      ? [{ field, value: id, message: `One of them left the class on ${dateInWords(endDate)} already.` }]
      : [];
  });
  if (problems.length > 0) throw refused(problems);
  for (const [at, seat] of seats.entries()) {
    if (at % SEATS_A_STEP === SEATS_A_STEP - 1) yield;
    put(writer, 'sectionRoster', { ...seat, endDate: lastDay });
  }
  return { seats: seats.length };
}

/** Corrects from when to when one pupil sits in a class. */
export function saveSeat(writer: Writer, id: string, days: Days): void {
  const seat = requiredRow(writer, 'sectionRoster', id);
  const others = seatsIn(writer, seat.sectionId, seat.enrollmentId).filter((other) => other.id !== id);
  const problem = seatProblem(days, requiredRow(writer, 'enrollment', seat.enrollmentId), others);
  if (problem) throw refused([problem]);
  put(writer, 'sectionRoster', { ...seat, ...days });
}

/** Takes seats off that were entered by mistake, all or none. Marks posted in the class would be lost from sight: refused. */
export function* removeSeats(writer: Writer, ids: readonly string[]): Generator<void, { seats: number }> {
  const seats = [...new Set(ids)].map((id) => requiredRow(writer, 'sectionRoster', id));
  const problems = seats.flatMap((seat, at) =>
    lastSeatWithMarks(writer, seat) ? [{ field: `ids.${at}`, value: seat.id, message: MARKED }] : [],
  );
  if (problems.length > 0) throw refused(problems);
  for (const [at, { id }] of seats.entries()) {
    if (at % SEATS_A_STEP === SEATS_A_STEP - 1) yield;
    remove(writer, 'sectionRoster', id);
  }
  return { seats: seats.length };
}

const MARKED = 'One of them has marks in this class. End the seat on a last day instead, or clear the marks.';

/** Ends the seats elsewhere that these days meet; one that began no earlier is taken off. Answers how many. */
function leaveOthers(writer: Writer, sectionId: string, enrollmentId: string, days: Days): number {
  const others = seatsAtThatTime(writer, sectionId, enrollmentId).get(enrollmentId) ?? [];
  const met = others.filter((other) => meet(other, days));
  for (const { id } of met) {
    const seat = requiredRow(writer, 'sectionRoster', id);
    const kept = leftBefore(seat, days.startDate);
    if (kept) put(writer, 'sectionRoster', kept);
    else if (lastSeatWithMarks(writer, seat))
      throw refused([
        {
          field: 'leaveOthers',
          message: 'One of them has marks in the class that would be left. Leave it by hand first.',
        },
      ]);
    else remove(writer, 'sectionRoster', id);
  }
  return met.length;
}

/** The pupil has marks in the class, and no other seat there that would still show them. */
const lastSeatWithMarks = (reader: Reader, { id, sectionId, enrollmentId }: Seat): boolean =>
  seatsIn(reader, sectionId, enrollmentId).every((other) => other.id === id) &&
  reader.rows(
    'SELECT 1 FROM postedMark WHERE sectionId = ? AND enrollmentId = ? AND mark IS NOT NULL LIMIT 1',
    sectionId,
    enrollmentId,
  ).length > 0;

const seatsIn = (reader: Reader, sectionId: string, enrollmentId: string): Seat[] =>
  reader.rows<Seat>(
    'SELECT * FROM sectionRoster WHERE sectionId = ? AND enrollmentId = ?',
    sectionId,
    enrollmentId,
  );

const yearOf = (reader: Reader, { calendarId }: Row<'enrollment'>): string =>
  requiredRow(reader, 'calendar', calendarId).schoolYearId;

/** Nothing is changed; the first problem is the sentence. */
const refused = (problems: readonly Problem[]): Failure =>
  new Failure('conflict', problems[0]?.message ?? '', [...problems]);
