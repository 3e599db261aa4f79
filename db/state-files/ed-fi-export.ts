import { rulesOfYear } from '#db/attendance/attendance-codes.ts';
import { leftOutOfState } from '#db/school/calendar-reporting.ts';
import { calendarIndexOf } from '#db/school/calendars.ts';
import { taughtIn } from '#db/school/pupil-seats.ts';
import { type FileScope, yearEnrollments } from '#db/state-files/template-rows.ts';
import type { Reader } from '#db/system/connection.ts';
import { dayShare } from '#domain/attendance/day-share.ts';
import type { DatedMark } from '#domain/attendance/year-totals.ts';
import type { CalendarIndex } from '#domain/school/calendar-index.ts';
import type { Row } from '#domain/sync/registry.ts';
import { decimalText, ratio } from '#domain/system/fraction.ts';
import edFi from '#resources/standards/ed-fi.json' with { type: 'json' };

const D = edFi.descriptors;

/** Ed-Fi resources by their names, each a list of bodies in the standard's shape, in the order of their natural keys. */
export interface EdFiExport {
  readonly resources: Readonly<Record<string, readonly object[]>>;
  /** What could not be said in the standard, in sentences. */
  readonly leftOut: readonly string[];
}

const descriptor = (name: string, value: string): string => `${edFi.namespace}/${name}#${value}`;

/** The descriptor of one of our codes, or undefined where the standard has none. */
function mapped(
  set: { name: string; values: Readonly<Record<string, string>> },
  code: string | null,
): string | undefined {
  const value = code === null ? undefined : set.values[code];
  return value === undefined ? undefined : descriptor(set.name, value);
}

/**
 * Pupils, associations, calendars, attendance events and programs of one school year, for a receiver that speaks Ed-Fi.
 * Pupils without a State ID are left out: it is their unique id. Source: Ed-Fi Data Standard 5.2.
 */
export function edFiExport(reader: Reader, scope: FileScope): EdFiExport {
  const { endYear } = scope;
  const enrolled = yearEnrollments(reader, scope).filter((row) => row.noShow === 0);
  const rows = enrolled.filter((row) => row.stateId !== null);
  const pending = enrolled.filter((row) => row.stateId === null);
  const studentIds = new Map(rows.map((row) => [row.studentId, row.stateId ?? '']));
  const people = new Map(
    reader
      .rows<Row<'person'>>('SELECT * FROM person WHERE isStudent = 1')
      .filter((person) => studentIds.has(person.id))
      .map((person) => [person.id, person]),
  );
  const withBirth = new Set(
    [...people.values()].filter(({ birthDate }) => birthDate !== null).map(({ id }) => id),
  );
  const usable = rows.filter((row) => withBirth.has(row.studentId));
  const attendance = attendanceEvents(reader, usable, endYear);
  return {
    resources: {
      students: [...people.values()]
        .filter(({ id }) => withBirth.has(id))
        .map((person) => ({
          studentUniqueId: studentIds.get(person.id),
          firstName: person.firstName,
          lastSurname: person.lastName,
          birthDate: person.birthDate,
          ...given({
            middleName: person.middleName,
            generationCodeSuffix: person.suffix,
            preferredFirstName: person.usualName,
          }),
        }))
        .sort(by('studentUniqueId')),
      studentSchoolAssociations: usable.map((row) => ({
        studentReference: { studentUniqueId: row.stateId },
        schoolReference: { schoolId: Number(row.schoolNumber) },
        entryDate: row.startDate,
        entryGradeLevelDescriptor: mapped(D.grade, row.grade),
        calendarReference: {
          calendarCode: row.calendarNumber,
          schoolId: Number(row.schoolNumber),
          schoolYear: endYear,
        },
        schoolYearTypeReference: { schoolYear: endYear },
        primarySchool: row.serviceType === 'P',
        ...given({
          entryTypeDescriptor: row.startStatus === null ? null : descriptor(D.entry.name, row.startStatus),
          exitWithdrawDate: row.endDate,
          exitWithdrawTypeDescriptor: row.endDate === null ? null : (mapped(D.exit, row.endReason) ?? null),
        }),
      })),
      studentEducationOrganizationAssociations: associations(reader, usable, people),
      calendars: calendars(reader, endYear),
      calendarDates: calendarDates(reader, endYear),
      sessions: sessions(reader, endYear),
      studentSchoolAttendanceEvents: attendance,
      studentProgramAssociations: programs(reader, usable, scope),
    },
    leftOut: [
      ...told(pending, 'without a State ID, which is their id in the standard'),
      ...told(
        rows.filter((row) => !withBirth.has(row.studentId)),
        'without a birth date, for which the standard asks',
      ),
      ...leftOutOfState(reader, endYear),
      'Entry codes are given as the state’s own code values; a receiver must load them as descriptors first.',
    ],
  };
}

