import { codesOfYear } from '#db/attendance/attendance-codes.ts';
import { isClosed } from '#db/attendance/room-sheet.ts';
import { endYearOfCalendar, schoolDayOf } from '#db/school/calendars.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow, rowOf } from '#db/system/rows.ts';
import { missedByArriving, missedByLeaving, missedHalfDay } from '#domain/attendance/clock-minutes.ts';
import type { DayBlock } from '#domain/school/school-day.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import { type Row, recordTypeNamed } from '#domain/sync/registry.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

/** What somebody marks: one pupil's day, or one block of it. */
export interface MarkInput {
  readonly enrollmentId: string;
  readonly date: string;
  /** A block's name, or null for every block of the pupil's day. */
  readonly block: string | null;
  /** A code, or null to clear the mark. */
  readonly code: string | null;
  readonly minutes?: number | null | undefined;
  /** Came at (for a late code) or left at, HH:MM: the minutes of each block are worked out from it. */
  readonly arrivedAt?: string | null | undefined;
  readonly leftAt?: string | null | undefined;
  /** Half a day, from its beginning or its end. */
  readonly half?: 'morning' | 'afternoon' | undefined;
  readonly clockTime?: string | null | undefined;
  readonly note?: string | null | undefined;
  /** A step back: the block's own mark becomes exactly this again, whatever the other source says. */
  readonly back?: boolean | undefined;
}

export type Source = 'office' | 'teacher';

/** The mark of one block as it was, to be put back. */
export type BackMark = MarkInput & { readonly block: string; readonly back: true };

/**
 * Writes the marks of one action, and answers the marks that take the action back. Refuses a day without instruction, a
 * closed day, an unknown code and a date outside the enrollment, naming which; nothing is written then.
 */
export function takeAttendance(writer: Writer, marks: readonly MarkInput[], source: Source): BackMark[] {
  const taking = takingAttendance(writer, marks, source);
  for (;;) {
    const step = taking.next();
    if (step.done) return step.value;
  }
}

/** After so many marks others get their turn. */
const MARKS_A_STEP = 20;

/** The same in steps, for a whole team over many days: nothing else waits long for its turn. */
export function* takingAttendance(
  writer: Writer,
  marks: readonly MarkInput[],
  source: Source,
): Generator<void, BackMark[]> {
  const undo: BackMark[] = [];
  for (const [index, mark] of marks.entries()) {
    if (index % MARKS_A_STEP === MARKS_A_STEP - 1) yield;
    const at = marks.length > 1 ? { field: `marks.${index}` } : {};
    const enrollment = requiredRow(writer, 'enrollment', mark.enrollmentId);
    if (mark.date < enrollment.startDate || (enrollment.endDate !== null && mark.date > enrollment.endDate))
      throw new Failure(
        'conflict',
        `The pupil was not enrolled on ${dateInWords(mark.date)}, so the day cannot be marked.`,
        [{ message: 'Outside the enrollment.', ...at }],
      );
    if (isClosed(writer, enrollment.schoolId, mark.date))
      throw new Failure(
        'locked',
        `${dateInWords(mark.date)} is closed. Reopen the day, with a reason, to change it.`,
      );
    if (mark.back && mark.block !== null) {
      undo.push(putBack(writer, mark, mark.block, source));
      continue;
    }
    const day = schoolDayOf(writer, enrollment.calendarId, mark.date);
    if (day.blocks.length === 0)
      throw new Failure(
        'conflict',
        `${dateInWords(mark.date)} is not a school day in this pupil's calendar.`,
        [{ message: 'Not a school day.', ...at }],
      );
    checkCode(writer, mark.code, enrollment.calendarId, at);
    for (const part of partsOf(mark, day.blocks)) undo.push(writePart(writer, mark, part, source));
  }
  // Of two marks on one block in one action the later one is taken back first.
  return undo.reverse();
}

/** The block's own mark as it is now. */
function asItWas(mark: MarkInput, block: string, own: Row<'attendanceMark'> | undefined): BackMark {
  return {
    enrollmentId: mark.enrollmentId,
    date: mark.date,
    block,
    code: own?.code ?? null,
    minutes: own?.minutes ?? null,
    clockTime: own?.clockTime ?? null,
    note: own?.note ?? null,
    back: true,
  };
}

function putBack(writer: Writer, mark: MarkInput, block: string, source: Source): BackMark {
  const own = heldMark(writer, mark, block, source);
  if (own || mark.code !== null || mark.note)
    putKeyed(writer, 'attendanceMark', {
      enrollmentId: mark.enrollmentId,
      date: mark.date,
      block,
      source,
      code: mark.code,
      minutes: mark.minutes ?? null,
      clockTime: mark.clockTime ?? null,
      note: mark.note ?? null,
    });
  return asItWas(mark, block, own);
}

