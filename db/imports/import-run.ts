import type { Writer } from '#db/system/connection.ts';
import { Failure, type Problem } from '#domain/system/failure.ts';

/** What a row did, or would do. */
export type RowResult = 'added' | 'changed' | 'same' | 'skipped';

/** Something that is not here yet and that the file needs. */
export interface Missing {
  readonly kind: string;
  readonly number: string;
  readonly name: string;
}

/** A row that cannot be taken: the sentence, and the cell it is about. */
export class RowProblem extends Error {
  readonly field: string | undefined;
  readonly value: string | undefined;
  constructor(message: string, field?: string, value?: string) {
    super(message);
    this.field = field;
    this.value = value;
  }
}

/** What an import is given to work with, besides the rows. */
export interface ImportTools {
  readonly writer: Writer;
  readonly newId: () => string;
  /** Schools, calendars and years that are not here are made; otherwise rows that need them are problems. */
  readonly makeMissing: boolean;
  /** Notes something that was made along the way. */
  readonly made: (missing: Missing) => void;
}

/** One row of a file, ready to be taken. */
export interface ImportRow {
  readonly file: string;
  readonly line: number;
  /** Cells as written, for the file with the rest. */
  readonly cells: readonly string[];
  take(tools: ImportTools): RowResult;
}

/** How an import went. */
export interface ImportTally {
  rows: number;
  added: number;
  changed: number;
  same: number;
  skipped: number;
  readonly willMake: Missing[];
  readonly problems: Problem[];
  /** All problems, also those past the ones kept. */
  problemCount: number;
  /** Lines that were not taken, for the file with the rest. */
  readonly rest: { file: string; cells: readonly string[]; reason: string }[];
}

const KEPT_PROBLEMS = 500;
/** The file with the rest stays a file somebody can look through. */
const KEPT_REST = 100_000;

export const newTally = (): ImportTally => ({
  rows: 0,
  added: 0,
  changed: 0,
  same: 0,
  skipped: 0,
  willMake: [],
  problems: [],
  problemCount: 0,
  rest: [],
});

/**
 * Takes rows one by one, each whole or not at all; what one row cannot do does not hold up the next. Yields after each so
 * that the caller may breathe, report progress, or stop.
 */
export function* takeRows(
  rows: Iterable<ImportRow>,
  tools: Omit<ImportTools, 'made'>,
  tally: ImportTally,
): Generator<void> {
  const seen = new Set<string>();
  const made = (missing: Missing): void => {
    const key = `${missing.kind} ${missing.number}`;
    if (!seen.has(key)) tally.willMake.push(missing);
    seen.add(key);
  };
  for (const row of rows) {
    tally.rows += 1;
    tools.writer.exec('SAVEPOINT import_row');
    try {
      const result = row.take({ ...tools, made });
      tools.writer.exec('RELEASE import_row');
      tally[result] += 1;
    } catch (error) {
      tools.writer.exec('ROLLBACK TO import_row');
      tools.writer.exec('RELEASE import_row');
      notice(tally, row, error);
    }
    yield;
  }
}

function notice(tally: ImportTally, row: ImportRow, error: unknown): void {
  const said =
    error instanceof RowProblem
      ? { message: error.message, field: error.field, value: error.value }
      : error instanceof Failure
        ? { message: error.message, field: error.problems[0]?.field, value: error.problems[0]?.value }
        : undefined;
  if (!said) throw error;
  tally.problemCount += 1;
  if (tally.problems.length < KEPT_PROBLEMS) tally.problems.push({ ...said, file: row.file, line: row.line });
  if (tally.rest.length < KEPT_REST)
    tally.rest.push({ file: row.file, cells: row.cells, reason: said.message });
}
