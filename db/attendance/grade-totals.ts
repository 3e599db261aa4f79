import { attendanceSummary, type SummaryScope, totalsInScope } from '#db/attendance/summary.ts';
import { calendarIndexOf } from '#db/school/calendars.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { daysPresent, yearTotals } from '#domain/attendance/year-totals.ts';
import { compareGrades } from '#domain/enrollment/grade-order.ts';
import { instructionDaysBetween } from '#domain/school/calendar-index.ts';
import {
  addRatios,
  decimalText,
  FractionSum,
  multiplyRatios,
  type Ratio,
  ratio,
} from '#domain/system/fraction.ts';

export interface AttendanceTotals {
  readonly pupils: number;
  readonly daysEnrolled: number;
  readonly adaDaysPresent: string;
  /** Average daily attendance: of each calendar the days present over its instruction days, added. */
  readonly ada: string;
  readonly essaDaysAbsent: number;
  /** Pupils, each once. */
  readonly chronic: number;
}

export interface GradeTotals extends AttendanceTotals {
  /** School number. */
  readonly school: string;
  readonly schoolName: string;
  readonly grade: string;
}

/** Totals in the making; nothing is rounded before the end. */
class Adding {
  readonly pupils = new Set<string>();
  readonly chronic = new Set<string>();
  readonly present = new Map<string, FractionSum>();
  daysEnrolled = 0;
  essaDaysAbsent = 0;

  done(daysOf: (calendarId: string) => number): AttendanceTotals {
    const all = new FractionSum();
    let ada: Ratio = ratio(0);
    for (const [calendarId, sum] of this.present) {
      all.addAll(sum);
      const days = daysOf(calendarId);
      if (days > 0) ada = addRatios(ada, multiplyRatios(sum.total(), ratio(1, days)));
    }
    return {
      pupils: this.pupils.size,
      daysEnrolled: this.daysEnrolled,
      adaDaysPresent: all.toDecimal(2),
      ada: decimalText(ada, 2),
      essaDaysAbsent: this.essaDaysAbsent,
      chronic: this.chronic.size,
    };
  }
}

/** Attendance totals by school and grade, and of all together: exact sums, each rounded once. */
export function gradeTotals(
  reader: Reader,
  scope: SummaryScope,
): { rows: GradeTotals[]; total: AttendanceTotals } {
  const chronic = new Set(
    attendanceSummary(reader, scope)
      .filter((row) => row.chronic)
      .map((row) => row.enrollmentId),
  );
  const grades = new Map<string, { school: string; grade: string; adding: Adding }>();
  const total = new Adding();
  for (const { enrollment, totals } of totalsInScope(reader, scope)) {
    const numbers = yearTotals(totals);
    const key = `${enrollment.schoolNumber} ${enrollment.grade}`;
    const own = grades.get(key) ?? {
      school: enrollment.schoolNumber,
      grade: enrollment.grade,
      adding: new Adding(),
    };
    grades.set(key, own);
    for (const adding of [own.adding, total]) {
      adding.pupils.add(enrollment.studentId);
      if (chronic.has(enrollment.enrollmentId)) adding.chronic.add(enrollment.studentId);
      adding.daysEnrolled += numbers.daysEnrolled;
      adding.essaDaysAbsent += numbers.essaDaysAbsent;
      const present = adding.present.get(enrollment.calendarId) ?? new FractionSum();
      adding.present.set(enrollment.calendarId, present.addAll(daysPresent(totals)));
    }
  }
  const days = new Map<string, number>();
  const daysOf = (calendarId: string): number => {
    const known =
      days.get(calendarId) ??
      instructionDaysBetween(calendarIndexOf(reader, calendarId), scope.from, scope.to);
    days.set(calendarId, known);
    return known;
  };
  const names = new Map(
    reader
      .rows<{ number: string; name: string }>('SELECT number, name FROM school')
      .map((s) => [s.number, s.name]),
  );
  const order = codeSetFile(reader, 'grade_level');
  return {
    rows: [...grades.values()]
      .sort((a, b) =>
        a.school < b.school ? -1 : a.school > b.school ? 1 : compareGrades(order, a.grade, b.grade),
      )
      .map(({ school, grade, adding }) => ({
        school,
        schoolName: names.get(school) ?? school,
        grade,
        ...adding.done(daysOf),
      })),
    total: total.done(daysOf),
  };
}
