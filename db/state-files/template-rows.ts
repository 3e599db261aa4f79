import { attendanceSummary } from '#db/attendance/summary.ts';
import { readStudentCount } from '#db/collections/student-count.ts';
import { REPORTED } from '#db/school/calendar-reporting.ts';
import {
  assignmentRows,
  courseRows,
  employmentRows,
  placementRows,
  rosterRows,
  sectionRows,
  staffRows,
} from '#db/state-files/class-rows.ts';
import { followUpRows, pathwayRows } from '#db/state-files/cte-rows.ts';
import type { Reader } from '#db/system/connection.ts';
import type { CountCode } from '#domain/collections/count-rules.ts';
import { activeOn } from '#domain/programs/program-rules.ts';
import type { RecordValues, StateLayout } from '#domain/state-files/layout.ts';
import type { TemplateName } from '#domain/state-files/templates.ts';
import type { Row } from '#domain/sync/registry.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';

export interface FileScope {
  readonly endYear: number;
  /** Day the flags of programs are read at. */
  readonly asOf: CivilDate;
  /** School number; left out: every school. */
  readonly school?: string | undefined;
}

/** One detail record before it is written, with the pupil it is about. */
export interface TemplateRow {
  readonly studentId: string;
  readonly values: RecordValues;
}

/** An enrollment of the year with its pupil, school and numbers. */
export interface YearEnrollment extends Row<'enrollment'> {
  readonly districtNumber: string;
  readonly schoolNumber: string;
  readonly calendarNumber: string;
  readonly stateId: string | null;
  readonly localId: string | null;
  readonly lastName: string;
  readonly firstName: string;
}

/** The detail records of a state file, in an order that depends on what they say alone. */
export function templateRows(
  reader: Reader,
  layout: StateLayout,
  template: TemplateName,
  scope: FileScope,
): TemplateRow[] {
  switch (template) {
    case 'aim-sd':
      return demographicRows(reader, scope);
    case 'aim-en':
      return yearEnrollments(reader, scope).map((row) => ({
        studentId: row.studentId,
        values: { ...common(row, scope), ...enrollmentValues(row) },
      }));
    case 'aim-pp':
      return participationRows(reader, layout, scope);
    case 'aim-lp':
      return programRows(reader, scope, 'EL').map(({ record, row }) => ({
        studentId: row.studentId,
        values: {
          ...common(row, scope),
          elStatus: record.detail,
          identifiedDate: record.startDate,
          exitDate: record.endDate,
          language: record.language,
        },
      }));
    case 'aim-504':
      return programRows(reader, scope, 'S504').map(({ record, row }) => ({
        studentId: row.studentId,
        values: { ...common(row, scope), startDate: record.startDate, endDate: record.endDate },
      }));
    case 'aim-fram':
      return programRows(reader, scope, 'MEAL').map(({ record, row }) => ({
        studentId: row.studentId,
        values: {
          ...common(row, scope),
          eligibility: record.detail,
          certification: record.certification,
          startDate: record.startDate,
          endDate: record.endDate,
        },
      }));
    case 'aim-mi':
      return modeRows(reader, scope);
    case 'aim-af':
      return countRows(reader, scope, 'fall');
    case 'aim-as':
      return countRows(reader, scope, 'spring');
    case 'aim-aa':
      return totalRows(reader, scope);
    case 'aim-ct':
      return followUpRows(reader, scope);
    case 'aim-ce':
      return pathwayRows(reader, scope);
    case 'aim-cu':
      return courseRows(reader, scope);
    case 'aim-su':
      return sectionRows(reader, scope);
    case 'aim-sp':
      return placementRows(reader, scope);
    case 'aim-sh':
      return staffRows(reader, scope);
    case 'aim-ru':
      return rosterRows(reader, scope);
    case 'aim-te':
      return employmentRows(reader, scope);
    case 'aim-da':
      return assignmentRows(reader, scope);
  }
}

const common = (row: YearEnrollment, { endYear }: FileScope): RecordValues => ({
  districtNumber: row.districtNumber,
  schoolNumber: row.schoolNumber,
  calendarNumber: row.calendarNumber,
  stateId: row.stateId,
  localId: row.localId,
  lastName: row.lastName,
  firstName: row.firstName,
  year: String(endYear),
});

