import type { OneRosterRow, OneRosterVersion } from '#db/state-files/one-roster-export.ts';
import type { Reader } from '#db/system/connection.ts';

type Tables = Map<string, OneRosterRow[]>;

const SEX: Readonly<Record<string, string>> = { F: 'female', M: 'male' };
const RACES: readonly (readonly [string, string])[] = [
  ['AI', 'americanIndianOrAlaskaNative'],
  ['AS', 'asian'],
  ['BL', 'blackOrAfricanAmerican'],
  ['PI', 'nativeHawaiianOrOtherPacificIslander'],
  ['WH', 'white'],
];

/** The tables of one school year, each in the order of its ids. Ids are our own records' and never change. */
export function oneRosterRows(
  reader: Reader,
  version: OneRosterVersion,
  { endYear }: { endYear: number },
): Tables {
  const tables: Tables = new Map();
  const add = (file: string, rows: readonly OneRosterRow[]): void => {
    const sorted = rows.toSorted((a, b) => ((a.sourcedId ?? '') < (b.sourcedId ?? '') ? -1 : 1));
    tables.set(file, sorted);
  };
  add('orgs', orgs(reader));
  add('academicSessions', sessions(reader, endYear));
  const classes = classesOf(reader, endYear);
  add('courses', courses(reader, endYear, classes));
  add(
    'classes',
    classes.map(({ row }) => row),
  );
  const people = peopleOf(reader, endYear);
  add('users', users(reader, version, people));
  if (version === '1.2') add('roles', roles(people));
  add('enrollments', enrollments(reader, endYear));
  add('demographics', demographics(reader, people));
  return tables;
}

function orgs(reader: Reader): OneRosterRow[] {
  const districts = reader.rows<{ id: string; name: string; legalEntity: string | null; number: string }>(
    'SELECT id, name, legalEntity, number FROM district',
  );
  const schools = reader.rows<{ id: string; name: string; number: string; districtId: string }>(
    'SELECT id, name, number, districtId FROM school',
  );
  return [
    ...districts.map(({ id, name, legalEntity, number }) => ({
      sourcedId: id,
      name,
      type: 'district',
      identifier: legalEntity ?? number,
    })),
    ...schools.map(({ id, name, number, districtId }) => ({
      sourcedId: id,
      name,
      type: 'school',
      identifier: number,
      parentSourcedId: districtId,
    })),
  ];
}

/** The school year, and under it the terms of its calendars. Terms of several calendars that are the same are one. */
function sessions(reader: Reader, endYear: number): OneRosterRow[] {
  const year = reader.rows<{ id: string; startDate: string; endDate: string }>(
    'SELECT id, startDate, endDate FROM schoolYear WHERE endYear = ?',
    endYear,
  )[0];
  if (!year) return [];
  const terms = reader.rows<{ id: string; name: string; startDate: string; endDate: string }>(
    `SELECT t.id, t.name, t.startDate, t.endDate FROM term t JOIN calendar c ON c.id = t.calendarId
      WHERE c.schoolYearId = ?`,
    year.id,
  );
  return [
    {
      sourcedId: year.id,
      title: `${endYear - 1}-${endYear}`,
      type: 'schoolYear',
      startDate: year.startDate,
      endDate: year.endDate,
      schoolYear: String(endYear),
    },
    ...terms.map(({ id, name, startDate, endDate }) => ({
      sourcedId: id,
      title: name,
      type: 'gradingPeriod',
      startDate,
      endDate,
      parentSourcedId: year.id,
      schoolYear: String(endYear),
    })),
  ];
}

interface ClassFacts {
  readonly courseId: string;
  readonly courseTitle: string;
  readonly courseCode: string;
  readonly schoolId: string;
  readonly row: OneRosterRow;
}

