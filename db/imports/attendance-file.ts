import { takeAttendance } from '#db/attendance/take-attendance.ts';
import { requiredCell, requiredDate, textCell, wholeNumber } from '#db/imports/cells.ts';
import { personByNumbers } from '#db/imports/find-subject.ts';
import { type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import type { SeenLines } from '#db/imports/seen-lines.ts';
import type { Cells } from '#db/imports/table-columns.ts';
import { schoolDayOf } from '#db/school/calendars.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure } from '#domain/system/failure.ts';

export const ATTENDANCE_SHAPE = {
  needed: ['student_id', 'date', 'block', 'code'],
  optional: ['minutes'],
} as const;

/** One attendance event of another system. `seen` keeps the keys of the file: the same event twice is a problem. */
export function takeAttendanceEvent(
  tools: ImportTools,
  row: Cells,
  seen: SeenLines,
  line: number,
): RowResult {
  const { writer } = tools;
  const number = requiredCell(row.get('student_id'), 'student_id');
  const date = requiredDate(row.get('date'), 'date');
  const code = requiredCell(row.get('code'), 'code').toUpperCase();
  const minutes = wholeNumber(row.get('minutes'), 'minutes');
  const personId =
    personByNumbers(writer, number.toUpperCase(), null) ??
    personByNumbers(writer, null, number) ??
    personByNumbers(writer, number.padStart(9, '0'), null);
  if (!personId) throw new RowProblem(`Nobody here has the number ${number}.`, 'student_id', number);
  const enrollments = writer.rows<Row<'enrollment'>>(
    'SELECT * FROM enrollment WHERE studentId = ? AND startDate <= ? AND (endDate IS NULL OR endDate >= ?) AND noShow = 0 ORDER BY serviceType',
    personId,
    date,
    date,
  );
  const wanted = textCell(row.get('block'));
  const isSchoolDay = ({ calendarId }: { calendarId: string }): boolean =>
    schoolDayOf(writer, calendarId, date).blocks.length > 0;
  const place = enrollments
    .map((enrollment) => ({ enrollment, blocks: schoolDayOf(writer, enrollment.calendarId, date).blocks }))
    .find(({ blocks }) =>
      wanted === null
        ? blocks.length > 0
        : blocks.some((block) => block.name.toUpperCase() === wanted.toUpperCase()),
    );
  if (enrollments.length === 0) throw new RowProblem('The pupil was not enrolled on that day.', 'date', date);
  const noSchool = wanted === null || !enrollments.some(isSchoolDay);
  if (!place)
    throw new RowProblem(
      noSchool
        ? 'That is not a school day in this pupil’s calendar.'
        : `That day has no block "${wanted}" in this pupil’s calendar.`,
      noSchool ? 'date' : 'block',
      noSchool ? date : wanted,
    );
  const block =
    wanted === null
      ? null
      : (place.blocks.find(({ name }) => name.toUpperCase() === wanted.toUpperCase())?.name ?? wanted);
  const keys = (block === null ? place.blocks.map(({ name }) => name) : [block]).map(
    (name) => `${place.enrollment.id} ${date} ${name}`,
  );
  for (const key of keys) {
    const earlier = seen.earlier(key);
    if (earlier !== undefined)
      throw new RowProblem(
        `This pupil, day and block stand in the file twice: see line ${earlier}. Keep the line that is right.`,
        'block',
        block ?? undefined,
      );
  }
  const before = stored(tools, place.enrollment.id, date, block);
  try {
    takeAttendance(writer, [{ enrollmentId: place.enrollment.id, date, block, code, minutes }], 'office');
  } catch (error) {
    // What is left after the checks above: too many minutes, a day that was closed, a code the year does not have.
    if (error instanceof Failure && error.problems[0]?.field === 'minutes')
      throw new RowProblem(error.message, 'minutes', String(minutes));
    if (error instanceof Failure && error.kind === 'locked')
      throw new RowProblem(error.message, 'date', date);
    if (error instanceof Failure) throw new RowProblem(error.message, 'code', code);
    throw error;
  }
  const after = stored(tools, place.enrollment.id, date, block);
  for (const key of keys) seen.add(key, line);
  if (before === after) return 'same';
  return before === '[]' ? 'added' : 'changed';
}

const stored = (tools: ImportTools, enrollmentId: string, date: string, block: string | null): string =>
  JSON.stringify(
    tools.writer.rows(
      `SELECT block, code, minutes FROM attendanceMark
        WHERE enrollmentId = ? AND date = ? AND source = 'office' AND code IS NOT NULL AND (? IS NULL OR block = ?) ORDER BY block`,
      enrollmentId,
      date,
      block,
      block,
    ),
  );
