import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { parse } from 'csv-parse';
import { Failure } from '#domain/system/failure.ts';

/** One line of a file: its number (the first is 1) and its cells as written. */
export interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

export type Encoding = 'utf-8' | 'windows-1252';

const CHUNK = 64 * 1024;
const LARGEST = 512 * 1024 * 1024;

/** UTF-8 where every byte is; otherwise the old Windows alphabet. UTF-16 is refused, because Excel can save better. */
export function encodingOf(path: string): Encoding {
  const { size } = openable(path);
  if (size > LARGEST)
    throw new Failure('invalid-input', 'This file is larger than any school’s can be. Is it the right one?');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  try {
    for (const bytes of chunksOf(path)) {
      if (first && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)))
        throw new Failure(
          'invalid-input',
          'This file is written in UTF-16. Save it as "CSV UTF-8" or as text with tabs, then choose it again.',
        );
      if (bytes.includes(0))
        throw new Failure(
          'invalid-input',
          'This is not a text file. Choose the .tsv, .txt or .csv file itself.',
        );
      first = false;
      decoder.decode(bytes, { stream: true });
    }
    decoder.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof Failure) throw error;
    return 'windows-1252';
  }
}

/**
 * The lines of a tab- or comma-separated file, read as they are needed: memory stays flat however long it is. Quoted cells
 * may hold tabs and line breaks; a stray quote is a letter like any other; lines of only blanks are left out.
 */
export function* linesOf(path: string, delimiter: '\t' | ',' | ';', encoding: Encoding): Generator<Line> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 256 * 1024,
  });
  let failed: Error | undefined;
  parser.on('error', (error) => {
    failed = error;
  });
  const decoder = new TextDecoder(encoding);
  const drain = function* (): Generator<Line> {
    for (;;) {
      const record = parser.read() as { record: string[]; info: { lines: number } } | null;
      if (record === null) break;
      const { record: cells, info } = record;
      const breaks = cells.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0);
      if (cells.some((cell) => cell.trim() !== '')) yield { number: info.lines - breaks, cells };
    }
  };
  const bad = (): Failure =>
    new Failure(
      'invalid-input',
      'The file breaks off inside a quoted cell, or one cell is far too long. Check the quotes near its end.',
    );
  for (const bytes of chunksOf(path)) {
    parser.write(decoder.decode(bytes, { stream: true }));
    yield* drain();
    if (failed) throw bad();
  }
  parser.end(decoder.decode());
  yield* drain();
  if (failed) throw bad();
}

function openable(path: string): { size: number } {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new Error('no file');
    return stat;
  } catch {
    throw new Failure('not-found', 'There is no such file. It may have been moved; choose it again.');
  }
}

function* chunksOf(path: string): Generator<Buffer> {
  const handle = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      const length = readSync(handle, buffer, 0, CHUNK, null);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(handle);
  }
}

/** Comma or semicolon, as the first line has more of. */
export function separatorOf(firstLine: string): ',' | ';' | '\t' {
  const count = (letter: string): number => firstLine.split(letter).length;
  if (count('\t') > count(',')) return '\t';
  return count(';') > count(',') ? ';' : ',';
}

/** The beginning of a file, to recognise it by. */
export function startOf(path: string, encoding: Encoding): string {
  for (const bytes of chunksOf(path))
    return new TextDecoder(encoding).decode(bytes.subarray(0, 4096)).replace(/^\uFEFF/, '');
  throw new Failure('invalid-input', 'The file is empty.');
}
