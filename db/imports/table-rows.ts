import { ATTENDANCE_COLUMNS, takeAttendanceEvent } from '#db/imports/attendance-file.ts';
import { CALENDAR_COLUMNS, takeCalendarDay } from '#db/imports/calendar-file.ts';
import { type ImportRow, type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import { takeMappedPupil } from '#db/imports/mapped-file.ts';
import { encodingOf, linesOf, separatorOf, startOf } from '#db/imports/text-file.ts';
import { Failure } from '#domain/system/failure.ts';

type Take = (tools: ImportTools, row: ReadonlyMap<string, string>) => RowResult;

/** Rows of a CSV with a line of column names; every row must have as many cells as there are names. */
export function* tableRows(
  path: string,
  fileName: string,
  needed: readonly string[],
  take: Take,
): Generator<ImportRow> {
  const encoding = encodingOf(path);
  const separator = separatorOf(startOf(path, encoding).split(/\r?\n/)[0] ?? '');
  let names: string[] | undefined;
  for (const { number: line, cells } of linesOf(path, separator, encoding)) {
    if (!names) {
      names = cells.map((cell) => cell.trim());
      const lower = new Set(names.map((name) => name.toLowerCase()));
      const missing = needed.filter((name) => !lower.has(name.toLowerCase()));
      if (missing.length > 0)
        throw new Failure(
          'invalid-input',
          `The first line should name the columns ${needed.join(', ')}. Missing: ${missing.join(', ')}.`,
        );
      continue;
    }
    const columns = names;
    yield {
      file: fileName,
      line,
      cells,
      take: (tools) => {
        if (cells.length !== columns.length)
          throw new RowProblem(
            `This line has ${cells.length} cells; the first line names ${columns.length} columns.`,
          );
        return take(tools, new Map(columns.map((name, at) => [name, cells[at] ?? ''])));
      },
    };
  }
  if (!names) throw new Failure('invalid-input', 'The file is empty.');
}

/** Column names in any case. */
const lowered = (row: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...row].map(([name, value]) => [name.toLowerCase(), value]));

export const calendarRows = (path: string, fileName: string): Generator<ImportRow> =>
  tableRows(path, fileName, CALENDAR_COLUMNS, (tools, row) => takeCalendarDay(tools, lowered(row)));

export function attendanceRows(path: string, fileName: string): Generator<ImportRow> {
  const seen = new Set<string>();
  return tableRows(path, fileName, ATTENDANCE_COLUMNS, (tools, row) =>
    takeAttendanceEvent(tools, lowered(row), seen),
  );
}

/** Any CSV: `mapping` says which column holds which field. */
export function mappedRows(
  path: string,
  fileName: string,
  mapping: Readonly<Record<string, string>>,
): Generator<ImportRow> {
  return tableRows(path, fileName, Object.values(mapping), (tools, row) =>
    takeMappedPupil(
      tools,
      new Map(Object.entries(mapping).map(([field, column]) => [field, row.get(column) ?? ''])),
    ),
  );
}
