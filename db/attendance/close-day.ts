import { rulesOfYear } from '#db/attendance/attendance-codes.ts';
import { marksOfDay } from '#db/attendance/room-sheet.ts';
import { takeAttendance } from '#db/attendance/take-attendance.ts';
import { schoolDayOf } from '#db/school/calendars.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { missedOfBlock } from '#domain/attendance/block-missed.ts';
import { isUnexplained } from '#domain/attendance/code-table.ts';
import { effectiveMarks } from '#domain/attendance/effective-mark.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';

/** From now on the day's marks do not change. */
export function closeDay(writer: Writer, schoolId: string, date: string): void {
  requiredRow(writer, 'school', schoolId);
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
