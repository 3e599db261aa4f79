import { takeDemographic } from '#db/imports/aim-demographic.ts';
import { takeEnrollment } from '#db/imports/aim-enrollment.ts';
import { dateCell, textCell } from '#db/imports/cells.ts';
import { type ImportRow, type ImportTools, RowProblem } from '#db/imports/import-run.ts';
import type { Opening } from '#db/imports/opened-import.ts';
import { SeenLines } from '#db/imports/seen-lines.ts';
import type { SourceBytes } from '#db/imports/source-bytes.ts';
import { textFacts, textOf } from '#db/imports/source-text.ts';
import { type TableLine, tableLines } from '#db/imports/table-lines.ts';
import { Failure } from '#domain/system/failure.ts';

const KINDS = {
  'aim-sd': {
    code: 'SD',
    title: 'student demographic (SD)',
    take: takeDemographic,
    fits: (cells: number) => cells >= 11 && cells <= 16,
    /** One line a pupil: by State ID, else by local number, else by name and birth date. */
    key: (cells: readonly string[]) =>
      textCell(cells[2])?.padStart(9, '0') ??
      (textCell(cells[3]) === null
        ? [4, 5, 9].map((at) => cells[at] ?? '').join('\t')
        : `local ${textCell(cells[3])}`),
  },
  'aim-en': {
    code: 'EN',
    title: 'student enrollment (EN)',
    take: takeEnrollment,
    fits: (cells: number) => cells === 20,
    /** One line for a pupil, calendar and start. */
    key: (cells: readonly string[]) =>
      [
        textCell(cells[2])?.padStart(4, '0'),
        textCell(cells[3])?.padStart(3, '0'),
        textCell(cells[4])?.padStart(9, '0') ?? `local ${textCell(cells[5])}`,
        dateCell(cells[8], 'Start date'),
        textCell(cells[19]),
      ].join('\t'),
  },
} as const;

type Kind = (typeof KINDS)[keyof typeof KINDS];

/** The last cell that a file with the rest adds to a row; read again, it is left out. */
const REST_NOTE = /^# line \d+: /;

/** A state file. Its first line is the header record of four fields; record types are checked line by line. */
export function* openStateFile(source: SourceBytes, format: keyof typeof KINDS): Opening {
  const kind = KINDS[format];
  const facts = yield* textFacts(source);
  const lines = (): Generator<TableLine> =>
    tableLines(textOf(source, facts.encoding), '\t', (cells) => kind.fits(cells) || cells <= 5);
  let header: TableLine | undefined;
  for (const line of lines()) {
    header = line;
    break;
  }
  checkHeader(kind, header);
  const elsewhere = new OtherDistricts();
  return {
    lines: facts.lines,
    hash: facts.hash,
    notes: () => elsewhere.notes(),
    rest: { separator: '\t', header: header?.cells ?? [], mark: '# ', mixed: false },
    rows: () => rowsOf(kind, source.name, lines(), elsewhere),
  };
}

function checkHeader(kind: Kind, header: TableLine | undefined): void {
  if (!header) throw new Failure('invalid-input', 'The file is empty.');
  if (header.cells.length < 2)
    throw new Failure(
      'invalid-input',
      `This does not look like a ${kind.title} file: it has no tabs. Export it again as a .tsv file.`,
    );
  const type = header.cells[0]?.trim().toUpperCase();
  const filled = header.cells.filter((cell) => cell.trim() !== '').length;
  if (filled > 5 || (type !== 'HD' && type !== kind.code))
    throw new Failure(
      'invalid-input',
      'The first line should be the header record: HD, date, time, MT9.1. This file begins differently, so it may be another file.',
    );
}

function* rowsOf(
  kind: Kind,
  file: string,
  lines: Iterable<TableLine>,
  elsewhere: OtherDistricts,
): Generator<ImportRow> {
  const seen = new SeenLines();
  let first = true;
  for (const { number: line, cells: written } of lines) {
    if (first) {
      first = false;
      continue;
    }
    const cells = REST_NOTE.test(written.at(-1) ?? '') ? written.slice(0, -1) : written;
    yield {
      file,
      line,
      cells,
      take: (tools) => {
        const type = cells[0]?.trim().toUpperCase() ?? '';
        if (type !== kind.code)
          throw new RowProblem(
            `"${type}" is not a ${kind.code} record. This file is read as ${kind.title}.`,
            'Record type',
            type,
          );
        const fitting = withoutBlankEnd(kind, cells);
        const key = kind.key(fitting);
        const earlier = key === null ? undefined : seen.earlier(key);
        if (earlier !== undefined)
          throw new RowProblem(
            `This pupil stands in the file twice: see line ${earlier}. Keep the line that is right.`,
            'State ID',
            textCell(cells[kind.code === 'SD' ? 2 : 4]) ?? undefined,
          );
        const result = kind.take(tools, fitting);
        elsewhere.look(tools, fitting[1]);
        if (key !== null) seen.add(key, line);
        return result;
      },
    };
  }
}

/** Lines that name another district than this one: very likely the wrong file, and the person should be told. */
class OtherDistricts {
  #here: readonly string[] | undefined;
  readonly #lines = new Map<string, number>();

  look({ writer }: ImportTools, cell: string | undefined): void {
    this.#here ??= writer.rows<{ number: string }>('SELECT number FROM district').map((row) => row.number);
    const number = textCell(cell)?.padStart(4, '0');
    // A district made without its number is 0000.
    if (number && !this.#here.includes(number) && !this.#here.includes('0000'))
      this.#lines.set(number, (this.#lines.get(number) ?? 0) + 1);
  }

  notes(): string[] {
    return [...this.#lines].map(
      ([number, lines]) =>
        `${lines === 1 ? '1 line is' : `${lines} lines are`} of district ${number}; this is district ${this.#here?.join(' and ')}. Check that it is the right file.`,
    );
  }
}

/** A spreadsheet may leave blank cells behind the last field. */
function withoutBlankEnd(kind: Kind, cells: readonly string[]): readonly string[] {
  let end = cells.length;
  while (end > 0 && !kind.fits(end) && cells[end - 1]?.trim() === '') end -= 1;
  return kind.fits(end) ? cells.slice(0, end) : cells;
}
