import type { Writer } from '#db/system/connection.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
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
  /** Civil date where the school is. */
  readonly today: CivilDate;
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

/** How an import went. However long the file is, this stays small. */
export interface ImportTally {
  rows: number;
  added: number;
  changed: number;
  same: number;
  skipped: number;
  readonly willMake: Missing[];
  /** The first problems; all of them go to the file with the rest. */
  readonly problems: Problem[];
  problemCount: number;
}

const KEPT_PROBLEMS = 500;
/** No district has this many schools and calendars: a column was mistaken for another. */
const MOST_MADE = 200;

export const newTally = (): ImportTally => ({
  rows: 0,
  added: 0,
  changed: 0,
  same: 0,
  skipped: 0,
  willMake: [],
  problems: [],
  problemCount: 0,
});

export type OnRest = (row: ImportRow, sentence: string) => void;

/**
 * Takes rows one by one, each whole or not at all; what one row cannot do does not hold up the next. Yields after each so
 * that the caller may breathe, report progress, or stop.
 */
export function* takeRows(
  rows: Iterable<ImportRow>,
  given: Omit<ImportTools, 'made'>,
  tally: ImportTally,
  onRest: OnRest,
): Generator<void> {
  const seen = new Set<string>();
  // What a row makes counts only when the row itself is taken.
  let ofRow: Missing[] = [];
  const tools: ImportTools = { ...given, made: (missing) => ofRow.push(missing) };
  for (const row of rows) {
    tally.rows += 1;
    ofRow = [];
    tools.writer.exec('SAVEPOINT import_row');
    try {
      const result = row.take(tools);
      tools.writer.exec('RELEASE import_row');
      tally[result] += 1;
      for (const missing of ofRow) {
        const key = `${missing.kind} ${missing.number}`;
        if (!seen.has(key)) tally.willMake.push(missing);
        seen.add(key);
      }
    } catch (error) {
      tools.writer.exec('ROLLBACK TO import_row');
      tools.writer.exec('RELEASE import_row');
      notice(tally, row, error, onRest);
    }
    if (tally.willMake.length > MOST_MADE) throw tooMany();
    yield;
  }
}

const tooMany = (): Failure =>
  new Failure(
    'invalid-input',
    `This file would make more than ${MOST_MADE} schools and calendars, so a column is probably in the wrong place. Nothing was changed.`,
  );

function notice(tally: ImportTally, row: ImportRow, error: unknown, onRest: OnRest): void {
  const said = sentenceOf(error);
  if (!said) throw error;
  tally.problemCount += 1;
  if (tally.problems.length < KEPT_PROBLEMS) tally.problems.push({ ...said, file: row.file, line: row.line });
  onRest(row, said.message);
}

function sentenceOf(error: unknown): Problem | undefined {
  if (error instanceof RowProblem) return { message: error.message, field: error.field, value: error.value };
  if (error instanceof Failure)
    return { message: error.message, field: error.problems[0]?.field, value: error.problems[0]?.value };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // The file's own rules are the last line of defence; one row that breaks them must not spoil the others.
  if (code.startsWith('SQLITE_CONSTRAINT'))
    return { message: 'This row does not fit with what is here already. Compare it with the pupil’s page.' };
  return undefined;
}