const enrollmentValues = (row: YearEnrollment): RecordValues => ({
  startDate: row.startDate,
  startStatus: row.startStatus,
  endDate: row.endDate,
  endStatus: row.endStatus,
  grade: row.grade,
  serviceType: row.serviceType,
  noShow: row.noShow === 1,
  diplomaDate: row.diplomaDate,
  diplomaType: row.diplomaType,
  diplomaPeriod: row.diplomaPeriod,
});

/** Enrollments of the year that go to the state, by school, calendar, State ID and start. */
export function yearEnrollments(reader: Reader, scope: FileScope): YearEnrollment[] {
  return reader.rows<YearEnrollment>(
    `SELECT e.*, d.number AS districtNumber, s.number AS schoolNumber, c.number AS calendarNumber,
        st.value AS stateId, lo.value AS localId, p.lastName, p.firstName
      FROM enrollment e
      JOIN person p ON p.id = e.studentId
      JOIN school s ON s.id = e.schoolId
      JOIN district d ON d.id = s.districtId
      JOIN calendar c ON c.id = e.calendarId
      JOIN schoolYear y ON y.id = c.schoolYearId
      LEFT JOIN identifier st ON st.personId = p.id AND st.system = 'state'
      LEFT JOIN identifier lo ON lo.personId = p.id AND lo.system = 'local'
      WHERE y.endYear = ? AND ${REPORTED} AND (? IS NULL OR s.number = ?)
      ORDER BY s.number, c.number, st.value IS NULL, st.value, lo.value, p.lastName, p.firstName, e.startDate, e.serviceType`,
    scope.endYear,
    scope.school ?? null,
    scope.school ?? null,
  );
}

interface DemographicRow {
  readonly studentId: string;
  readonly districtNumber: string;
  readonly stateId: string | null;
  readonly localId: string | null;
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string | null;
  readonly suffix: string | null;
  readonly gender: string | null;
  readonly birthDate: string | null;
  readonly hispanic: string | null;
  readonly races: string | null;
}

/** Pupils of the year, and pupils who are here but not enrolled yet: the state wants to know them before it takes an enrollment. */
function demographicRows(reader: Reader, scope: FileScope): TemplateRow[] {
  const year = yearEnrollments(reader, scope);
  const districts = new Map(year.map((row) => [row.studentId, row.districtNumber]));
  const first = reader.rows<{ number: string }>('SELECT number FROM district ORDER BY number LIMIT 1')[0];
  return reader
    .rows<Omit<DemographicRow, 'districtNumber'>>(
      `SELECT p.id AS studentId, st.value AS stateId, lo.value AS localId, p.lastName, p.firstName, p.middleName, p.suffix,
          p.gender, p.birthDate, m.hispanic, m.races
        FROM person p
        LEFT JOIN identifier st ON st.personId = p.id AND st.system = 'state'
        LEFT JOIN identifier lo ON lo.personId = p.id AND lo.system = 'local'
        LEFT JOIN demographics m ON m.personId = p.id
        WHERE p.isStudent = 1
        ORDER BY st.value IS NULL, st.value, lo.value, p.lastName, p.firstName, p.birthDate`,
    )
    .filter(
      ({ studentId }) =>
        districts.has(studentId) ||
        (scope.school === undefined &&
          reader.rows('SELECT 1 FROM enrollment WHERE studentId = ? LIMIT 1', studentId).length === 0),
    )
    .map(({ studentId, races, ...values }) => ({
      studentId,
      values: {
        ...values,
        districtNumber: districts.get(studentId) ?? first?.number ?? null,
        races: races ? (JSON.parse(races) as string[]) : null,
      },
    }));
}

/** The pupil's most recent enrollment speaks for programs; primary ones first. Source: count and program upload rules. */
function currentEnrollments(reader: Reader, scope: FileScope): YearEnrollment[] {
  const best = new Map<string, YearEnrollment>();
  for (const row of yearEnrollments(reader, scope)) {
    if (row.noShow === 1) continue;
    const held = best.get(row.studentId);
    if (!held || rank(row) > rank(held) || (rank(row) === rank(held) && row.startDate >= held.startDate))
      best.set(row.studentId, row);
  }
  return [...best.values()];
}

const rank = (row: YearEnrollment): number => (row.serviceType === 'P' ? 1 : 0);

