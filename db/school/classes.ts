import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { labelOf } from '#domain/system/code-set.ts';

type Facts = Omit<Row<'courseFacts'>, 'id' | 'courseId'>;

export interface CourseLine {
  readonly id: string;
  readonly schoolId: string;
  readonly schoolName: string;
  readonly number: string;
  readonly name: string;
  /** Classes of the year. */
  readonly classes: number;
  readonly facts: Facts;
}

export interface ClassLine {
  readonly id: string;
  readonly schoolId: string;
  readonly schoolName: string;
  readonly number: string;
  readonly name: string;
  readonly kind: string;
  readonly courseId: string | null;
  readonly courseName: string | null;
  readonly block: string | null;
  readonly place: string | null;
  readonly teacherId: string | null;
  readonly teacherName: string | null;
  readonly sessionType: string | null;
  readonly sessionNumber: string | null;
  /** Pupils enrolled and seated in it on the day of `classCountDay`. */
  readonly pupils: number;
  readonly staff: readonly {
    readonly id: string;
    readonly staffId: string;
    readonly name: string;
    readonly role: string;
    readonly roleLabel: string;
    readonly startDate: string | null;
    readonly endDate: string | null;
  }[];
}

const NO_FACTS: Facts = {
  subjectArea: null,
  courseCode: null,
  lowestGrade: null,
  highestGrade: null,
  credit: null,
  level: null,
  sequence: null,
  sequenceTotal: null,
  distance: null,
  dualCredit: null,
  alternative: null,
};

/** Courses by school and number, with what the state asks about them. */
export function courseList(reader: Reader, endYear: number): CourseLine[] {
  const facts = new Map(
    reader
      .rows<Row<'courseFacts'>>('SELECT * FROM courseFacts')
      .map(({ id: _id, courseId, ...own }) => [courseId, own]),
  );
  return reader
    .rows<Omit<CourseLine, 'facts'>>(
      `SELECT k.id, k.schoolId, s.name AS schoolName, k.number, k.name,
          (SELECT count(*) FROM section x JOIN schoolYear y ON y.id = x.schoolYearId
            WHERE x.courseId = k.id AND y.endYear = ?) AS classes
        FROM course k JOIN school s ON s.id = k.schoolId ORDER BY s.number, k.number, k.id`,
      endYear,
    )
    .map((row) => ({ ...row, facts: facts.get(row.id) ?? NO_FACTS }));
}

/** The day on which seats are counted: today, or the nearest day of another school year. */
export function classCountDay(reader: Reader, endYear: number, today: CivilDate): CivilDate {
  const year = reader.rows<{ startDate: string; endDate: string }>(
    'SELECT startDate, endDate FROM schoolYear WHERE endYear = ?',
    endYear,
  )[0];
  if (year && today < year.startDate) return year.startDate;
  return year && today > year.endDate ? year.endDate : today;
}

/** Rooms and classes of a year by school, course and number, with everybody who teaches them and who sits there on a day. */
export function classList(reader: Reader, endYear: number, date: CivilDate): ClassLine[] {
  const roles = codeSetFile(reader, 'section_staff_role');
  const staff = Map.groupBy(
    reader.rows<Omit<ClassLine['staff'][number], 'roleLabel'> & { sectionId: string }>(
      `SELECT t.id, t.sectionId, t.staffId, p.lastName || ', ' || p.firstName AS name, t.role, t.startDate, t.endDate
        FROM sectionStaff t JOIN person p ON p.id = t.staffId ORDER BY t.startDate, nameOrder(p.lastName, p.firstName), t.id`,
    ),
    ({ sectionId }) => sectionId,
  );
  return reader
    .rows<Omit<ClassLine, 'staff'>>(
      `SELECT x.id, x.schoolId, s.name AS schoolName, x.number, x.name, x.kind, x.courseId, k.name AS courseName, x.block,
          x.place, f.sessionType, f.sessionNumber, x.teacherId, p.lastName || ', ' || p.firstName AS teacherName,
          (SELECT count(DISTINCT e.studentId) FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId
            WHERE r.sectionId = x.id AND r.startDate <= ? AND (r.endDate IS NULL OR r.endDate >= ?)
              AND e.startDate <= ? AND (e.endDate IS NULL OR e.endDate >= ?) AND e.noShow = 0) AS pupils
        FROM section x JOIN school s ON s.id = x.schoolId JOIN schoolYear y ON y.id = x.schoolYearId
        LEFT JOIN sectionFacts f ON f.sectionId = x.id
        LEFT JOIN course k ON k.id = x.courseId LEFT JOIN person p ON p.id = x.teacherId
        WHERE y.endYear = ? ORDER BY s.number, k.number IS NULL, k.number, x.number, x.id`,
      ...[date, date, date, date],
      endYear,
    )
    .map((row) => ({
      ...row,
      staff: (staff.get(row.id) ?? []).map(({ sectionId: _section, ...one }) => ({
        ...one,
        roleLabel: labelOf(roles, one.role),
      })),
    }));
}

/** Names of the blocks of each school's bells in a year: when a class can meet. */
export function blocksOfSchools(reader: Reader, endYear: number): { schoolId: string; block: string }[] {
  return reader.rows(
    `SELECT c.schoolId, b.name AS block FROM bellBlock b JOIN bellSchedule l ON l.id = b.bellScheduleId
      JOIN calendar c ON c.id = l.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = ? AND b.instructional = 1 GROUP BY 1, 2 ORDER BY 1, min(b.position), 2`,
    endYear,
  );
}
