import { REPORTED } from '#db/school/calendar-reporting.ts';
import type { FileScope, TemplateRow } from '#db/state-files/template-rows.ts';
import type { Reader } from '#db/system/connection.ts';
import type { RecordValues } from '#domain/state-files/layout.ts';
import type { Row } from '#domain/sync/registry.ts';

/** A class with its course in one calendar: what course, section, placement, staff and roster files are about. */
interface ClassLine {
  readonly sectionId: string;
  readonly sectionNumber: string;
  readonly block: string | null;
  readonly teacherId: string | null;
  readonly courseId: string;
  readonly courseNumber: string;
  readonly courseName: string;
  readonly districtNumber: string;
  readonly schoolNumber: string;
  readonly calendarId: string;
  readonly calendarNumber: string;
}

/** Classes of the year with a course, once for each calendar that their pupils are in; without pupils, the school's first. */
function classLines(reader: Reader, scope: FileScope): ClassLine[] {
  return reader.rows<ClassLine>(
    `SELECT DISTINCT x.id AS sectionId, x.number AS sectionNumber, x.block, x.teacherId, k.id AS courseId,
        k.number AS courseNumber, k.name AS courseName, d.number AS districtNumber, s.number AS schoolNumber,
        c.id AS calendarId, c.number AS calendarNumber
      FROM section x JOIN course k ON k.id = x.courseId JOIN school s ON s.id = x.schoolId
      JOIN district d ON d.id = s.districtId JOIN schoolYear y ON y.id = x.schoolYearId
      JOIN calendar c ON c.id IN (
        SELECT e.calendarId FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId WHERE r.sectionId = x.id
        UNION ALL
        SELECT (SELECT f.id FROM calendar f WHERE f.schoolId = x.schoolId AND f.schoolYearId = x.schoolYearId
            AND NOT EXISTS (SELECT 1 FROM calendarReporting o WHERE o.calendarId = f.id AND o.excluded = 1) ORDER BY f.number LIMIT 1)
          WHERE NOT EXISTS (SELECT 1 FROM sectionRoster r WHERE r.sectionId = x.id))
      WHERE y.endYear = ? AND (? IS NULL OR s.number = ?)
        AND NOT EXISTS (SELECT 1 FROM calendarReporting o WHERE o.calendarId = c.id AND o.excluded = 1)
      ORDER BY s.number, c.number, k.number, x.number`,
    scope.endYear,
    scope.school ?? null,
    scope.school ?? null,
  );
}

const place = (line: ClassLine): RecordValues => ({
  districtNumber: line.districtNumber,
  schoolNumber: line.schoolNumber,
  calendarNumber: line.calendarNumber,
  courseNumber: line.courseNumber,
  sectionNumber: line.sectionNumber,
});

/** Courses that are taught in the year. */
export function courseRows(reader: Reader, scope: FileScope): TemplateRow[] {
  const facts = new Map(
    reader.rows<Row<'courseFacts'>>('SELECT * FROM courseFacts').map((row) => [row.courseId, row]),
  );
  const seen = new Set<string>();
  return classLines(reader, scope)
    .filter((line) => {
      const key = `${line.courseId} ${line.calendarId}`;
      return !seen.has(key) && seen.add(key);
    })
    .map((line) => {
      const own = facts.get(line.courseId);
      return about(line.courseName, {
        ...place(line),
        courseName: line.courseName,
        subjectArea: own?.subjectArea ?? null,
        courseCode: own?.courseCode ?? null,
        lowestGrade: own?.lowestGrade ?? null,
        highestGrade: own?.highestGrade ?? null,
        credit: own?.credit ?? null,
        level: own?.level ?? null,
        sequence: numberText(own?.sequence),
        sequenceTotal: numberText(own?.sequenceTotal),
        distance: own?.distance === 1,
        dualCredit: own?.dualCredit === 1,
        alternative: own?.alternative === 1,
      });
    });
}

export function sectionRows(reader: Reader, scope: FileScope): TemplateRow[] {
  const facts = new Map(
    reader.rows<Row<'sectionFacts'>>('SELECT * FROM sectionFacts').map((row) => [row.sectionId, row]),
  );
  return classLines(reader, scope).map((line) =>
    about(line.courseName, {
      ...place(line),
      sessionType: facts.get(line.sectionId)?.sessionType ?? null,
      sessionNumber: facts.get(line.sectionId)?.sessionNumber ?? null,
    }),
  );
}

export const placementRows = (reader: Reader, scope: FileScope): TemplateRow[] =>
  classLines(reader, scope).map((line) => about(line.courseName, { ...place(line), period: line.block }));

