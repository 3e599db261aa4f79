import { endRosters, reopenRosters } from '#db/enrollment/seats-of-a-stay.ts';
import { stayProblems } from '#db/enrollment/stay-problems.ts';
import { namedDetails, type PersonDetails } from '#db/people/change-person.ts';
import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { sql } from '#db/system/connection.ts';
import { change, put, putKeyed, requiredRow } from '#db/system/rows.ts';
import { BEGUN_STAY } from '#domain/enrollment/begun-stay.ts';
import { overlappingEnrollments } from '#domain/enrollment/overlap.ts';
import type { Row } from '#domain/sync/registry.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';

export interface EnrollInput {
  readonly personId: string | undefined;
  readonly details: PersonDetails | undefined;
  readonly localId: string | undefined;
  readonly calendarId: string;
  readonly grade: string;
  readonly serviceType: string;
  readonly startDate: string;
  readonly startStatus: string | null;
  readonly sectionId: string | undefined;
}

/** Enrolls somebody already here, or a new person. Everything in one transaction. */
export function enroll(
  writer: Writer,
  input: EnrollInput,
  newId: () => string,
): { personId: string; enrollmentId: string } {
  const personId = input.personId ?? makeStudent(writer, input, newId);
  if (input.personId) change(writer, 'person', personId, { isStudent: 1 });
  const calendar = requiredRow(writer, 'calendar', input.calendarId);
  const row: Row<'enrollment'> = {
    id: newId(),
    studentId: personId,
    schoolId: calendar.schoolId,
    calendarId: input.calendarId,
    grade: input.grade,
    serviceType: input.serviceType,
    startDate: input.startDate,
    ...BEGUN_STAY,
    startStatus: input.startStatus,
  };
  putEnrollment(writer, row);
  if (input.sectionId) seat(writer, input.sectionId, row, input.startDate, newId);
  return { personId, enrollmentId: row.id };
}

function makeStudent(writer: Writer, input: EnrollInput, newId: () => string): string {
  if (!input.details)
    throw new Failure(
      'invalid-input',
      'Enter the name of the child, or choose somebody who is already here.',
      [{ field: 'details.lastName', message: 'Please fill this in.' }],
    );
  const details = namedDetails(input.details);
  if (!details.birthDate)
    throw new Failure('invalid-input', 'The birth date is needed to enroll a child.', [
      { field: 'details.birthDate', message: 'Please fill this in.' },
    ]);
  if (details.birthDate >= input.startDate)
    throw new Failure('invalid-input', 'The child would start school before it was born. Check both dates.', [
      { field: 'details.birthDate', message: 'Not before the first day.' },
    ]);
  const personId = newId();
  put(writer, 'person', { id: personId, ...details, isStudent: 1, isStaff: 0 });
  if (input.localId) {
    const taken = writer.rows("SELECT 1 FROM identifier WHERE system = 'local' AND value = ?", input.localId);
    if (taken.length > 0)
      throw new Failure('conflict', `Local number ${input.localId} belongs to another pupil.`, [
        { field: 'localId', message: 'Choose another number.' },
      ]);
  }
  putKeyed(writer, 'identifier', { personId, system: 'local', value: input.localId ?? nextLocalId(writer) });
  return personId;
}

/** The next free local number. */
function nextLocalId(reader: Reader): string {
  const last = reader.rows<{ n: number | null }>(
    "SELECT max(CAST(value AS INTEGER)) AS n FROM identifier WHERE system = 'local' AND value GLOB '[0-9]*'",
  )[0]?.n;
  return String((last ?? 1000) + 1);
}

/** Checks the row against the rules that need its neighbours, then writes it. */
export function putEnrollment(writer: Writer, row: Row<'enrollment'>): void {
  const calendar = requiredRow(writer, 'calendar', row.calendarId);
  const year = requiredRow(writer, 'schoolYear', calendar.schoolYearId);
  if (row.endDate !== null && row.endDate < row.startDate)
    throw new Failure(
      'invalid-input',
      `The last day (${dateInWords(row.endDate)}) is before the first (${dateInWords(row.startDate)}).`,
      [{ field: 'endDate', message: 'Before the start date.' }],
    );
  if (row.startDate < year.startDate || row.startDate > year.endDate)
    throw new Failure(
      'invalid-input',
      `The start date is not in the school year of this calendar, ${dateInWords(year.startDate)} to ${dateInWords(year.endDate)}.`,
      [{ field: 'startDate', message: 'Not in the school year.' }],
    );
  if (row.endDate !== null && row.endDate > year.endDate)
    throw new Failure(
      'invalid-input',
      `The last day is not in the school year of this calendar, ${dateInWords(year.startDate)} to ${dateInWords(year.endDate)}.`,
      [{ field: 'endDate', message: 'Not in the school year.', value: row.endDate }],
    );
  for (const [field, set, value] of [
    ['grade', 'grade_level', row.grade],
    ['serviceType', 'service_type', row.serviceType],
    ['startStatus', 'start_status', row.startStatus],
  ] as const)
    if (value !== null && !codeSet(writer, set).some((choice) => choice.code === value))
      throw new Failure('invalid-input', `"${value}" is not a code that can be chosen here.`, [
        { field, message: 'Choose from the list.', value },
      ]);
  const own = writer
    .all(
      sql
        .selectFrom('enrollment')
        .selectAll()
        .where('studentId', '=', row.studentId)
        .where('id', '!=', row.id),
    )
    .filter((other) => other.endDate !== null || sameYear(writer, other.calendarId, calendar.schoolYearId));
  const clash = overlappingEnrollments([...own, row]).find(
    (o) => o.firstId === row.id || o.secondId === row.id,
  );
  if (clash) throw new Failure('conflict', clash.message, [{ field: 'startDate', message: clash.message }]);
  put(writer, 'enrollment', row);
}

