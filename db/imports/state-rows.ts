import { takeDemographic } from '#db/imports/aim-demographic.ts';
import { takeEnrollment } from '#db/imports/aim-enrollment.ts';
import { type ImportRow, RowProblem } from '#db/imports/import-run.ts';
import { encodingOf, linesOf, startOf } from '#db/imports/text-file.ts';
import { Failure } from '#domain/system/failure.ts';

const KINDS = {
  'aim-sd': { code: 'SD', title: 'student demographic (SD)', take: takeDemographic },
  'aim-en': { code: 'EN', title: 'student enrollment (EN)', take: takeEnrollment },
} as const;

/** Records of a state file. Line 1 is the header record of four fields; record types are checked line by line. */
export function* stateRows(path: string, format: keyof typeof KINDS, fileName: string): Generator<ImportRow> {
  const kind = KINDS[format];
  const encoding = encodingOf(path);
  const start = startOf(path, encoding);
  if (!start.includes('\t'))
    throw new Failure(
      'invalid-input',
      `This does not look like a ${kind.title} file: it has no tabs. Export it again as a .tsv file.`,
    );
  const seen = new Map<string, number>();
  let first = true;
  for (const { number: line, cells } of linesOf(path, '\t', encoding)) {
    const type = cells[0]?.trim().toUpperCase() ?? '';
    const isHeader = first && cells.length <= 5 && (type === 'HD' || type === kind.code);
    if (first && !isHeader)
      throw new Failure(
        'invalid-input',
        `The first line should be the header record: HD, date, time, MT9.1. This file begins differently, so it may be another file.`,
      );
    first = false;
    if (isHeader) continue;
    yield {
      file: fileName,
      line,
      cells,
      take: (tools) => {
        if (type !== kind.code)
          throw new RowProblem(`"${type}" is not a ${kind.code} record.`, 'Record type', type);
        const same = cells.join('\t');
        const earlier = seen.get(same);
        if (earlier !== undefined)
          throw new RowProblem(`This line stands in the file twice: see line ${earlier}.`);
        seen.set(same, line);
        return kind.take(tools, cells);
      },
    };
  }
  if (first) throw new Failure('invalid-input', 'The file is empty.');
}
