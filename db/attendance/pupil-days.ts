import { type SheetRow, sheetRowOf } from '#db/attendance/room-sheet.ts';
import { calendarIndexOf } from '#db/school/calendars.ts';
import type { Reader } from '#db/system/connection.ts';
import { requiredRow } from '#db/system/rows.ts';

/** One pupil over the instruction days of a range, newest last. */
export function pupilDays(
  reader: Reader,
  enrollmentId: string,
  from: string,
  to: string,
): (SheetRow & { date: string })[] {
  const enrollment = requiredRow(reader, 'enrollment', enrollmentId);
  const { dates } = calendarIndexOf(reader, enrollment.calendarId);
  return dates
    .filter(
      (date) =>
        date >= from &&
        date <= to &&
        date >= enrollment.startDate &&
        (enrollment.endDate === null || date <= enrollment.endDate),
    )
    .map((date) => ({ date, ...sheetRowOf(reader, enrollmentId, date, null) }));
}
