import { countLines } from '#db/collections/student-count.ts';
import { endYearOfCalendar } from '#db/school/calendars.ts';
import type { Reader } from '#db/system/connection.ts';
import { requiredRow } from '#db/system/rows.ts';
import type { CountCode } from '#domain/collections/count-rules.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { decimalText } from '#domain/system/fraction.ts';

export interface CountEffect {
  readonly count: CountCode;
  readonly countDate: string;
  /** What the enrollment counts now, "1.00". */
  readonly now: string;
  /** Whether it still counts when it ends on that day. */
  readonly stays: boolean;
  readonly words: string;
}

/** What ending an enrollment on a day does to the counts of its year. Changes nothing. */
export function withdrawalEffect(
  reader: Reader,
  enrollmentId: string,
  endDate: string,
): { endYear: number; studentId: string; counts: CountEffect[] } {
  const row = requiredRow(reader, 'enrollment', enrollmentId);
  const endYear = endYearOfCalendar(reader, row.calendarId);
  const counts = (['fall', 'spring'] as const).flatMap((count): CountEffect[] => {
    const { subjects, lines } = countLines(reader, { endYear, count, studentId: row.studentId });
    const at = subjects.findIndex(({ facts }) => facts.enrollmentId === enrollmentId);
    const subject = subjects[at];
    const line = lines[at];
    if (!subject || !line) return [];
    const now = decimalText(line.fraction, 2);
    const stays = endDate >= subject.countDate;
    const day = dateInWords(subject.countDate);
    return [
      {
        count,
        countDate: subject.countDate,
        now,
        stays,
        words: stays
          ? `The ${count} count on ${day} is not changed: the pupil is enrolled on that day.`
          : Number(now) === 0
            ? `The pupil would not count in the ${count} count on ${day} anyway.`
            : `The pupil is not in the ${count} count on ${day} any more: ${now} less.`,
      },
    ];
  });
  return { endYear, studentId: row.studentId, counts };
}