function writePart(writer: Writer, mark: MarkInput, part: Part, source: Source): BackMark {
  const held = (by: Source): Row<'attendanceMark'> | undefined => heldMark(writer, mark, part.block, by);
  const own = held(source);
  const before = asItWas(mark, part.block, own);
  // The office overrules a teacher's absence with the code for present; clearing would let it stand again.
  const overruled =
    part.code === null && source === 'office' && (held('teacher')?.code ?? PRESENT) !== PRESENT;
  const code = overruled ? PRESENT : part.code;
  if (code === null && !own && mark.note === undefined) return before;
  putKeyed(writer, 'attendanceMark', {
    enrollmentId: mark.enrollmentId,
    date: mark.date,
    block: part.block,
    source,
    code,
    minutes: part.minutes,
    clockTime: code === null ? null : (mark.arrivedAt ?? mark.leftAt ?? mark.clockTime ?? null),
    note: mark.note === undefined ? (own?.note ?? null) : mark.note,
  });
  return before;
}

function checkCode(reader: Reader, code: string | null, calendarId: string, at: object): void {
  if (code === null) return;
  const known = codesOfYear(reader, endYearOfCalendar(reader, calendarId));
  if (!known.some((row) => row.code === code))
    throw new Failure(
      'invalid-input',
      `"${code}" is not an attendance code of this school year. Codes: ${known.map((row) => row.code).join(', ')}.`,
      [{ message: 'Not a code of this year.', value: code, ...at }],
    );
}

/** The code every table has for "present after all". */
const PRESENT = 'P';

interface Part {
  readonly block: string;
  readonly code: string | null;
  readonly minutes: number | null;
}

/** The whole day is marked at once: blocks that the mark leaves out are cleared. */
function partsOf(mark: MarkInput, blocks: readonly DayBlock[]): Part[] {
  const touched = touchedBlocks(mark, blocks).map((part) => ({ ...part, code: mark.code }));
  if (mark.block !== null) return touched;
  const rest = blocks.filter((block) => !touched.some((part) => part.block === block.name));
  return [...touched, ...rest.map((block) => ({ block: block.name, code: null, minutes: null }))];
}

function touchedBlocks(mark: MarkInput, blocks: readonly DayBlock[]): Omit<Part, 'code'>[] {
  const wanted = mark.block === null ? blocks : blocks.filter((block) => block.name === mark.block);
  if (wanted.length === 0)
    throw new Failure('conflict', `That day has no block "${mark.block}" in this pupil's calendar.`);
  if (mark.code === null) return wanted.map((block) => ({ block: block.name, minutes: null }));
  if (mark.half)
    return missedHalfDay(wanted, mark.half).map(({ block, minutes, whole }) => ({
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
  let left = mark.minutes;
  const total = wanted.reduce((sum, block) => sum + block.minutes, 0);
  if (left < 0 || left > total)
    throw new Failure(
      'invalid-input',
      `${left} minutes do not fit: ${mark.block ?? 'the day'} has ${total}.`,
      [{ message: 'More minutes than there are.', field: 'minutes' }],
    );
  const parts: Omit<Part, 'code'>[] = [];
  for (const block of wanted) {
    const minutes = Math.min(left, block.minutes);
    if (minutes > 0 || parts.length === 0) parts.push({ block: block.name, minutes });
    left -= minutes;
  }
  return parts;
}

function heldMark(
  reader: Reader,
  mark: MarkInput,
  block: string,
  source: Source,
): Row<'attendanceMark'> | undefined {
  const type = recordTypeNamed('attendanceMark');
  if (!type) return undefined;
  return rowOf(
    reader,
    'attendanceMark',
    naturalId(type, { enrollmentId: mark.enrollmentId, date: mark.date, block, source }),
  );
}

/** The room is in: everyone without a mark was there. Answers the blocks that were finished. */
export function finishRoom(
  writer: Writer,
  input: { sectionId: string; date: string; blocks: readonly string[]; at: string; by: string },
): void {
  const section = requiredRow(writer, 'section', input.sectionId);
  if (isClosed(writer, section.schoolId, input.date))
    throw new Failure(
      'locked',
      `${dateInWords(input.date)} is closed. Reopen the day, with a reason, to change it.`,
    );
  if (input.blocks.length === 0)
    throw new Failure(
      'conflict',
      `${dateInWords(input.date)} is not a school day for this room, so there is nothing to finish.`,
    );
  for (const block of input.blocks)
    putKeyed(writer, 'attendanceTaken', {
      sectionId: input.sectionId,
      date: input.date,
      block,
      takenAt: input.at,
      takenBy: input.by,
    });
}

/** Takes "the room is in" back. */
export function reopenRoom(writer: Writer, sectionId: string, date: string): void {
  const taken = writer.rows<Row<'attendanceTaken'>>(
    'SELECT * FROM attendanceTaken WHERE sectionId = ? AND date = ?',
    sectionId,
    date,
  );
  for (const row of taken) putKeyed(writer, 'attendanceTaken', { ...row, takenAt: null, takenBy: null });
}
