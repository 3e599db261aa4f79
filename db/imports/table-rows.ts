import { type ImportRow, type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import type { Opening } from '#db/imports/opened-import.ts';
import { SeenLines } from '#db/imports/seen-lines.ts';
import { ShortStateIds } from '#db/imports/short-state-ids.ts';
import type { SourceBytes } from '#db/imports/source-bytes.ts';
import { textFacts, textOf } from '#db/imports/source-text.ts';
import { type Cells, Columns, REST_COLUMN } from '#db/imports/table-columns.ts';
import { type Separator, separatorOf, type TableLine, tableLines } from '#db/imports/table-lines.ts';
import { Failure } from '#domain/system/failure.ts';

export interface TableShape {
  readonly needed: readonly string[];
  /** Columns that are read when they are there. Left out: extra columns are nobody's business. */
  readonly optional?: readonly string[];
  /** What no two lines may have in common. */
  readonly key?: (row: Cells) => string | null;
  /** The column to name when two lines have it in common. */
  readonly keyColumn?: string;
  /** Lines that are taken after all others, wherever they stand. */
  readonly later?: (row: Cells) => boolean;
  readonly take: (tools: ImportTools, row: Cells, line: number) => RowResult;
}

export interface Table {
  readonly columns: Columns;
  readonly separator: Separator;
  readonly lines: number;
  readonly hash: string;
  /** The lines below the names. */
  records(): Generator<TableLine>;
}

/** Looks at a table with a line of column names. */
export function* openTable(source: SourceBytes): Generator<void, Table> {
  const { encoding, lines, hash } = yield* textFacts(source);
  const separator = separatorOf(firstLineOf(textOf(source, encoding)));
  let columns: Columns | undefined;
  for (const { cells } of tableLines(textOf(source, encoding), separator)) {
    columns = new Columns(cells, source.name);
    break;
  }
  if (!columns) throw new Failure('invalid-input', `${source.name} is empty.`);
  const known = columns;
  return {
    columns: known,
    separator,
    lines,
    hash,
    *records() {
      let first = true;
      const fits = (cells: number): boolean => cells === known.names.length || cells === known.width;
      for (const line of tableLines(textOf(source, encoding), separator, fits)) {
        if (!first) yield line;
        first = false;
      }
    },
  };
}

function firstLineOf(text: Iterable<string>): string {
  for (const piece of text) {
    const line = piece.split('\n').find((one) => one.trim() !== '');
    if (line !== undefined) return line;
  }
  return '';
}

/** A CSV as an import of its own. */
export function* openTableImport(
  source: SourceBytes,
  shapeFor: TableShape | ((columns: Columns) => TableShape),
): Opening {
  const table = yield* openTable(source);
  const shape = typeof shapeFor === 'function' ? shapeFor(table.columns) : shapeFor;
  const unknown = shape.optional ? table.columns.unknown([...shape.needed, ...shape.optional]) : [];
  checkColumns(table.columns, shape.needed);
  const short = new ShortStateIds();
  return {
    lines: table.lines,
    hash: table.hash,
    notes: () => [
      ...(unknown.length === 0
        ? []
        : [`Columns that Hi-Line does not know are left out: ${unknown.slice(0, 20).join(', ')}.`]),
      ...short.notes(),
    ],
    rest: {
      separator: table.separator,
      header: [...table.columns.names.filter((name) => name !== REST_COLUMN), REST_COLUMN],
      mark: '',
      mixed: false,
    },
    rows: () =>
      tableRows(source.name, table, {
        ...shape,
        take: (tools, row, line) => {
          const result = shape.take(tools, row, line);
          short.look(row.get('stateId'));
          return result;
        },
      }),
  };
}

export function checkColumns(columns: Columns, needed: readonly string[], where = 'The first line'): void {
  const missing = columns.missing(needed);
  if (missing.length > 0)
    throw new Failure(
      'invalid-input',
      `${where} should name the columns ${needed.join(', ')}. Missing: ${missing.join(', ')}.`,
    );
}

/** Its rows; every one must have as many cells as there are names. */
export function* tableRows(
  file: string,
  table: Table,
  shape: Pick<TableShape, 'take' | 'key' | 'keyColumn' | 'later'>,
): Generator<ImportRow> {
  const { columns } = table;
  const seen = new SeenLines();
  const note = columns.names.lastIndexOf(REST_COLUMN);
  for (const { number: line, cells } of recordsInOrder(table, shape.later))
    yield {
      file,
      line,
      cells: note === -1 ? cells : cells.filter((_cell, at) => at !== note),
      take: (tools) => {
        if (!columns.fits(cells))
          throw new RowProblem(
            `This line has ${cells.length} cells; the first line names ${columns.names.length} columns. A comma or a quote in a cell may be the cause.`,
          );
        const row = columns.row(cells);
        const key = shape.key?.(row) ?? null;
        const earlier = key === null ? undefined : seen.earlier(key);
        if (earlier !== undefined)
          throw new RowProblem(
            `This stands in the file twice: see line ${earlier}. Keep the line that is right.`,
            shape.keyColumn,
            row.get(shape.keyColumn ?? '')?.trim(),
          );
        const result = shape.take(tools, row, line);
        if (key !== null) seen.add(key, line);
        return result;
      },
    };
}

/** All lines once; those that go later are read in a second round, so that none of them is held in memory. */
function* recordsInOrder(table: Table, later: TableShape['later']): Generator<TableLine> {
  const { columns } = table;
  const waits = ({ cells }: TableLine): boolean =>
    later !== undefined && columns.fits(cells) && later(columns.row(cells));
  let some = false;
  for (const line of table.records())
    if (waits(line)) some = true;
    else yield line;
  if (some) for (const line of table.records()) if (waits(line)) yield line;
}
