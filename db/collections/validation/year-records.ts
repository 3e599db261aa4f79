import { countDatesOf } from '#db/collections/student-count.ts';
import type { Reader } from '#db/system/connection.ts';
import type { CountCode, CountRules } from '#domain/collections/count-rules.ts';
import { unitOfGrade } from '#domain/collections/count-rules.ts';
import type { StudentFile } from '#domain/collections/validation/student-file.ts';
import type { Whose, YearRecords } from '#domain/collections/validation/year-records.ts';
import type { BellPeriod } from '#domain/school/bell-periods.ts';
import type { Row } from '#domain/sync/registry.ts';
import { addRatios, type Ratio, ratio } from '#domain/system/fraction.ts';

interface Scope {
  readonly endYear: number;
  readonly studentId?: string | null | undefined;
  readonly districtId?: string | null | undefined;
}

/** The records of a year that no pupil's file holds; of one pupil only what is that pupil's. */
export function yearRecords(
  reader: Reader,
  scope: Scope,
  { files, counts }: { files: readonly StudentFile[]; counts: CountRules },
): YearRecords {
  const ofPupils = pupilRecords(reader, scope);
  if (scope.studentId !== undefined) return { ...NO_SCHOOL_RECORDS, ...ofPupils };
  return {
    ...schoolRecords(reader, scope),
    ...ofPupils,
    unitCounts: unitCounts(reader, scope, files, counts),
    countDates: countDates(reader, scope),
  };
}

const NO_SCHOOL_RECORDS = {
  courses: [],
  sections: [],
  calendars: [],
  bells: [],
  staff: [],
  unitCounts: [],
  countDates: [],
} as const;

const schoolNamed = <R extends { readonly name: string }>({ name, ...row }: R) => ({
  ...row,
  whose: { studentId: null, name } as Whose,
});

type OfSchool = YearRecords['courses'][number];

function schoolRecords(
  reader: Reader,
  { endYear, districtId = null }: Scope,
): Pick<YearRecords, 'courses' | 'sections' | 'calendars' | 'bells' | 'staff'> {
  const here = '(? IS NULL OR s.districtId = ?)';
  const of = (text: string, ...values: unknown[]): OfSchool[] =>
    reader
      .rows<Omit<OfSchool, 'whose'> & { name: string }>(text, ...values, districtId, districtId)
      .map(schoolNamed);
  const periods = Map.groupBy(
    reader.rows<BellPeriod & { bellScheduleId: string }>(
      `SELECT b.bellScheduleId, b.name, b.startTime, b.endTime, b.minutes FROM bellBlock b
        JOIN bellSchedule l ON l.id = b.bellScheduleId JOIN calendar c ON c.id = l.calendarId
        JOIN schoolYear y ON y.id = c.schoolYearId WHERE y.endYear = ? AND b.instructional = 1 ORDER BY b.position, b.id`,
      endYear,
    ),
    ({ bellScheduleId }) => bellScheduleId,
  );
  return {
    courses: of(
      `SELECT k.id, k.schoolId, k.number, s.name || ', ' || k.name AS name FROM course k JOIN school s ON s.id = k.schoolId
        WHERE ${here} ORDER BY k.id`,
    ),
    sections: of(
      `SELECT x.id, x.schoolId, x.number, s.name || ', ' || x.name AS name FROM section x JOIN school s ON s.id = x.schoolId
        JOIN schoolYear y ON y.id = x.schoolYearId WHERE y.endYear = ? AND ${here} ORDER BY x.id`,
      endYear,
    ),
    calendars: of(
      `SELECT c.id, c.schoolId, c.number, s.name || ', ' || c.name AS name FROM calendar c JOIN school s ON s.id = c.schoolId
        JOIN schoolYear y ON y.id = c.schoolYearId WHERE y.endYear = ? AND ${here} ORDER BY c.id`,
      endYear,
    ),
    bells: reader
      .rows<{ id: string; calendarId: string; name: string; days: number; calendar: string }>(
        `SELECT l.id, l.calendarId, l.name, s.name || ', ' || c.name AS calendar,
            (SELECT count(*) FROM calendarDay d WHERE d.calendarId = c.id AND d.bellScheduleId = l.id AND d.kind = 'instruction') AS days
          FROM bellSchedule l JOIN calendar c ON c.id = l.calendarId JOIN school s ON s.id = c.schoolId
          JOIN schoolYear y ON y.id = c.schoolYearId WHERE y.endYear = ? AND ${here} ORDER BY l.id`,
        endYear,
        districtId,
        districtId,
      )
      .map(({ calendar, ...row }) => ({
        ...row,
        periods: periods.get(row.id) ?? [],
        whose: { studentId: null, name: calendar },
      })),
    staff: reader
      .rows<{ id: string; stateNumber: string | null; name: string }>(
        `SELECT p.id, i.value AS stateNumber, p.lastName || ', ' || p.firstName AS name FROM person p
          LEFT JOIN identifier i ON i.personId = p.id AND i.system = 'state'
          WHERE p.isStaff = 1 AND (
            EXISTS (SELECT 1 FROM employmentTerm t JOIN schoolYear y ON y.endYear = ? WHERE t.personId = p.id
              AND t.startDate <= y.endDate AND (t.endDate IS NULL OR t.endDate >= y.startDate) AND (? IS NULL OR t.districtId = ?))
            OR EXISTS (SELECT 1 FROM section x JOIN school s ON s.id = x.schoolId JOIN schoolYear y ON y.id = x.schoolYearId
              WHERE y.endYear = ? AND x.kind = 'class' AND ${here} AND (x.teacherId = p.id
                OR EXISTS (SELECT 1 FROM sectionStaff f WHERE f.sectionId = x.id AND f.staffId = p.id))))
          ORDER BY p.id`,
        endYear,
        districtId,
        districtId,
        endYear,
        districtId,
        districtId,
      )
      .map(schoolNamed),
  };
}