const yearOfCalendar = (reader: Reader, calendarId: string): Row<'schoolYear'> =>
  requiredRow(reader, 'schoolYear', requiredRow(reader, 'calendar', calendarId).schoolYearId);

/** An enrollment left open in an earlier year ended with that year. */
function sameYear(reader: Reader, calendarId: string, schoolYearId: string): boolean {
  return requiredRow(reader, 'calendar', calendarId).schoolYearId === schoolYearId;
}

/** Sits the pupil down in a room of the school. */
export function seat(
  writer: Writer,
  sectionId: string,
  enrollment: Row<'enrollment'>,
  from: string,
  newId: () => string,
): void {
  const section = requiredRow(writer, 'section', sectionId);
  if (section.schoolId !== enrollment.schoolId)
    throw new Failure('conflict', 'That room belongs to another school.', [
      { field: 'sectionId', message: 'Choose a room of the school.' },
    ]);
  put(writer, 'sectionRoster', {
    id: newId(),
    sectionId,
    enrollmentId: enrollment.id,
    startDate: from,
    endDate: null,
  });
}

export interface Leaving {
  readonly enrollmentId: string;
  readonly endDate: string;
  readonly endReason: string;
  readonly endStatus: string | null;
  readonly dropoutReason: string | null;
  readonly diplomaDate?: string | null | undefined;
  readonly diplomaType?: string | null | undefined;
  readonly diplomaPeriod?: string | null | undefined;
}

const OF_LEAVING: ReadonlySet<string> = new Set([
  'endDate',
  'endReason',
  'endStatus',
  'dropoutReason',
  'diplomaDate',
  'diplomaType',
  'diplomaPeriod',
]);

/** Ends the enrollment and its rosters on the last day. Marks after that day stay and are told of. */
export function withdraw(writer: Writer, leaving: Leaving): { marksAfterEnd: number } {
  const row = requiredRow(writer, 'enrollment', leaving.enrollmentId);
  if (row.endDate !== null)
    throw new Failure(
      'conflict',
      `This enrollment ended already on ${dateInWords(row.endDate)}. Take that back first to change it.`,
    );
  const { startDate, endDate } = yearOfCalendar(writer, row.calendarId);
  if (leaving.endDate > endDate)
    throw new Failure(
      'invalid-input',
      `The last day is not in the school year of this calendar, ${dateInWords(startDate)} to ${dateInWords(endDate)}.`,
      [{ field: 'endDate', message: 'Not in the school year.' }],
    );
  const reason = codeSet(writer, 'end_status_category').find((choice) => choice.code === leaving.endReason);
  if (!reason)
    throw new Failure('invalid-input', 'Choose where the child is going.', [
      { field: 'endReason', message: 'Choose from the list.' },
    ]);
  const ended = {
    ...row,
    endDate: leaving.endDate,
    endReason: leaving.endReason,
    endStatus: leaving.endStatus,
    dropoutReason: leaving.dropoutReason,
    diplomaDate: leaving.diplomaDate ?? row.diplomaDate,
    diplomaType: leaving.diplomaType ?? row.diplomaType,
    diplomaPeriod: leaving.diplomaPeriod ?? row.diplomaPeriod,
  };
  // What was wrong before the pupil left, a missing start status for example, keeps nobody here.
  const problems = stayProblems(writer, ended).filter(({ field }) => OF_LEAVING.has(field ?? ''));
  if (problems[0]) throw new Failure('invalid-input', problems[0].message, problems);
  putEnrollment(writer, ended);
  endRosters(writer, leaving.enrollmentId, leaving.endDate);
  const later = writer.rows<{ n: number }>(
    'SELECT count(*) AS n FROM attendanceMark WHERE enrollmentId = ? AND date > ? AND code IS NOT NULL',
    leaving.enrollmentId,
    leaving.endDate,
  );
  return { marksAfterEnd: later[0]?.n ?? 0 };
}

export function undoWithdraw(writer: Writer, enrollmentId: string): void {
  const row = requiredRow(writer, 'enrollment', enrollmentId);
  if (row.endDate === null)
    throw new Failure('conflict', 'This enrollment is open: there is no withdrawal to take back.', [
      { field: 'enrollmentId', message: 'Not withdrawn.' },
    ]);
  putEnrollment(writer, {
    ...row,
    endDate: null,
    endReason: null,
    endStatus: null,
    dropoutReason: null,
    diplomaDate: null,
    diplomaType: null,
    diplomaPeriod: null,
  });
  reopenRosters(writer, row);
}
