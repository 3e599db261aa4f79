import { codesOfYear, listCodes } from '#db/attendance/attendance-codes.ts';
import { isClosed } from '#db/attendance/room-sheet.ts';
import { endYearOfCalendar, schoolDayOf } from '#db/school/calendars.ts';
import { taughtIn } from '#db/school/pupil-seats.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow, rowOf } from '#db/system/rows.ts';
import { LEAVING_KEY } from '#domain/attendance/code-table.ts';
import { type MarkPart, partsOfMark, type SaidOfDay } from '#domain/attendance/parts-of-mark.ts';
import type { DayBlock } from '#domain/school/school-day.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import { type Row, recordTypeNamed } from '#domain/sync/registry.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

/** What somebody marks: one pupil's day, or one block of it. Clock times are HH:MM. */
export interface MarkInput extends SaidOfDay {
  readonly enrollmentId: string;
  readonly date: string;
  /** Kept as it is; minutes are not worked out from it. */
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
    const code = checkCode(writer, mark.code, enrollment.calendarId, at);
    const pupils = { blocks: day.blocks, taught: taughtOn(writer, mark, day.blocks) };
    for (const part of partsOfMark(mark, pupils, code?.keyLetter === LEAVING_KEY))
      undo.push(writePart(writer, mark, part, source));
  }
  // Of two marks on one block in one action the later one is taken back first.
  return undo.reverse();
}

/** The blocks in which the pupil is taught; asked for only where minutes or half a day are laid over them. */
function taughtOn(reader: Reader, mark: MarkInput, blocks: readonly DayBlock[]): readonly DayBlock[] {
  if (mark.block !== null || (mark.half === undefined && typeof mark.minutes !== 'number')) return blocks;
  return taughtIn(reader, mark.date, mark.date, mark.enrollmentId)(mark.enrollmentId, mark.date, blocks);
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
  if (mark.code !== null && !hasStood(writer, mark, mark.code))
    throw new Failure('invalid-input', `"${mark.code}" is no mark that could be put back.`, [
      { field: 'code', message: 'Not a code.', value: mark.code },
    ]);
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

/** A code of some year's table, or one from elsewhere that stood on this day before, as the history has it. */
const hasStood = (reader: Reader, { enrollmentId, date }: MarkInput, code: string): boolean =>
  listCodes(reader).some((row) => row.code === code) ||
  reader.rows(
    `SELECT 1 FROM attendanceMark m JOIN auditLine a ON a.type = 'attendanceMark' AND a.recordId = m.id
      WHERE m.enrollmentId = ? AND m.date = ? AND ? IN (json_extract(a.before, '$.code'), json_extract(a.after, '$.code'))`,
    enrollmentId,
    date,
    code,
  ).length > 0;

function writePart(writer: Writer, mark: MarkInput, part: MarkPart, source: Source): BackMark {
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

/** The code as the year has it, or null for a mark that clears. */
function checkCode(
  reader: Reader,
  code: string | null,
  calendarId: string,
  at: object,
): Row<'attendanceCode'> | null {
  if (code === null) return null;
  const known = codesOfYear(reader, endYearOfCalendar(reader, calendarId));
  const found = known.find((row) => row.code === code);
  if (!found)
    throw new Failure(
      'invalid-input',
      `"${code}" is not an attendance code of this school year. Codes: ${known.map((row) => row.code).join(', ')}.`,
      [{ message: 'Not a code of this year.', value: code, ...at }],
    );
  return found;
}

/** The code every table has for "present after all". */
const PRESENT = 'P';

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
