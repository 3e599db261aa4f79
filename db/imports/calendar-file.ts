import { requiredCell, requiredDate, textCell, wholeNumber, yesNo } from '#db/imports/cells.ts';
import { calendarByNumber, schoolByNumber, yearEnding } from '#db/imports/find-subject.ts';
import { type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import type { Cells } from '#db/imports/table-columns.ts';
import type { TableShape } from '#db/imports/table-rows.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, putKeyed } from '#db/system/rows.ts';
import type { Row } from '#domain/sync/registry.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';

/** One line for a day, in each school and calendar. */
const keyOf = (row: Cells): string =>
  [
    requiredCell(row.get('school_number'), 'school_number').padStart(4, '0'),
    textCell(row.get('calendar_number'))?.padStart(3, '0') ?? '',
    requiredDate(row.get('date'), 'date'),
  ].join(' ');

export const CALENDAR_SHAPE: TableShape = {
  needed: ['school_number', 'date', 'instruction'],
  optional: ['am_minutes', 'pm_minutes', 'bell_schedule', 'calendar_number'],
  key: keyOf,
  keyColumn: 'date',
  take: (tools, row) => takeCalendarDay(tools, row),
};

/** One day of one calendar, or of every calendar of the school where none is named. */
function takeCalendarDay(tools: ImportTools, row: Cells): RowResult {
  const { writer } = tools;
  const date = requiredDate(row.get('date'), 'date');
  const instruction = yesNo(row.get('instruction'), 'instruction');
  if (instruction === null) throw new RowProblem('instruction is empty: write Y or N.', 'instruction');
  const school = schoolByNumber(tools, requiredCell(row.get('school_number'), 'school_number'));
  const schoolYearId = yearEnding(tools, schoolYearOf(date));
  const number = textCell(row.get('calendar_number'));
  const results = calendarsOf(tools, school, schoolYearId, number).map((calendarId) => {
    const bellScheduleId = instruction ? bellOf(tools, calendarId, row) : null;
    return putDay(writer, { calendarId, date, kind: instruction ? 'instruction' : 'closed', bellScheduleId });
  });
  return results.includes('added') ? 'added' : results.includes('changed') ? 'changed' : 'same';
}

function calendarsOf(
  tools: ImportTools,
  school: Row<'school'>,
  schoolYearId: string,
  number: string | null,
): string[] {
  if (number !== null) return [calendarByNumber(tools, school, schoolYearId, number)];
  const all = tools.writer.rows<{ id: string }>(
    'SELECT id FROM calendar WHERE schoolId = ? AND schoolYearId = ? ORDER BY number',
    school.id,
    schoolYearId,
  );
  return all.length > 0 ? all.map(({ id }) => id) : [calendarByNumber(tools, school, schoolYearId, '001')];
}

/** A day that is PIR or closed for a reason stays so when the file only says "no instruction". */
function putDay(
  writer: Writer,
  day: { calendarId: string; date: string; kind: string; bellScheduleId: string | null },
): RowResult {
  const before = writer.rows<Row<'calendarDay'>>(
    'SELECT * FROM calendarDay WHERE calendarId = ? AND date = ?',
    day.calendarId,
    day.date,
  )[0];
  if (
    before &&
    (before.kind === 'instruction') === (day.kind === 'instruction') &&
    (day.kind !== 'instruction' || before.bellScheduleId === day.bellScheduleId)
  )
    return 'same';
  putKeyed(writer, 'calendarDay', {
    ...day,
    bellScheduleId: day.bellScheduleId ?? before?.bellScheduleId ?? null,
    reason: day.kind === 'instruction' ? null : (before?.reason ?? null),
  });
  return before ? 'changed' : 'added';
}

/** The bell schedule by its name, or the one with these minutes before and after noon, made once for each pair. */
function bellOf(tools: ImportTools, calendarId: string, row: Cells): string {
  const { writer } = tools;
  const named = textCell(row.get('bell_schedule'));
  const known =
    named === null ? undefined : (bellNamed(writer, calendarId, named) ?? copyBell(tools, calendarId, named));
  if (known) return known;
  const am = minutesOf(row, 'am_minutes');
  const pm = minutesOf(row, 'pm_minutes');
  if (am + pm === 0 && named === null)
    throw new RowProblem(
      'A day of instruction needs minutes: give am_minutes, pm_minutes or a bell_schedule.',
      'am_minutes',
    );
  if (am + pm === 0 && named !== null) noteEmptyBell(tools, calendarId, named);
  const name = named ?? `AM ${am}, PM ${pm}`;
  return bellNamed(writer, calendarId, name) ?? makeBell(tools, calendarId, name, am, pm);
}

/** A new calendar can have no bells yet: they are made by name, and their periods are entered once, under Calendar. */
function noteEmptyBell(tools: ImportTools, calendarId: string, name: string): void {
  if (!tools.makeMissing)
    throw new RowProblem(
      `There is no bell schedule "${name}" at this school yet. Make it first, give am_minutes and pm_minutes too, or let the import make it.`,
      'bell_schedule',
      name,
    );
  const place = tools.writer.rows<{ number: string }>(
    "SELECT s.number || '/' || c.number AS number FROM calendar c JOIN school s ON s.id = c.schoolId WHERE c.id = ?",
    calendarId,
  )[0];
  tools.made({
    kind: 'bell schedule',
    number: `${place?.number ?? ''} ${name}`,
    name: `${name}, without periods: enter them under Calendar before attendance is taken`,
  });
}

function minutesOf(row: Cells, column: string): number {
  const minutes = wholeNumber(row.get(column), column) ?? 0;
  if (minutes > 720)
    throw new RowProblem('Half a day has no more than 720 minutes.', column, String(minutes));
  return minutes;
}

function makeBell(tools: ImportTools, calendarId: string, name: string, am: number, pm: number): string {
  const { writer } = tools;
  const bellScheduleId = tools.newId();
  put(writer, 'bellSchedule', { id: bellScheduleId, calendarId, name });
  const halves = [
    { name: 'AM', position: 0, minutes: am },
    { name: 'PM', position: 1, minutes: pm },
  ];
  for (const half of halves)
    if (half.minutes > 0)
      put(writer, 'bellBlock', {
        id: tools.newId(),
        bellScheduleId,
        ...half,
        startTime: null,
        endTime: null,
        instructional: 1,
      });
  return bellScheduleId;
}

const bellNamed = (writer: Writer, calendarId: string, name: string): string | undefined =>
  writer.rows<{ id: string }>(
    'SELECT id FROM bellSchedule WHERE calendarId = ? AND name = ? COLLATE NOCASE',
    calendarId,
    name,
  )[0]?.id;

/** The same school's bells of that name in another calendar serve this one too. */
function copyBell(tools: ImportTools, calendarId: string, name: string): string | undefined {
  const { writer } = tools;
  const source = writer.rows<{ id: string }>(
    `SELECT b.id FROM bellSchedule b JOIN calendar c ON c.id = b.calendarId
      WHERE c.schoolId = (SELECT schoolId FROM calendar WHERE id = ?) AND b.name = ? COLLATE NOCASE ORDER BY b.id DESC LIMIT 1`,
    calendarId,
    name,
  )[0];
  if (!source) return undefined;
  const bellScheduleId = tools.newId();
  put(writer, 'bellSchedule', { id: bellScheduleId, calendarId, name });
  for (const block of writer.rows<Row<'bellBlock'>>(
    'SELECT * FROM bellBlock WHERE bellScheduleId = ?',
    source.id,
  ))
    put(writer, 'bellBlock', { ...block, id: tools.newId(), bellScheduleId });
  return bellScheduleId;
}