function pupilRecords(
  reader: Reader,
  { endYear, studentId = null, districtId = null }: Scope,
): Pick<YearRecords, 'pathways' | 'followUps' | 'scores'> {
  const whose = `p.lastName || ', ' || p.firstName AS pupil`;
  // Written out for each case: with "or everybody" in it, one pupil's records would be found by reading all.
  const one = [
    '1 = 1',
    ...(studentId === null ? [] : ['t.studentId = ?']),
    ...(districtId === null
      ? []
      : [
          `EXISTS (SELECT 1 FROM enrollment e JOIN school s ON s.id = e.schoolId
            WHERE e.studentId = t.studentId AND s.districtId = ?)`,
        ]),
  ].join(' AND ');
  const values = [studentId, districtId].filter((value) => value !== null);
  const named = <R extends { readonly pupil: string; readonly studentId: string }>({ pupil, ...row }: R) => ({
    ...row,
    whose: { studentId: row.studentId, name: pupil },
  });
  return {
    pathways: reader
      .rows<Row<'ctePathway'> & { pupil: string }>(
        `SELECT t.*, ${whose} FROM ctePathway t JOIN person p ON p.id = t.studentId WHERE t.endYear = ? AND ${one} ORDER BY t.id`,
        endYear,
        ...values,
      )
      .map(named),
    followUps: reader
      .rows<Row<'cteFollowUp'> & { pupil: string; leftOn: string | null }>(
        `SELECT t.*, ${whose}, (SELECT max(e.endDate) FROM enrollment e WHERE e.studentId = p.id) AS leftOn
          FROM cteFollowUp t JOIN person p ON p.id = t.studentId WHERE t.endYear = ? AND ${one} ORDER BY t.id`,
        endYear,
        ...values,
      )
      .map(named),
    scores: reader
      .rows<Row<'testScore'> & { pupil: string; birthDate: string | null }>(
        `SELECT t.*, ${whose}, p.birthDate FROM testScore t JOIN person p ON p.id = t.studentId WHERE ${one} ORDER BY t.takenOn, t.id`,
        ...values,
      )
      .map(named),
  };
}

/** What was entered from the finance system, each beside our own total of the unit. */
function unitCounts(
  reader: Reader,
  { endYear, districtId = null }: Scope,
  files: readonly StudentFile[],
  rules: CountRules,
): YearRecords['unitCounts'] {
  const entered = reader.rows<Row<'unitYear'> & { name: string }>(
    `SELECT u.*, d.name FROM unitYear u JOIN district d ON d.id = u.districtId
      WHERE u.endYear = ? AND (? IS NULL OR u.districtId = ?) ORDER BY u.id`,
    endYear,
    districtId,
    districtId,
  );
  if (entered.length === 0) return [];
  const districtOf = new Map(
    reader
      .rows<{ id: string; districtId: string }>('SELECT id, districtId FROM school')
      .map((school) => [school.id, school.districtId]),
  );
  const sums = new Map<string, Ratio>();
  for (const { stays } of files)
    for (const { row, counts } of stays)
      for (const [count, line] of Object.entries(counts)) {
        const key = `${districtOf.get(row.schoolId)} ${line.unit ?? unitOfGrade(rules, row.grade)?.code} ${count}`;
        sums.set(key, addRatios(sums.get(key) ?? ratio(0), line.fraction));
      }
  return entered.flatMap(({ id, districtId: of, unit, fallCount, springCount, name }) =>
    (
      [
        ['fall', fallCount],
        ['spring', springCount],
      ] as const
    ).flatMap(([count, state]) =>
      state === null
        ? []
        : [
            {
              id,
              count,
              unit,
              state,
              ours: sums.get(`${of} ${unit} ${count}`) ?? ratio(0),
              whose: { studentId: null, name },
            },
          ],
    ),
  );
}

function countDates(reader: Reader, { endYear, districtId = null }: Scope): YearRecords['countDates'] {
  const districts = reader.rows<{ id: string; name: string }>(
    'SELECT id, name FROM district WHERE ? IS NULL OR id = ? ORDER BY name, id',
    districtId,
    districtId,
  );
  return (['fall', 'spring'] as const satisfies CountCode[]).flatMap((count) => {
    const date = countDatesOf(reader, { endYear, count }).at(-1);
    return date === undefined
      ? []
      : districts.map(({ id, name }) => ({ districtId: id, count, date, whose: { studentId: null, name } }));
  });
}
