import { Failure } from '#domain/system/failure.ts';

/** One record of a table: the line it begins on (the first is 1) and its cells as written. */
export interface TableLine {
  readonly number: number;
  readonly cells: readonly string[];
}

export type Separator = '\t' | ',' | ';';

const LONGEST_LINE = 1024 * 1024;
/** A quoted cell that runs over more lines than this is a stray quote. */
const MOST_LINES = 200;

/**
 * The records of a tab- or comma-separated text, one at a time: memory stays flat however long it is. Quoted cells may
 * hold separators and line breaks (RFC 4180). A quote that never closes, or has letters right behind it, is a letter
 * like any other: it spoils its own cell at most, never the lines after it. That is why this is not a library's reader.
 * `fits` says whether so many cells are right; it decides where both readings of a quote are possible.
 */
export function* tableLines(
  text: Iterable<string>,
  separator: Separator,
  fits: (cells: number) => boolean = () => true,
): Generator<TableLine> {
  const lines = new LineQueue(text);
  let number = 1;
  try {
    for (let line = lines.at(0); line !== undefined; line = lines.at(0)) {
      let { cells, open } = split(line, separator);
      let used = 1;
      if (open) {
        const joined = joinLines(lines, line, separator, fits);
        if (joined) ({ cells, used } = joined);
      }
      if (cells.some((cell) => cell.trim() !== '')) yield { number, cells };
      lines.drop(used);
      number += used;
    }
  } finally {
    lines.close();
  }
}

/** The reading in which an open quote closes on a later line, or undefined where there is none that fits. */
function joinLines(
  lines: LineQueue,
  first: string,
  separator: Separator,
  fits: (cells: number) => boolean,
): { cells: string[]; used: number } | undefined {
  let whole = first;
  for (let used = 1; used < MOST_LINES; used++) {
    const next = lines.at(used);
    if (next === undefined || whole.length > LONGEST_LINE) return undefined;
    whole += `\n${next}`;
    // Only a quote can close a quoted cell.
    if (!next.includes('"')) continue;
    const { cells, open, torn } = split(whole, separator);
    if (open) continue;
    return fits(cells.length) && !torn ? { cells, used: used + 1 } : undefined;
  }
  return undefined;
}

/**
 * Cells of one record. `open`: a quoted cell did not close; its quote is then read as a letter. `torn`: a line ends
 * inside a cell without quotes, so this is no record.
 */
function split(line: string, separator: Separator): { cells: string[]; open: boolean; torn: boolean } {
  if (!line.includes('"')) return { cells: line.split(separator), open: false, torn: false };
  const cells: string[] = [];
  let open = false;
  let torn = false;
  let at = 0;
  for (;;) {
    const quoted = line[at] === '"' ? quotedCell(line, at, separator) : undefined;
    if (quoted === 'open') open = true;
    if (quoted && quoted !== 'open') {
      cells.push(quoted.cell);
      at = quoted.end;
    } else {
      const next = line.indexOf(separator, at);
      const cell = next === -1 ? line.slice(at) : line.slice(at, next);
      cells.push(cell);
      if (cell.includes('\n')) torn = true;
      at = next === -1 ? line.length : next;
    }
    if (at >= line.length) return { cells, open, torn };
    at += 1;
  }
}

/** A cell that begins with a quote: its text and where it ends; undefined when the quote is only a letter. */
function quotedCell(
  line: string,
  start: number,
  separator: Separator,
): { cell: string; end: number } | 'open' | undefined {
  for (let at = start + 1; ; at++) {
    at = line.indexOf('"', at);
    if (at === -1) return 'open';
    const next = line[at + 1];
    if (next === '"') at += 1;
    else if (next === undefined || next === separator)
      return { cell: line.slice(start + 1, at).replaceAll('""', '"'), end: at + 1 };
    else return undefined;
  }
}

/** Physical lines with a look ahead. */
class LineQueue {
  readonly #text: Iterator<string>;
  #lines: string[] = [];
  #gone = 0;
  #rest = '';
  #over = false;

  constructor(text: Iterable<string>) {
    this.#text = text[Symbol.iterator]();
  }

  /** The line so many after the present one, or undefined after the last. */
  at(index: number): string | undefined {
    while (this.#lines.length <= this.#gone + index && !this.#over) this.#fill();
    return this.#lines[this.#gone + index];
  }

  drop(count: number): void {
    this.#gone += count;
    // Taking each line from the front at once would move the whole list every time.
    if (this.#gone < 512) return;
    this.#lines = this.#lines.slice(this.#gone);
    this.#gone = 0;
  }

  /** Whoever stops early closes the file. */
  close(): void {
    this.#text.return?.();
  }

  #fill(): void {
    const { value, done } = this.#text.next();
    if (done) {
      this.#over = true;
      if (this.#rest !== '') this.#lines.push(this.#rest);
      return;
    }
    const lines = (this.#rest + value).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > LONGEST_LINE)
      throw new Failure(
        'invalid-input',
        'One line of this file is far too long, so it is not a table of pupils.',
      );
    for (const line of lines) this.#lines.push(line);
  }
}

/** Comma, semicolon or tab, as the first line has more of. */
export function separatorOf(firstLine: string): Separator {
  const count = (letter: string): number => firstLine.split(letter).length;
  if (count('\t') > count(',')) return '\t';
  return count(';') > count(',') ? ';' : ',';
}
