import { attendanceSummary } from '#db/attendance/summary.ts';
import { REPORTED } from '#db/school/calendar-reporting.ts';
import { NOT_EXITED } from '#db/special-education/exits.ts';
import type { Reader } from '#db/system/connection.ts';
import { type CheckedFile, type CheckedPupil, selfCheck } from '#domain/collections/self-check.ts';
import { activeOn } from '#domain/programs/program-rules.ts';
import type { Row } from '#domain/sync/registry.ts';

export interface SelfCheck {
  readonly date: string;
  readonly pupils: number;
  readonly files: readonly CheckedFile[];
  /** Names behind the numbers. */
  readonly names: Readonly<Record<string, string>>;
  /** The same labels a year before, for what changed unusually; null where that year is not here. */
  readonly yearBefore: readonly CheckedFile[] | null;
}

/** The federal self-check on a date, beside the same day a year before. */
export function federalSelfCheck(reader: Reader, scope: { date: string; endYear: number }): SelfCheck {
  const pupils = pupilsOn(reader, scope);
  const before = { date: yearBefore(scope.date), endYear: scope.endYear - 1 };
  const earlier = pupilsOn(reader, before);
  return {
    date: scope.date,
    pupils: pupils.length,
    files: selfCheck(pupils),
    names: Object.fromEntries(pupils.map(({ studentId, name }) => [studentId, name])),
    yearBefore: earlier.length > 0 ? selfCheck(earlier) : null,
  };
}

const yearBefore = (date: string): string =>
  `${Number(date.slice(0, 4)) - 1}${date.slice(4) === '-02-29' ? '-02-28' : date.slice(4)}`;

/** Pupils with a primary enrollment on the day, each once. */
function pupilsOn(reader: Reader, { date, endYear }: { date: string; endYear: number }): CheckedPupil[] {
  const programs = new Map<string, Row<'programRecord'>[]>();
  for (const record of reader.rows<Row<'programRecord'>>('SELECT * FROM programRecord'))
    if (activeOn(record, date))
      programs.set(record.studentId, [...(programs.get(record.studentId) ?? []), record]);
  const chronic = new Set(
    attendanceSummary(reader, { from: `${endYear - 1}-07-01`, to: date })
      .filter((row) => row.chronic)
      .map((row) => row.studentId),
  );
  const rows = reader.rows<{
    studentId: string;
    name: string;
    grade: string;
    gender: string | null;
    hispanic: string | null;
    races: string | null;
    specialEducation: number;
  }>(
    `SELECT p.id AS studentId, p.lastName || ', ' || p.firstName AS name, e.grade, p.gender, m.hispanic, m.races,
        EXISTS (SELECT 1 FROM iep i WHERE i.studentId = p.id AND i.status = 'locked' AND i.startDate <= ? AND i.endDate >= ?
          AND ${NOT_EXITED}) AS specialEducation
      FROM enrollment e JOIN person p ON p.id = e.studentId
      JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      LEFT JOIN demographics m ON m.personId = p.id
      WHERE y.endYear = ? AND e.serviceType = 'P' AND e.noShow = 0 AND ${REPORTED} AND e.extracurricularOnly = 0
        AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?)
      GROUP BY p.id ORDER BY nameOrder(p.lastName, p.firstName), p.id`,
    date,
    date,
    date,
    endYear,
    date,
    date,
  );
  return rows.map((row) => {
    const own = programs.get(row.studentId) ?? [];
    return {
      studentId: row.studentId,
      name: row.name,
      grade: row.grade,
      gender: row.gender,
      hispanic: row.hispanic,
      races: row.races ? (JSON.parse(row.races) as string[]) : [],
      programs: own.map(({ program }) => program),
      details: new Map(
        own.flatMap(({ program, detail }) => (detail === null ? [] : [[program, detail] as const])),
      ),
      chronic: chronic.has(row.studentId),
      specialEducation: row.specialEducation === 1,
    };
  });
}
