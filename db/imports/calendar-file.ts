import { requiredCell, requiredDate, textCell, wholeNumber, yesNo } from '#db/imports/cells.ts';
import { calendarByNumber, schoolByNumber, yearEnding } from '#db/imports/find-subject.ts';
import { type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import { SeenLines } from '#db/imports/seen-lines.ts';
import type { Cells } from '#db/imports/table-columns.ts';
import type { TableShape } from '#db/imports/table-rows.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, putKeyed } from '#db/system/rows.ts';
import { isNumber } from '#domain/school/district-number.ts';
import type { Row } from '#domain/sync/registry.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';

/** One line for a day, in each school and calendar. */
const keyOf = (row: Cells): string =>
  [
    requiredCell(row.get('school_number'), 'school_number').padStart(4, '0'),
    textCell(row.get('calendar_number'))?.padStart(3, '0') ?? '',
    requiredDate(row.get('date'), 'date'),
  ].join(' ');

/**
 * A file of calendar days. What it says of one calendar goes before what it says of every calendar of a school,
 * whichever stands first: so a blank number means the calendars that the file itself makes, too, and a line for one of
 * them is an exception to it.
 */
export function calendarShape(): TableShape {
  const named = new SeenLines();
  return {
    needed: ['school_number', 'date', 'instruction'],
    optional: ['am_minutes', 'pm_minutes', 'bell_schedule', 'calendar_number'],
    key: keyOf,
    keyColumn: 'date',
    later: (row) => textCell(row.get('calendar_number')) === null,
    take: (tools, row, line) => takeCalendarDay(tools, row, line, named),
  };
}

/** One day of one calendar, or of every calendar of the school where none is named. */
function takeCalendarDay(tools: ImportTools, row: Cells, line: number, named: SeenLines): RowResult {
  const { writer } = tools;
  const date = requiredDate(row.get('date'), 'date');
  const instruction = yesNo(row.get('instruction'), 'instruction');
  if (instruction === null) throw new RowProblem('instruction is empty: write Y or N.', 'instruction');
  const school = schoolOf(tools, requiredCell(row.get('school_number'), 'school_number'));
  const schoolYearId = yearEnding(tools, schoolYearOf(date));
  const number = textCell(row.get('calendar_number'));
  const results = calendarsOf(tools, school, schoolYearId, number)
    .filter((calendarId) => number !== null || named.earlier(`${calendarId} ${date}`) === undefined)
    .map((calendarId) => {
      const bellScheduleId = instruction ? bellOf(tools, calendarId, row) : null;
      const kind = instruction ? 'instruction' : 'closed';
      const result = putDay(writer, { calendarId, date, kind, bellScheduleId });
      if (number !== null) named.add(`${calendarId} ${date}`, line);
      return result;
    });
  return results.includes('added') ? 'added' : results.includes('changed') ? 'changed' : 'same';
}

/** A school is not made under a number that no state file can carry. */
function schoolOf(tools: ImportTools, number: string): Row<'school'> {
  const there = tools.writer.rows('SELECT 1 FROM school WHERE number = ?', number).length > 0;
  if (!there && !isNumber(number))
    throw new RowProblem(
      `school_number "${number}" has to be up to four letters and digits, like 0123, and not all zeros.`,
      'school_number',
      number,
    );
  return schoolByNumber(tools, number);
}

function calendarsOf(
  tools: ImportTools,
  school: Row<'school'>,
  schoolYearId: string,
  number: string | null,
): string[] {
  const all = tools.writer.rows<{ id: string; number: string }>(
    'SELECT id, number FROM calendar WHERE schoolId = ? AND schoolYearId = ? ORDER BY number',
    school.id,
    schoolYearId,
  );
  if (number !== null) {
    if (!/^[0-9A-Za-z]{1,3}$/.test(number) && !all.some((calendar) => calendar.number === number))
      throw new RowProblem(
        `calendar_number "${number}" has to be up to three letters and digits, like 001.`,
        'calendar_number',
        number,
      );
    return [calendarByNumber(tools, school, schoolYearId, number)];
  }
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
