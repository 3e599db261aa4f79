import { codeSet } from '#db/system/code-sets.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import type { FieldProblem } from '#domain/sync/normal-form.ts';
import type { Row } from '#domain/sync/registry.ts';
import { Failure, type Problem } from '#domain/system/failure.ts';

/**
 * Why the calendar of an enrollment `e` keeps it out of every state count and file: "calendar", "grade", or null. What is
 * marked on the enrollment itself is not in it.
 */
export const CALENDAR_EXCLUDES = `(SELECT CASE WHEN k.excluded = 1 THEN 'calendar'
    WHEN EXISTS (SELECT 1 FROM json_each(k.excludedGrades) g WHERE g.value = e.grade) THEN 'grade' END
  FROM calendarReporting k WHERE k.calendarId = e.calendarId)`;

/** An enrollment `e` that the state is told of: left out neither by itself nor by its calendar or grade. */
export const REPORTED = `e.stateExclude = 0 AND ${CALENDAR_EXCLUDES} IS NULL`;

export interface CalendarReporting {
  readonly type: string | null;
  readonly excluded: boolean;
  readonly excludedGrades: readonly string[];
  readonly reason: string | null;
}

/** How a calendar is reported; a calendar of which nothing was said is reported whole. */
export function calendarReporting(reader: Reader, calendarId: string): CalendarReporting {
  const row = reader.rows<Row<'calendarReporting'>>(
    'SELECT * FROM calendarReporting WHERE calendarId = ?',
    calendarId,
  )[0];
  return {
    type: row?.type ?? null,
    excluded: row?.excluded === 1,
    excludedGrades: row?.excludedGrades ? (JSON.parse(row.excludedGrades) as string[]) : [],
    reason: row?.reason ?? null,
  };
}

/** Modes in which the pupils of a calendar may be taught, as codes; empty where nothing was said: in person. */
export function modesOf(reader: Reader, calendarId: string): readonly string[] {
  const row = reader.rows<Row<'calendarModes'>>(
    'SELECT * FROM calendarModes WHERE calendarId = ?',
    calendarId,
  )[0];
  return row?.modes ? (JSON.parse(row.modes) as string[]) : [];
}

/** Says in which modes the pupils of a calendar may be taught. */
export function saveModes(writer: Writer, calendarId: string, modes: readonly string[]): void {
  requiredRow(writer, 'calendar', calendarId);
  const known = codeSet(writer, 'mode_of_instruction');
  const wrong = modes.find((mode) => !known.some(({ code }) => code === mode));
  if (wrong !== undefined)
    throw new Failure('invalid-input', `"${wrong}" is not in the list of modes of instruction.`, [
      { field: 'modes', message: 'Choose from the list.', value: wrong },
    ]);
  putKeyed(writer, 'calendarModes', {
    calendarId,
    modes: modes.length > 0 ? JSON.stringify([...new Set(modes)].sort()) : null,
  });
}

/** Leaving something out of state counts needs its reason: somebody will ask. Null when nothing is missing. */
export const exclusionProblem = (
  excluded: boolean,
  excludedGrades: readonly string[],
  reason: unknown,
): FieldProblem | null =>
  (excluded || excludedGrades.length > 0) && !reason
    ? { field: 'reason', message: 'Say why it is left out of state counts.' }
    : null;

/** Keeps how a calendar is reported. Throws a Failure with each problem at its field. */
export function saveCalendarReporting(writer: Writer, calendarId: string, said: CalendarReporting): void {
  requiredRow(writer, 'calendar', calendarId);
  const problems: Problem[] = [];
  const reason = said.reason || null;
  const known = (set: string, code: string): boolean =>
    codeSet(writer, set).some((choice) => choice.code === code);
  if (said.type !== null && !known('calendar_type', said.type))
    problems.push({ field: 'type', message: `"${said.type}" is not in the list of calendar types.` });
  for (const grade of said.excludedGrades)
    if (!known('grade_level', grade))
      problems.push({ field: 'excludedGrades', message: `"${grade}" is not in the list of grades.` });
  const unexplained = exclusionProblem(said.excluded, said.excludedGrades, reason);
  if (unexplained) problems.push(unexplained);
  if (problems[0]) throw new Failure('invalid-input', problems[0].message, problems);
  putKeyed(writer, 'calendarReporting', {
    calendarId,
    type: said.type,
    excluded: said.excluded ? 1 : 0,
    excludedGrades: said.excludedGrades.length > 0 ? JSON.stringify([...said.excludedGrades].sort()) : null,
    reason,
  });
}

/**
 * What of a school year the state is not told, in sentences: for the foot of a count and beside a file. Empty when
 * everything is reported.
 */
export function leftOutOfState(reader: Reader, endYear: number, school?: string | undefined): string[] {
  const rows = reader.rows<{ calendar: string; grade: string; why: string; n: number }>(
    `SELECT s.name || ', ' || c.name AS calendar, e.grade, CASE WHEN e.stateExclude = 1 THEN 'enrollment' ELSE ${CALENDAR_EXCLUDES} END AS why,
        count(*) AS n
      FROM enrollment e JOIN calendar c ON c.id = e.calendarId JOIN schoolYear y ON y.id = c.schoolYearId
      JOIN school s ON s.id = e.schoolId
      WHERE y.endYear = ? AND (? IS NULL OR s.number = ?) AND e.noShow = 0 AND NOT (${REPORTED})
      GROUP BY 1, 3, CASE WHEN why = 'grade' THEN e.grade END ORDER BY 1, 3, 2`,
    endYear,
    school ?? null,
    school ?? null,
  );
  return rows.map(({ calendar, grade, why, n }) => {
    const enrollments = `${n} ${n === 1 ? 'enrollment' : 'enrollments'}`;
    if (why === 'calendar') return `${calendar}: the calendar is left out of state counts (${enrollments}).`;
    return why === 'grade'
      ? `${calendar}: grade ${grade} is left out of state counts (${enrollments}).`
      : `${calendar}: ${enrollments} left out of state counts, each on its own.`;
  });
}