/** Teachers of the classes: those on record with dates, else the teacher the class has now. */
export function staffRows(reader: Reader, scope: FileScope): TemplateRow[] {
  const staff = new Map<string, Row<'sectionStaff'>[]>();
  for (const row of reader.rows<Row<'sectionStaff'>>(
    'SELECT * FROM sectionStaff ORDER BY startDate, staffId',
  ))
    staff.set(row.sectionId, [...(staff.get(row.sectionId) ?? []), row]);
  return classLines(reader, scope).flatMap((line) => {
    const own = staff.get(line.sectionId) ?? [];
    const lines =
      own.length > 0
        ? own
        : line.teacherId === null
          ? []
          : [{ staffId: line.teacherId, role: 'T', startDate: null, endDate: null }];
    return lines.map(({ staffId, role, startDate, endDate }) => {
      const person = staffOf(reader, staffId);
      return {
        studentId: staffId,
        values: { ...place(line), ...person, role, startDate, endDate },
      };
    });
  });
}

/** Who sits in which class, from when to when: never past the last day at school. */
export function rosterRows(reader: Reader, scope: FileScope): TemplateRow[] {
  return classLines(reader, scope).flatMap((line) =>
    reader
      .rows<{
        studentId: string;
        stateId: string | null;
        lastName: string;
        firstName: string;
        startDate: string;
        endDate: string | null;
      }>(
        `SELECT p.id AS studentId, st.value AS stateId, p.lastName, p.firstName, r.startDate,
            CASE WHEN r.endDate > e.endDate THEN e.endDate ELSE r.endDate END AS endDate
          FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId JOIN person p ON p.id = e.studentId
          LEFT JOIN identifier st ON st.personId = p.id AND st.system = 'state'
          WHERE r.sectionId = ? AND e.calendarId = ? AND ${REPORTED} AND (e.endDate IS NULL OR r.startDate <= e.endDate)
          ORDER BY st.value IS NULL, st.value, p.lastName, p.firstName, r.startDate`,
        line.sectionId,
        line.calendarId,
      )
      .map(({ studentId, ...values }) => ({ studentId, values: { ...place(line), ...values } })),
  );
}

/** Terms of employment that touch the year. */
export function employmentRows(reader: Reader, scope: FileScope): TemplateRow[] {
  return reader
    .rows<Row<'employmentTerm'> & { districtNumber: string }>(
      `SELECT t.*, d.number AS districtNumber FROM employmentTerm t JOIN district d ON d.id = t.districtId
        WHERE t.startDate <= ? AND (t.endDate IS NULL OR t.endDate >= ?)`,
      `${scope.endYear}-06-30`,
      `${scope.endYear - 1}-07-01`,
    )
    .map((row) => ({
      studentId: row.personId,
      values: {
        ...staffOf(reader, row.personId),
        districtNumber: row.districtNumber,
        startDate: row.startDate,
        endDate: row.endDate,
      },
    }))
    .sort(byStaff);
}

/** Assignments that touch the year. */
export function assignmentRows(reader: Reader, scope: FileScope): TemplateRow[] {
  return reader
    .rows<Row<'districtAssignment'> & { districtNumber: string; schoolNumber: string }>(
      `SELECT a.*, d.number AS districtNumber, s.number AS schoolNumber
        FROM districtAssignment a JOIN school s ON s.id = a.schoolId JOIN district d ON d.id = s.districtId
        WHERE a.startDate <= ? AND (a.endDate IS NULL OR a.endDate >= ?) AND (? IS NULL OR s.number = ?)`,
      `${scope.endYear}-06-30`,
      `${scope.endYear - 1}-07-01`,
      scope.school ?? null,
      scope.school ?? null,
    )
    .map((row) => ({
      studentId: row.personId,
      values: {
        ...staffOf(reader, row.personId),
        districtNumber: row.districtNumber,
        schoolNumber: row.schoolNumber,
        startDate: row.startDate,
        endDate: row.endDate,
        assignment: row.assignment,
      },
    }))
    .sort(byStaff);
}

function staffOf(reader: Reader, personId: string): RecordValues {
  const row = reader.rows<{
    staffId: string | null;
    lastName: string;
    firstName: string;
    gender: string | null;
  }>(
    `SELECT i.value AS staffId, p.lastName, p.firstName, p.gender FROM person p
      LEFT JOIN identifier i ON i.personId = p.id AND i.system = 'state' WHERE p.id = ?`,
    personId,
  )[0];
  return { ...row };
}

const byStaff = (a: TemplateRow, b: TemplateRow): number => {
  const key = ({ values }: TemplateRow): string =>
    [values.staffId ?? '~', values.lastName, values.firstName, values.startDate, values.assignment].join(
      '\t',
    );
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
};

/** A row about a class and not a person: named by the course where problems are listed. */
const about = (courseName: string, values: RecordValues): TemplateRow => ({
  studentId: '',
  values: { ...values, lastName: courseName, firstName: String(values.sectionNumber ?? '') },
});

const numberText = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : String(value);