/** Whom the export leaves out, by name; nothing when it is nobody. */
function told(
  rows: readonly { studentId: string; lastName: string; firstName: string }[],
  why: string,
): string[] {
  const names = new Map(rows.map((row) => [row.studentId, `${row.lastName}, ${row.firstName}`]));
  const n = names.size;
  return n === 0
    ? []
    : [`${n} ${n === 1 ? 'pupil' : 'pupils'} ${why}: ${[...names.values()].sort().join('; ')}.`];
}

/** Only what there is: the standard leaves empty fields out. */
function given<T extends Record<string, unknown>>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined),
  ) as Partial<T>;
}

const by =
  (...names: string[]) =>
  (a: object, b: object): number => {
    const key = (one: object): string =>
      names.map((name) => String((one as Record<string, unknown>)[name])).join('\t');
    return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
  };

function associations(
  reader: Reader,
  rows: readonly { studentId: string; stateId: string | null; schoolId: string }[],
  people: ReadonlyMap<string, Row<'person'>>,
): object[] {
  const answers = new Map(
    reader.rows<Row<'demographics'>>('SELECT * FROM demographics').map((row) => [row.personId, row]),
  );
  const districts = new Map(
    reader
      .rows<{ schoolId: string; number: string }>(
        'SELECT s.id AS schoolId, d.number FROM school s JOIN district d ON d.id = s.districtId',
      )
      .map((row) => [row.schoolId, row.number]),
  );
  const once = new Map<string, object>();
  for (const { studentId, stateId, schoolId } of rows) {
    if (once.has(studentId)) continue;
    const own = answers.get(studentId);
    const races = own?.races ? (JSON.parse(own.races) as string[]) : [];
    once.set(studentId, {
      studentReference: { studentUniqueId: stateId },
      educationOrganizationReference: { educationOrganizationId: Number(districts.get(schoolId) ?? 0) },
      ...given({
        sexDescriptor: mapped(D.sex, people.get(studentId)?.gender ?? null),
        hispanicLatinoEthnicity: own?.hispanic ? own.hispanic === 'Y' : null,
      }),
      races: races.flatMap((race) => {
        const raceDescriptor = mapped(D.race, race);
        return raceDescriptor ? [{ raceDescriptor }] : [];
      }),
    });
  }
  return [...once.values()];
}

interface CalendarRow {
  readonly id: string;
  readonly number: string;
  readonly schoolNumber: string;
}

const calendarRows = (reader: Reader, endYear: number): CalendarRow[] =>
  reader.rows<CalendarRow>(
    `SELECT c.id, c.number, s.number AS schoolNumber FROM calendar c JOIN school s ON s.id = c.schoolId
      JOIN schoolYear y ON y.id = c.schoolYearId
      WHERE y.endYear = ? AND NOT EXISTS (SELECT 1 FROM calendarReporting o WHERE o.calendarId = c.id AND o.excluded = 1)
      ORDER BY s.number, c.number`,
    endYear,
  );

const calendars = (reader: Reader, endYear: number): object[] =>
  calendarRows(reader, endYear).map(({ number, schoolNumber }) => ({
    calendarCode: number,
    schoolReference: { schoolId: Number(schoolNumber) },
    schoolYearTypeReference: { schoolYear: endYear },
    calendarTypeDescriptor: descriptor(D.calendarType.name, D.calendarType.school),
  }));

function calendarDates(reader: Reader, endYear: number): object[] {
  return calendarRows(reader, endYear).flatMap(({ id, number, schoolNumber }) =>
    reader
      .rows<{ date: string; kind: string }>(
        'SELECT date, kind FROM calendarDay WHERE calendarId = ? ORDER BY date',
        id,
      )
      .flatMap(({ date, kind }) => {
        const calendarEventDescriptor = mapped(D.calendarEvent, kind);
        return calendarEventDescriptor
          ? [
              {
                calendarReference: {
                  calendarCode: number,
                  schoolId: Number(schoolNumber),
                  schoolYear: endYear,
                },
                date,
                calendarEvents: [{ calendarEventDescriptor }],
              },
            ]
          : [];
      }),
  );
}

const SESSION = 'Year';