/** Rooms are homerooms with a course of their own; classes are scheduled. */
function classesOf(reader: Reader, endYear: number): ClassFacts[] {
  return reader
    .rows<{
      id: string;
      name: string;
      number: string;
      kind: string;
      block: string | null;
      place: string | null;
      schoolId: string;
      schoolYearId: string;
      courseId: string | null;
      courseName: string | null;
      courseNumber: string | null;
      grades: string | null;
    }>(
      `SELECT x.id, x.name, x.number, x.kind, x.block, x.place, x.schoolId, x.schoolYearId, x.courseId, k.name AS courseName,
          k.number AS courseNumber,
          (SELECT group_concat(grade) FROM (SELECT DISTINCT e.grade FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId
            WHERE r.sectionId = x.id ORDER BY e.grade)) AS grades
        FROM section x JOIN schoolYear y ON y.id = x.schoolYearId LEFT JOIN course k ON k.id = x.courseId
        WHERE y.endYear = ?`,
      endYear,
    )
    .map((section) => ({
      courseId: section.courseId ?? `course-${section.id}`,
      courseTitle: section.courseName ?? section.name,
      courseCode: section.courseNumber ?? section.number,
      schoolId: section.schoolId,
      row: {
        sourcedId: section.id,
        title: section.name,
        grades: section.grades ?? '',
        courseSourcedId: section.courseId ?? `course-${section.id}`,
        classCode: section.number,
        classType: section.kind === 'room' ? 'homeroom' : 'scheduled',
        location: section.place ?? '',
        schoolSourcedId: section.schoolId,
        termSourcedIds: section.schoolYearId,
        periods: section.block ?? '',
      },
    }));
}

function courses(reader: Reader, endYear: number, classes: readonly ClassFacts[]): OneRosterRow[] {
  const year = reader.rows<{ id: string }>('SELECT id FROM schoolYear WHERE endYear = ?', endYear)[0];
  const known = new Map<string, OneRosterRow>();
  for (const { courseId, courseTitle, courseCode, schoolId } of classes)
    known.set(courseId, {
      sourcedId: courseId,
      schoolYearSourcedId: year?.id ?? '',
      title: courseTitle,
      courseCode,
      orgSourcedId: schoolId,
    });
  return [...known.values()];
}

interface Someone {
  readonly id: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string | null;
  readonly usualName: string | null;
  readonly birthDate: string | null;
  readonly gender: string | null;
  readonly role: 'student' | 'teacher' | 'guardian';
  readonly schools: readonly string[];
  readonly grade: string | null;
}

/** Pupils of the year, teachers of its classes, and the guardians of those pupils. */
function peopleOf(reader: Reader, endYear: number): Someone[] {
  const found = new Map<string, Someone>();
  const take = (
    role: Someone['role'],
    rows: readonly (Omit<Someone, 'role' | 'schools'> & { schoolId: string })[],
  ): void => {
    for (const { schoolId, ...row } of rows) {
      const held = found.get(row.id);
      if (!held) found.set(row.id, { ...row, role, schools: [schoolId] });
      else if (!held.schools.includes(schoolId))
        found.set(row.id, { ...held, schools: [...held.schools, schoolId].sort() });
    }
  };
  const columns = 'p.id, p.lastName, p.firstName, p.middleName, p.usualName, p.birthDate, p.gender';
  take(
    'student',
    reader.rows(
      `SELECT ${columns}, e.grade, e.schoolId FROM enrollment e JOIN person p ON p.id = e.studentId
        JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
        WHERE y.endYear = ? AND e.noShow = 0 ORDER BY e.startDate DESC, e.id`,
      endYear,
    ),
  );
  take(
    'teacher',
    reader.rows(
      `SELECT ${columns}, NULL AS grade, x.schoolId FROM section x JOIN schoolYear y ON y.id = x.schoolYearId
        JOIN person p ON p.id = x.teacherId WHERE y.endYear = ? ORDER BY p.id`,
      endYear,
    ),
  );
  take(
    'guardian',
    reader.rows(
      `SELECT ${columns}, NULL AS grade, e.schoolId FROM relationship r JOIN person p ON p.id = r.adultId
        JOIN enrollment e ON e.studentId = r.studentId JOIN calendar c ON c.id = e.calendarId
        JOIN schoolYear y ON y.id = c.schoolYearId WHERE y.endYear = ? AND e.noShow = 0 ORDER BY p.id`,
      endYear,
    ),
  );
  return [...found.values()];
}

