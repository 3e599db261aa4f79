import { type CountScope, type CountSubject, countSubjects } from '#db/collections/count-facts.ts';
import { countRulesOfYear } from '#db/collections/count-rules.ts';
import type { Reader } from '#db/system/connection.ts';
import { hoursText } from '#domain/collections/aggregate-hours.ts';
import { type CountRules, countRule, nominalCountDate } from '#domain/collections/count-rules.ts';
import { type CountLine, enrolledIn, isUnreported, studentCount } from '#domain/collections/student-count.ts';
import { decimalText, type Ratio } from '#domain/system/fraction.ts';

/** One enrollment of a count, for lists, files and the explanation of a total. */
export interface CountedPupil {
  readonly enrollmentId: string;
  readonly studentId: string;
  readonly name: string;
  readonly stateId: string | null;
  readonly localId: string | null;
  readonly schoolNumber: string;
  readonly grade: string;
  readonly serviceType: string;
  readonly unit: string | null;
  readonly countDate: string;
  /** Decimal text; null where there is no schedule and none were entered. */
  readonly hours: string | null;
  readonly hoursEntered: boolean;
  readonly absent: boolean;
  /** Days missed in a row through the count date. */
  readonly absentRun: number;
  readonly absentFrom: string | null;
  readonly tenDay: boolean;
  readonly exclusions: readonly string[];
  readonly review: readonly string[];
  /** "0.50". */
  readonly fraction: string;
}

export interface StudentCount {
  readonly count: string;
  readonly label: string;
  readonly endYear: number;
  /** Count dates of the schools' calendars; more than one where a calendar has no school on the day. */
  readonly countDates: readonly string[];
  readonly pupils: readonly CountedPupil[];
  readonly units: readonly {
    readonly unit: string;
    readonly label: string;
    readonly enrolled: number;
    readonly counted: number;
    readonly absent: number;
    readonly total: string;
  }[];
  readonly total: string;
}

/** The exact lines of a count, with who they are. */
export function countLines(
  reader: Reader,
  scope: CountScope,
): { rules: CountRules; subjects: CountSubject[]; lines: readonly CountLine[] } {
  const rules = countRulesOfYear(reader, scope.endYear);
  const subjects = countSubjects(reader, rules, scope);
  return {
    rules,
    subjects,
    lines: studentCount(
      subjects.map(({ facts }) => facts),
      rules,
      scope.endYear,
    ),
  };
}

/** A count as people read it. Calculated twice over the same records it is the same to the byte. */
export function readStudentCount(reader: Reader, scope: CountScope): StudentCount {
  const { rules, subjects, lines } = countLines(reader, scope);
  const text = (value: Ratio): string => decimalText(value, rules.showDigits);
  const pupils = subjects.map((subject, at): CountedPupil => {
    const line = lines[at] as CountLine;
    return {
      enrollmentId: subject.facts.enrollmentId,
      studentId: subject.facts.studentId,
      name: subject.name,
      stateId: subject.stateId,
      localId: subject.localId,
      schoolNumber: subject.schoolNumber,
      grade: subject.facts.grade,
      serviceType: subject.serviceType,
      unit: line.unit,
      countDate: subject.countDate,
      hours: subject.hoursEntered ?? (line.minutes === null ? null : hoursText(line.minutes)),
      hoursEntered: subject.hoursEntered !== null,
      absent: line.absentOnCountDate,
      absentRun: line.run.throughCountDate,
      absentFrom: line.run.throughCountDate > 0 ? line.run.from : null,
      tenDay: line.excludedTenDay,
      exclusions: line.exclusions,
      review: line.review,
      fraction: text(line.fraction),
    };
  });
  return {
    count: scope.count,
    label: countRule(rules, scope.count).label,
    endYear: scope.endYear,
    countDates: [...new Set(subjects.map(({ countDate }) => countDate))].sort(),
    pupils,
    units: rules.units
      .map(({ code, label }) => {
        const own = lines.filter((line) => line.unit === code && !isUnreported(line));
        return {
          unit: code,
          label,
          enrolled: own.length,
          counted: own.filter((line) => line.fraction.numerator > 0n).length,
          absent: own.filter((line) => line.absentOnCountDate).length,
          total: text(enrolledIn(own)),
        };
      })
      .filter(({ enrolled }) => enrolled > 0),
    total: text(enrolledIn(lines)),
  };
}

/** The dates on which the count falls in the calendars of the year, earliest first. */
export function countDatesOf(reader: Reader, scope: Pick<CountScope, 'endYear' | 'count'>): string[] {
  const rules = countRulesOfYear(reader, scope.endYear);
  const nominal = nominalCountDate(rules, scope.count, scope.endYear);
  const rows = reader.rows<{ date: string | null; any: number }>(
    `SELECT (SELECT min(d.date) FROM calendarDay d WHERE d.calendarId = c.id AND d.kind = 'instruction' AND d.date >= ?) AS date,
        EXISTS (SELECT 1 FROM calendarDay d WHERE d.calendarId = c.id) AS any
      FROM calendar c JOIN schoolYear y ON y.id = c.schoolYearId WHERE y.endYear = ?`,
    nominal,
    scope.endYear,
  );
  const dates = rows.flatMap(({ date, any }) => (date !== null ? [date] : any === 0 ? [nominal] : []));
  return [...new Set(dates.length > 0 ? dates : [nominal])].sort();
}