/** One session for each school: attendance events name it. */
function sessions(reader: Reader, endYear: number): object[] {
  return reader
    .rows<{ schoolNumber: string; first: string | null; last: string | null; days: number }>(
      `SELECT s.number AS schoolNumber, min(d.date) AS first, max(d.date) AS last, count(DISTINCT d.date) AS days
        FROM school s JOIN calendar c ON c.schoolId = s.id JOIN schoolYear y ON y.id = c.schoolYearId
        JOIN calendarDay d ON d.calendarId = c.id AND d.kind = 'instruction'
        WHERE y.endYear = ? AND NOT EXISTS (SELECT 1 FROM calendarReporting o WHERE o.calendarId = c.id AND o.excluded = 1)
        GROUP BY s.number ORDER BY s.number`,
      endYear,
    )
    .map(({ schoolNumber, first, last, days }) => ({
      schoolReference: { schoolId: Number(schoolNumber) },
      schoolYearTypeReference: { schoolYear: endYear },
      sessionName: SESSION,
      termDescriptor: descriptor(D.term.name, D.term.year),
      beginDate: first,
      endDate: last,
      totalInstructionalDays: days,
    }));
}

/** One event for a day of which something was missed: category by excuse, duration as a share of the pupil's own day. */
function attendanceEvents(
  reader: Reader,
  rows: readonly { id: string; stateId: string | null; schoolNumber: string; calendarId: string }[],
  endYear: number,
): object[] {
  const rules = rulesOfYear(reader, endYear);
  const calendars = new Map<string, CalendarIndex>();
  const taught = taughtIn(reader, `${endYear - 1}-07-01`, `${endYear}-06-30`);
  return rows.flatMap((row) => {
    const calendar = calendars.get(row.calendarId) ?? calendarIndexOf(reader, row.calendarId);
    calendars.set(row.calendarId, calendar);
    const days = new Map<string, DatedMark[]>();
    for (const mark of reader.rows<DatedMark>(
      'SELECT date, block, source, code, minutes FROM attendanceMark WHERE enrollmentId = ? AND code IS NOT NULL ORDER BY date, block, source',
      row.id,
    ))
      days.set(mark.date, [...(days.get(mark.date) ?? []), mark]);
    return [...days].flatMap(([date, marks]) => {
      const share = dayShare(taught(row.id, date, calendar.dayOn.get(date)?.blocks ?? []), marks, rules);
      if (!share || share.missed === 0) return [];
      const codes = marks.flatMap(({ code }) => (code === null ? [] : [rules.codes.get(code)]));
      const absent = codes.some((code) => code?.absent === 1);
      const excused = codes.every((code) => code?.excuse === 'E');
      const category = absent
        ? excused
          ? D.attendance.excused
          : D.attendance.unexcused
        : marks.some(({ code }) => code === 'LE')
          ? D.attendance.early
          : D.attendance.tardy;
      return [
        {
          studentReference: { studentUniqueId: row.stateId },
          schoolReference: { schoolId: Number(row.schoolNumber) },
          sessionReference: { schoolId: Number(row.schoolNumber), schoolYear: endYear, sessionName: SESSION },
          eventDate: date,
          attendanceEventCategoryDescriptor: descriptor(D.attendance.name, category),
          eventDuration: Number(decimalText(ratio(share.missed, share.minutes), 2)),
          schoolAttendanceDuration: share.minutes - share.missed,
        },
      ];
    });
  });
}

/** Programs that touch the year and have a type in the standard. */
function programs(
  reader: Reader,
  rows: readonly { studentId: string; stateId: string | null; districtNumber: string }[],
  { endYear }: FileScope,
): object[] {
  const pupils = new Map(rows.map((row) => [row.studentId, row]));
  return reader
    .rows<Row<'programRecord'>>(
      'SELECT * FROM programRecord WHERE startDate <= ? AND (endDate IS NULL OR endDate >= ?) ORDER BY studentId, program, startDate',
      `${endYear}-06-30`,
      `${endYear - 1}-07-01`,
    )
    .flatMap((record) => {
      const pupil = pupils.get(record.studentId);
      const programTypeDescriptor = mapped(D.program, record.program);
      if (!pupil || !programTypeDescriptor) return [];
      const educationOrganizationId = Number(pupil.districtNumber);
      return [
        {
          studentReference: { studentUniqueId: pupil.stateId },
          educationOrganizationReference: { educationOrganizationId },
          programReference: { educationOrganizationId, programName: record.program, programTypeDescriptor },
          beginDate: record.startDate,
          ...given({ endDate: record.endDate }),
        },
      ];
    });
}
