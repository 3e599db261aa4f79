import { rulesOfYear } from '#db/attendance/attendance-codes.ts';
import { marksOfDay } from '#db/attendance/room-sheet.ts';
import { takeAttendance } from '#db/attendance/take-attendance.ts';
import { schoolDayOf } from '#db/school/calendars.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { missedOfBlock } from '#domain/attendance/block-missed.ts';
import { isUnexplained } from '#domain/attendance/code-table.ts';
import { effectiveMarks } from '#domain/attendance/effective-mark.ts';
import { type CivilDate, schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

/** From now on the day's marks do not change. Refuses a day to come and one on which no calendar of the school has school. */
export function closeDay(writer: Writer, schoolId: string, date: CivilDate, today: CivilDate): void {
  requiredRow(writer, 'school', schoolId);
  if (date > today)
    throw new Failure(
      'invalid-input',
      `${dateInWords(date)} has not come yet. A day is closed when its attendance is taken.`,
      [{ field: 'date', message: 'A day to come.', value: date }],
    );
  const calendars = writer.rows<{ id: string }>('SELECT id FROM calendar WHERE schoolId = ?', schoolId);
  if (!calendars.some(({ id }) => schoolDayOf(writer, id, date).blocks.length > 0))
    throw new Failure('conflict', `${dateInWords(date)} is no school day, so there is nothing to close.`, [
      { field: 'date', message: 'No school day.', value: date },
    ]);
  putKeyed(writer, 'dayClosing', { schoolId, date, closed: 1, reason: null });
}

export function reopenDay(writer: Writer, schoolId: string, date: string, reason: string): void {
  requiredRow(writer, 'school', schoolId);
  putKeyed(writer, 'dayClosing', { schoolId, date, closed: 0, reason });
}

export interface CallInput {
  readonly id: string;
  readonly enrollmentId: string;
  readonly date: string;
  readonly adultId: string | null;
  readonly calledAt: string;
  readonly outcome: 'excused' | 'unexcused' | 'no-answer' | 'left-message';
  readonly note: string | null;
}

/** Notes the call. When the reason became known, every unexplained block of the day gets its code. */
export function logCall(writer: Writer, call: CallInput): void {
  const enrollment = requiredRow(writer, 'enrollment', call.enrollmentId);
  put(writer, 'absenceCall', {
    id: call.id,
    enrollmentId: call.enrollmentId,
    date: call.date,
    adultId: call.adultId,
    calledAt: call.calledAt,
    outcome: call.outcome,
    note: call.note,
  });
  if (call.outcome !== 'excused' && call.outcome !== 'unexcused') return;
  const code = call.outcome === 'excused' ? 'AE' : 'AU';
  const { codes } = rulesOfYear(writer, schoolYearOf(call.date));
  const marks = effectiveMarks(
    marksOfDay(writer, [call.enrollmentId], call.date).get(call.enrollmentId) ?? [],
  );
  for (const block of schoolDayOf(writer, enrollment.calendarId, call.date).blocks) {
    const mark = marks.get(block.name);
    const meaning = mark?.code ? codes.get(mark.code) : undefined;
    if (!mark || !meaning || !isUnexplained(meaning)) continue;
    const { minutes } = missedOfBlock(block.minutes, mark, codes);
    takeAttendance(
      writer,
      [
        {
          enrollmentId: call.enrollmentId,
          date: call.date,
          block: block.name,
          code,
          minutes: minutes === block.minutes ? null : minutes,
        },
      ],
      'office',
    );
  }
}
