import { putEnrollment } from '#db/enrollment/enroll.ts';
import { refuseNeverCame } from '#db/enrollment/never-came.ts';
import {
  dateCell,
  gradeCell,
  requiredCell,
  requiredDate,
  stateIdCell,
  textCell,
  yesNo,
} from '#db/imports/cells.ts';
import { calendarByNumber, personByNumbers, schoolByNumber, yearEnding } from '#db/imports/find-subject.ts';
import { type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import { ownCodes } from '#db/state-files/state-codes.ts';
import { codeSet } from '#db/system/code-sets.ts';
import type { Writer } from '#db/system/connection.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

/** Fields of an EN record: the common eight, then dates and codes, then the ending year. Source: upload template EN. */
const FIELDS = 20;

/** One EN record: the enrollment that starts on that day in that calendar, made or brought up to date. */
export function takeEnrollment(tools: ImportTools, cells: readonly string[]): RowResult {
  if (cells.length !== FIELDS)
    throw new RowProblem(`A student enrollment record has ${FIELDS} fields; this one has ${cells.length}.`);
  const { writer } = tools;
  const year = requiredCell(cells[FIELDS - 1], 'Year');
  if (!/^20\d\d$/.test(year))
    throw new RowProblem(`Year "${year}" is not the ending year of a school year, like 2027.`, 'Year', year);
  const stateId = stateIdCell(cells[4]);
  const localId = textCell(cells[5]);
  const studentId = personByNumbers(writer, stateId, localId);
  if (!studentId)
    throw new RowProblem(
      'This pupil is not here yet. Bring in the demographic file (SD) first.',
      'State ID',
      stateId ?? localId ?? undefined,
    );
  const own = ownCodes(writer);
  const coded = (set: string, value: string | null): string | null =>
    value === null ? null : own(set, value);
  const grade = gradeCell(
    coded('grade_level', textCell(cells[12])) ?? undefined,
    new Set(codeSet(writer, 'grade_level').map(({ code }) => code)),
  );
  const startDate = requiredDate(cells[8], 'Start date');
  const endDate = dateCell(cells[10], 'End date');
  if (endDate !== null && endDate < startDate)
    throw new RowProblem(
      'The end date is before the start date.',
      'End date',
      textCell(cells[10]) ?? undefined,
    );
  const school = schoolByNumber(tools, requiredCell(cells[2], 'School'));
  const calendarId = calendarByNumber(
    tools,
    school,
    yearEnding(tools, Number(year)),
    requiredCell(cells[3], 'Calendar'),
  );
  const before = writer.rows<Row<'enrollment'>>(
    'SELECT * FROM enrollment WHERE studentId = ? AND calendarId = ? AND startDate = ?',
    studentId,
    calendarId,
    startDate,
  )[0];
  const row: Row<'enrollment'> = {
    ...(before ?? {
      id: tools.newId(),
      endReason: null,
      dropoutReason: null,
      stateExclude: 0,
      extracurricularOnly: 0,
      note: null,
    }),
    studentId,
    schoolId: school.id,
    calendarId,
    grade,
    startDate,
    serviceType:
      coded('service_type', textCell(cells[13])?.toUpperCase() ?? null) ?? before?.serviceType ?? 'P',
    startStatus: coded('start_status', statusCode(cells[9])) ?? before?.startStatus ?? null,
    endDate: endDate ?? before?.endDate ?? null,
    endStatus: coded('end_status', textCell(cells[11])) ?? before?.endStatus ?? null,
    noShow: (yesNo(cells[14], 'No show') ?? before?.noShow === 1) ? 1 : 0,
    diplomaDate: dateCell(cells[16], 'Diploma date') ?? before?.diplomaDate ?? null,
    diplomaType: coded('diploma_type', textCell(cells[17])) ?? before?.diplomaType ?? null,
    diplomaPeriod: coded('diploma_period', textCell(cells[18])) ?? before?.diplomaPeriod ?? null,
  };
  if (before && sameRow(before, row)) return 'same';
  putChecked(writer, row, () => {
    if (before?.noShow === 0 && row.noShow === 1) refuseNeverCame(writer, before, tools.today);
  });
  return before ? 'changed' : 'added';
}

/** What the file calls the fields that an enrollment's own rules speak of. */
const LABELS: Readonly<Record<string, string>> = {
  startDate: 'Start date',
  endDate: 'End date',
  startStatus: 'Start status',
  serviceType: 'Service type',
  grade: 'Grade',
  noShow: 'No show',
};

function putChecked(writer: Writer, row: Row<'enrollment'>, check: () => void): void {
  try {
    check();
    putEnrollment(writer, row);
  } catch (error) {
    const problem = error instanceof Failure ? error.problems[0] : undefined;
    if (!problem) throw error;
    throw new RowProblem(
      (error as Failure).message,
      LABELS[problem.field ?? ''] ?? problem.field,
      problem.value,
    );
  }
}

/** Two digits: "2" in a file that Excel has touched is "02". */
const statusCode = (value: string | undefined): string | null => {
  const text = textCell(value);
  return text && /^\d$/.test(text) ? `0${text}` : text;
};

const sameRow = (a: Row<'enrollment'>, b: Row<'enrollment'>): boolean =>
  (Object.keys(b) as (keyof Row<'enrollment'>)[]).every((field) => a[field] === b[field]);
