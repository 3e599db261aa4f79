import { rulesOfYear, thresholdsOfYear } from '#db/attendance/attendance-codes.ts';
import { attendanceSummary, type SummaryScope, totalsInScope } from '#db/attendance/summary.ts';
import { schoolDayOf } from '#db/school/calendars.ts';
import { taughtIn } from '#db/school/pupil-seats.ts';
import type { Reader } from '#db/system/connection.ts';
import { requiredRow } from '#db/system/rows.ts';
import { dayShare } from '#domain/attendance/day-share.ts';
import { effectiveMarks } from '#domain/attendance/effective-mark.ts';
import { daysPresent, yearTotals } from '#domain/attendance/year-totals.ts';
import type { Row } from '#domain/sync/registry.ts';
import { earlier, later, schoolYearOf } from '#domain/system/civil-date.ts';
import { FractionSum } from '#domain/system/fraction.ts';

export type Measure = 'adaDaysPresent' | 'daysEnrolled' | 'essaDaysAbsent' | 'daysMissed' | 'chronic';

export interface ExplainedDay {
  readonly date: string;
  readonly minutes: number;
  readonly missed: number;
  readonly codes: string;
  readonly essaAbsent: boolean;
}

export interface Explanation {
  readonly measure: Measure;
  readonly definition: string;
  readonly total: string;
  readonly lines: {
    enrollmentId: string;
    name: string;
    grade: string;
    value: string;
    days: ExplainedDay[];
  }[];
}

export const definitions: Readonly<Record<Measure, string>> = {
  adaDaysPresent:
    'ADA days present: for each instruction day, the share of the pupil’s instructional minutes that he or she was there; the shares are added and rounded once, at the end.',
  daysEnrolled:
    'Days enrolled: instruction days of the pupil’s own calendar from the start date through the end date.',
  essaDaysAbsent:
    'ESSA days absent: days of which the pupil missed half or more, excused or not; school activities do not count.',
  daysMissed: 'Days missed: the shares of instructional minutes missed, added and rounded once.',
  chronic: 'Chronically absent: ESSA days absent are 10 percent or more of the days enrolled at the school.',
};

/** Takes one number apart into the children and days behind it. The exact shares of the lines add up to the total. */
export function explain(
  reader: Reader,
  scope: SummaryScope & { measure: Measure; enrollmentId?: string | undefined; grade?: string | undefined },
): Explanation {
  if (scope.enrollmentId) requiredRow(reader, 'enrollment', scope.enrollmentId);
  const chronic = new Set(
    scope.measure === 'chronic'
      ? attendanceSummary(reader, scope)
          .filter((row) => row.chronic)
          .map((row) => row.enrollmentId)
      : [],
  );
  const exact = new FractionSum();
  const lines: Explanation['lines'] = [];
  let whole = 0;
  const pupils = new Set<string>();
  for (const { enrollment, totals } of totalsInScope(reader, scope)) {
    if (scope.enrollmentId && enrollment.enrollmentId !== scope.enrollmentId) continue;
    if (scope.grade && enrollment.grade !== scope.grade) continue;
    if (scope.measure === 'chronic' && !chronic.has(enrollment.enrollmentId)) continue;
    const numbers = yearTotals(totals);
    if (scope.measure === 'essaDaysAbsent' && numbers.essaDaysAbsent === 0) continue;
    const days = markedDays(reader, enrollment, scope);
    if (scope.measure === 'daysMissed' && days.every((day) => day.missed === 0)) continue;
    exact.addAll(scope.measure === 'daysMissed' ? totals.missed : daysPresent(totals));
    // A pupil with two enrollments is one chronically absent pupil.
    pupils.add(enrollment.studentId);
    whole += scope.measure === 'daysEnrolled' ? numbers.daysEnrolled : numbers.essaDaysAbsent;
    lines.push({
      enrollmentId: enrollment.enrollmentId,
      name: enrollment.name,
      grade: enrollment.grade,
      value:
        scope.measure === 'adaDaysPresent'
          ? numbers.adaDaysPresent
          : scope.measure === 'daysMissed'
            ? totals.missed.toDecimal(2)
            : scope.measure === 'daysEnrolled'
              ? String(numbers.daysEnrolled)
              : String(numbers.essaDaysAbsent),
      days: scope.measure === 'essaDaysAbsent' ? days.filter((day) => day.essaAbsent) : days,
    });
  }
  const decimal = scope.measure === 'adaDaysPresent' || scope.measure === 'daysMissed';
  const total = decimal ? exact.toDecimal(2) : String(scope.measure === 'chronic' ? pupils.size : whole);
  return { measure: scope.measure, definition: definitions[scope.measure], total, lines };
}

function markedDays(
  reader: Reader,
  enrollment: { enrollmentId: string; calendarId: string; startDate: string; endDate: string | null },
  scope: SummaryScope,
): ExplainedDay[] {
  const marks = reader.rows<Row<'attendanceMark'>>(
    'SELECT * FROM attendanceMark WHERE enrollmentId = ? AND date BETWEEN ? AND ? AND code IS NOT NULL ORDER BY date',
    enrollment.enrollmentId,
    later(enrollment.startDate, scope.from),
    earlier(enrollment.endDate ?? scope.to, scope.to),
  );
  const dates = [...new Set(marks.map((mark) => mark.date))];
  if (dates.length === 0) return [];
  const taught = taughtIn(reader, scope.from, scope.to, enrollment.enrollmentId);
  return dates.flatMap((date): ExplainedDay[] => {
    const own = marks.filter((mark) => mark.date === date);
    const share = dayShare(
      taught(enrollment.enrollmentId, date, schoolDayOf(reader, enrollment.calendarId, date).blocks),
      own,
      rulesOfYear(reader, schoolYearOf(date)),
    );
    if (!share) return [];
    const codes = [...new Set([...effectiveMarks(own).values()].map((mark) => mark.code))].join(' ');
    return [{ date, minutes: share.minutes, missed: share.missed, codes, essaAbsent: share.essaAbsent }];
  });
}

/** Chronic threshold in words for the page. */
export const chronicPercent = (endYear: number): string => {
  const { numerator, denominator } = thresholdsOfYear(endYear).chronic;
  return `${(100 * numerator) / denominator} %`;
};