function participationRows(reader: Reader, layout: StateLayout, scope: FileScope): TemplateRow[] {
  const records = new Map<string, Row<'programRecord'>[]>();
  for (const record of reader.rows<Row<'programRecord'>>('SELECT * FROM programRecord'))
    records.set(record.studentId, [...(records.get(record.studentId) ?? []), record]);
  return currentEnrollments(reader, scope).map((row) => {
    const own = records.get(row.studentId) ?? [];
    const flags = layout.fields.flatMap(({ name, program }) =>
      program === undefined
        ? []
        : [[name, own.some((record) => record.program === program && activeOn(record, scope.asOf))] as const],
    );
    return { studentId: row.studentId, values: { ...common(row, scope), ...Object.fromEntries(flags) } };
  });
}

/** Records of one program that touch the school year, each with the pupil's enrollment of the year. */
function programRows(
  reader: Reader,
  scope: FileScope,
  program: string,
): { record: Row<'programRecord'>; row: YearEnrollment }[] {
  const enrolled = new Map(currentEnrollments(reader, scope).map((row) => [row.studentId, row]));
  return reader
    .rows<Row<'programRecord'>>(
      'SELECT * FROM programRecord WHERE program = ? AND startDate <= ? AND (endDate IS NULL OR endDate >= ?)',
      program,
      `${scope.endYear}-06-30`,
      `${scope.endYear - 1}-07-01`,
    )
    .flatMap((record) => {
      const row = enrolled.get(record.studentId);
      return row ? [{ record, row }] : [];
    })
    .sort(
      (a, b) =>
        compare(a.row.stateId ?? '~', b.row.stateId ?? '~') ||
        compare(a.row.localId ?? '', b.row.localId ?? '') ||
        compare(a.record.startDate, b.record.startDate),
    );
}

/** Hybrid and remote pupils only: the state asks for no record of the others. */
function modeRows(reader: Reader, scope: FileScope): TemplateRow[] {
  const modes = new Map(
    reader
      .rows<{ enrollmentId: string; offeredMode: string }>(
        "SELECT enrollmentId, offeredMode FROM enrollmentFacts WHERE offeredMode IS NOT NULL AND offeredMode <> 'IP'",
      )
      .map((row) => [row.enrollmentId, row.offeredMode]),
  );
  return yearEnrollments(reader, scope).flatMap((row) => {
    const mode = modes.get(row.id);
    return mode === undefined ? [] : [{ studentId: row.studentId, values: { ...common(row, scope), mode } }];
  });
}

function countRows(reader: Reader, scope: FileScope, count: CountCode): TemplateRow[] {
  const counted = new Map(
    readStudentCount(reader, { endYear: scope.endYear, count, school: scope.school }).pupils.map((pupil) => [
      pupil.enrollmentId,
      pupil,
    ]),
  );
  return yearEnrollments(reader, scope).flatMap((row) => {
    const pupil = counted.get(row.id);
    if (!pupil || row.extracurricularOnly === 1) return [];
    return [
      {
        studentId: row.studentId,
        values: {
          ...common(row, scope),
          aggregateHours: pupil.hours,
          absent: pupil.absent,
          excludeTenDay: pupil.tenDay,
        },
      },
    ];
  });
}

/** Primary enrollments of preschool to grade 12, with what was entered over what is added up. */
function totalRows(reader: Reader, scope: FileScope): TemplateRow[] {
  const entered = new Map(
    reader.rows<Row<'enteredTotals'>>('SELECT * FROM enteredTotals').map((row) => [row.enrollmentId, row]),
  );
  const summed = new Map(
    attendanceSummary(reader, {
      from: `${scope.endYear - 1}-07-01`,
      to: `${scope.endYear}-06-30`,
      school: scope.school,
    }).map((row) => [row.enrollmentId, row]),
  );
  return yearEnrollments(reader, scope).flatMap((row) => {
    if (row.serviceType !== 'P' || row.noShow === 1 || row.extracurricularOnly === 1) return [];
    const own = entered.get(row.id);
    const sum = summed.get(row.id);
    const essa = own?.essaDaysAbsent ?? sum?.essaDaysAbsent ?? null;
    return [
      {
        studentId: row.studentId,
        values: {
          ...common(row, scope),
          startDate: row.startDate,
          daysEnrolled: own?.daysEnrolled ?? (sum ? `${sum.daysEnrolled}.00` : null),
          daysPresent: own?.daysPresent ?? sum?.adaDaysPresent ?? null,
          essaDaysAbsent: essa === null ? null : String(essa),
        },
      },
    ];
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