function users(reader: Reader, version: OneRosterVersion, people: readonly Someone[]): OneRosterRow[] {
  const numbers = new Map<string, { state?: string; local?: string }>();
  for (const row of reader.rows<{ personId: string; system: 'state' | 'local'; value: string }>(
    "SELECT personId, system, value FROM identifier WHERE system IN ('state', 'local') AND value IS NOT NULL",
  ))
    numbers.set(row.personId, { ...numbers.get(row.personId), [row.system]: row.value });
  const guardians = new Map<string, string[]>();
  const known = new Set(people.map(({ id }) => id));
  for (const row of reader.rows<{ studentId: string; adultId: string }>(
    'SELECT studentId, adultId FROM relationship ORDER BY priority, adultId',
  ))
    if (known.has(row.adultId))
      guardians.set(row.studentId, [...(guardians.get(row.studentId) ?? []), row.adultId]);
  return people.map((one) => {
    const own = numbers.get(one.id) ?? {};
    return {
      sourcedId: one.id,
      enabledUser: 'true',
      orgSourcedIds: one.schools.join(','),
      role: one.role,
      // Both versions ask for a user name; nobody's name is given away where there is no account.
      username: `user-${one.id}`,
      userIds: own.state ? `{stateId:${own.state}}` : '',
      givenName: one.firstName,
      familyName: one.lastName,
      middleName: one.middleName ?? '',
      identifier: own.local ?? '',
      agentSourcedIds: one.role === 'student' ? (guardians.get(one.id) ?? []).join(',') : '',
      grades: one.grade ?? '',
      ...(version === '1.2'
        ? { preferredGivenName: one.usualName ?? '', primaryOrgSourcedId: one.schools[0] ?? '' }
        : {}),
    };
  });
}

/** In version 1.2 a user's roles stand in a file of their own, one for each school. */
function roles(people: readonly Someone[]): OneRosterRow[] {
  return people.flatMap((one) =>
    one.schools.map((school, at) => ({
      sourcedId: `role-${one.id}-${school}`,
      userSourcedId: one.id,
      roleType: at === 0 ? 'primary' : 'secondary',
      role: one.role,
      orgSourcedId: school,
    })),
  );
}

function enrollments(reader: Reader, endYear: number): OneRosterRow[] {
  const pupils = reader.rows<{
    id: string;
    sectionId: string;
    schoolId: string;
    studentId: string;
    startDate: string;
    endDate: string | null;
  }>(
    `SELECT r.id, r.sectionId, x.schoolId, e.studentId, r.startDate, r.endDate
      FROM sectionRoster r JOIN section x ON x.id = r.sectionId JOIN schoolYear y ON y.id = x.schoolYearId
      JOIN enrollment e ON e.id = r.enrollmentId WHERE y.endYear = ? AND e.noShow = 0`,
    endYear,
  );
  const teachers = reader.rows<{ sectionId: string; schoolId: string; teacherId: string }>(
    `SELECT x.id AS sectionId, x.schoolId, x.teacherId FROM section x JOIN schoolYear y ON y.id = x.schoolYearId
      WHERE y.endYear = ? AND x.teacherId IS NOT NULL`,
    endYear,
  );
  return [
    ...pupils.map((row) => ({
      sourcedId: row.id,
      classSourcedId: row.sectionId,
      schoolSourcedId: row.schoolId,
      userSourcedId: row.studentId,
      role: 'student',
      primary: 'false',
      beginDate: row.startDate,
      endDate: row.endDate ?? '',
    })),
    ...teachers.map((row) => ({
      sourcedId: `teacher-${row.sectionId}`,
      classSourcedId: row.sectionId,
      schoolSourcedId: row.schoolId,
      userSourcedId: row.teacherId,
      role: 'teacher',
      primary: 'true',
    })),
  ];
}

/** Of pupils alone; races and ethnicity where they were answered. */
function demographics(reader: Reader, people: readonly Someone[]): OneRosterRow[] {
  const answers = new Map(
    reader
      .rows<{ personId: string; hispanic: string | null; races: string | null }>(
        'SELECT personId, hispanic, races FROM demographics',
      )
      .map((row) => [row.personId, row]),
  );
  return people
    .filter(({ role }) => role === 'student')
    .map((one) => {
      const own = answers.get(one.id);
      const races = own?.races ? (JSON.parse(own.races) as string[]) : null;
      return {
        sourcedId: one.id,
        birthDate: one.birthDate ?? '',
        sex: one.gender === null ? '' : (SEX[one.gender] ?? 'unspecified'),
        ...Object.fromEntries(
          RACES.map(([code, column]) => [column, races ? String(races.includes(code)) : '']),
        ),
        demographicRaceTwoOrMoreRaces: races ? String(races.length > 1) : '',
        hispanicOrLatinoEthnicity: own?.hispanic ? String(own.hispanic === 'Y') : '',
      };
    });
}
