import { takeDemographic } from '#db/imports/aim-demographic.ts';
import { takeEnrollment } from '#db/imports/aim-enrollment.ts';
import { dateCell, textCell } from '#db/imports/cells.ts';
import {
  takeAssignment,
  takeCourse,
  takeEmployment,
  takePlacement,
  takeRoster,
  takeSection,
  takeSectionStaff,
} from '#db/imports/class-records.ts';
import { takeFollowUp, takePathway } from '#db/imports/cte-records.ts';
import { type ImportRow, type ImportTools, RowProblem, type RowResult } from '#db/imports/import-run.ts';
import type { Opening } from '#db/imports/opened-import.ts';
import { OtherDistricts } from '#db/imports/other-districts.ts';
import { SeenLines } from '#db/imports/seen-lines.ts';
import { ShortStateIds } from '#db/imports/short-state-ids.ts';
import type { SourceBytes } from '#db/imports/source-bytes.ts';
import { textFacts, textOf } from '#db/imports/source-text.ts';
import {
  type FileFacts,
  type Named,
  take504,
  takeCount,
  takeEnglishLearner,
  takeMeal,
  takeMode,
  takeParticipation,
  takeTotals,
} from '#db/imports/state-records.ts';
import { type TableLine, tableLines } from '#db/imports/table-lines.ts';
import { layoutOf, shippedLayout } from '#db/state-files/layouts.ts';
import type { Reader } from '#db/system/connection.ts';
import { cellsByName, type StateLayout } from '#domain/state-files/layout.ts';
import type { TemplateName } from '#domain/state-files/templates.ts';
import { Failure } from '#domain/system/failure.ts';

/** How one template's lines are read. */
interface Kind {
  /** Its lines are about pupils. */
  readonly pupils: boolean;
  readonly layout: StateLayout;
  readonly fits: (cells: number) => boolean;
  /** What must stand in a file once; null: nothing to compare. */
  readonly key: (cells: readonly string[]) => string | null;
  readonly take: (tools: ImportTools, cells: readonly string[], facts: FileFacts) => RowResult;
}

type TakeNamed = (tools: ImportTools, cells: Named, facts: FileFacts) => RowResult;

const TAKES: Readonly<Record<Exclude<TemplateName, 'aim-sd' | 'aim-en'>, TakeNamed>> = {
  'aim-pp': takeParticipation,
  'aim-lp': takeEnglishLearner,
  'aim-504': take504,
  'aim-mi': takeMode,
  'aim-fram': takeMeal,
  'aim-af': takeCount('fall'),
  'aim-as': takeCount('spring'),
  'aim-aa': takeTotals,
  'aim-ct': takeFollowUp,
  'aim-ce': takePathway,
  'aim-cu': takeCourse,
  'aim-su': takeSection,
  'aim-sp': takePlacement,
  'aim-sh': takeSectionStaff,
  'aim-ru': takeRoster,
  'aim-te': takeEmployment,
  'aim-da': takeAssignment,
};

/** Races may stand in five cells of their own. */
const RACE_CELLS = 4;

function kindOf(reader: Reader, template: TemplateName): Kind {
  const layout = layoutOf(reader, template);
  const { fields } = layout;
  const named = (cells: readonly string[]): Named => cellsByName(layout, cells);
  /** Lines are read by our own order of fields, whatever the layout's. */
  const arranged = (cells: readonly string[]): readonly string[] => {
    const own = shippedLayout(template).fields.map(({ name }) => name);
    if (own.every((name, at) => fields[at]?.name === name)) return cells;
    const by = named(cells);
    return own.map((name) => by[name] ?? '');
  };
  if (template === 'aim-sd')
    return {
      pupils: true,
      layout,
      fits: (cells) => cells >= fields.length - 1 && cells <= fields.length + RACE_CELLS,
      /** One line a pupil: by State ID, else by local number, else by name and birth date. */
      key: (line) => {
        const cells = arranged(line);
        return (
          textCell(cells[2])?.padStart(9, '0') ??
          (textCell(cells[3]) === null
            ? [4, 5, 9].map((at) => textCell(cells[at])?.toLowerCase() ?? '').join('\t')
            : `local ${textCell(cells[3])}`)
        );
      },
      take: (tools, cells) => takeDemographic(tools, arranged(cells)),
    };
  if (template === 'aim-en')
    return {
      pupils: true,
      layout,
      fits: (cells) => cells === fields.length,
      /** One line for a pupil, calendar and start. */
      key: (line) => {
        const cells = arranged(line);
        return [
          textCell(cells[2])?.padStart(4, '0'),
          textCell(cells[3])?.padStart(3, '0'),
          textCell(cells[4])?.padStart(9, '0') ?? `local ${textCell(cells[5])}`,
          dateCell(cells[8], 'Start date'),
          textCell(cells[19]),
        ].join('\t');
      },
      take: (tools, cells) => takeEnrollment(tools, arranged(cells)),
    };
  const take = TAKES[template];
  const least = fields.findLastIndex(({ required }) => required) + 1;
  const date = fields.find(({ name }) => ['identifiedDate', 'startDate'].includes(name))?.name ?? '';
  return {
    pupils: fields.some(({ name }) => name === 'stateId'),
    layout,
    // Editors and spreadsheets drop blank cells at the end of a line.
    fits: (cells) => cells >= least && cells <= fields.length,
    /** What a line is about, as far as the template has it. */
    key: (line) => {
      const cells = named(line);
      const stateId = textCell(cells.stateId)?.padStart(9, '0');
      return [
        stateId,
        cells.staffId,
        cells.schoolNumber,
        cells.calendarNumber,
        cells.courseNumber,
        cells.sectionNumber,
        cells.assignment,
        cells.role,
        cells.pathway,
        cells.year,
        cells[date],
      ].join('\t');
    },
    take: (tools, cells, facts) => take(tools, named(cells), facts),
  };
}

/** The last cell that a file with the rest adds to a row; read again, it is left out. */
const REST_NOTE = /^# line \d+: /;

/** A state file. Its first line is the header record of four fields, where the template has one; record types are checked line by line. */
export function* openStateFile(reader: Reader, source: SourceBytes, template: TemplateName): Opening {
  const kind = kindOf(reader, template);
  const facts = yield* textFacts(source);
  const lines = (): Generator<TableLine> =>
    tableLines(textOf(source, facts.encoding), '\t', (cells) => kind.fits(cells) || cells <= 5);
  let first: TableLine | undefined;
  for (const line of lines()) {
    first = line;
    break;
  }
  checkFirstLine(kind, first);
  const asOf = headerDate(kind, first);
  const elsewhere = new OtherDistricts();
  const short = new ShortStateIds();
  return {
    lines: facts.lines,
    hash: facts.hash,
    notes: () => [...elsewhere.notes(), ...short.notes()],
    districtNumber: () => elsewhere.offered(),
    rest: {
      separator: '\t',
      header: isHeader(kind, first) ? (first?.cells ?? []) : [],
      mark: '# ',
      mixed: false,
    },
    rows: () =>
      rowsOf(kind, { layout: kind.layout, asOf }, source.name, lines(), (tools, cells) => {
        elsewhere.look(tools, cells.districtNumber);
        short.look(cells.stateId);
      }),
  };
}

/** True for the header record, or for a line of column names where the template has no header record. */
function isHeader(kind: Kind, line: TableLine | undefined): boolean {
  if (!line) return false;
  return kind.layout.header !== null || !/\d/.test(line.cells[0] ?? '');
}

function checkFirstLine(kind: Kind, first: TableLine | undefined): void {
  if (!first) throw new Failure('invalid-input', 'The file is empty.');
  if (first.cells.length < 2)
    throw new Failure(
      'invalid-input',
      `This does not look like a ${titleOf(kind)} file: it has no tabs. Export it again as a .tsv file.`,
    );
  if (kind.layout.header === null) return;
  const type = first.cells[0]?.trim().toUpperCase();
  const filled = first.cells.filter((cell) => cell.trim() !== '').length;
  if (filled > 5 || (type !== kind.layout.header.recordType && type !== kind.layout.recordType))
    throw new Failure(
      'invalid-input',
      'The first line should be the header record: HD, date, time, MT9.1. This file begins differently, so it may be another file.',
    );
}

/** "student enrollment (EN)". */
const titleOf = ({ layout }: Kind): string =>
  `${layout.title.toLowerCase()}${layout.recordType ? ` (${layout.recordType})` : ''}`;

/** The date in the header record; null where there is none that can be read. */
function headerDate(kind: Kind, first: TableLine | undefined): string | null {
  if (kind.layout.header === null || !first) return null;
  try {
    return dateCell(first.cells[1], 'Date');
  } catch {
    return null;
  }
}

function* rowsOf(
  kind: Kind,
  facts: FileFacts,
  file: string,
  lines: Iterable<TableLine>,
  /** Sees each line that was taken, by the names of its fields. */
  look: (tools: ImportTools, cells: Named) => void,
): Generator<ImportRow> {
  const seen = new SeenLines();
  let first = true;
  for (const line of lines) {
    const { number, cells: written } = line;
    const header = first && isHeader(kind, line);
    first = false;
    if (header) continue;
    const cells = REST_NOTE.test(written.at(-1) ?? '') ? written.slice(0, -1) : written;
    yield {
      file,
      line: number,
      cells,
      take: (tools) => {
        const type = cells[0]?.trim().toUpperCase() ?? '';
        if (kind.layout.recordType && type !== kind.layout.recordType)
          throw new RowProblem(
            `"${type}" is not a ${kind.layout.recordType} record. This file is read as ${titleOf(kind)}.`,
            'Record type',
            type,
          );
        const fitting = withoutBlankEnd(kind, cells);
        if (kind.layout.recordType !== 'SD' && kind.layout.recordType !== 'EN' && !kind.fits(fitting.length))
          throw new RowProblem(
            `A ${titleOf(kind)} record has ${kind.layout.fields.length} fields; this one has ${cells.length}.`,
          );
        const key = kind.key(fitting);
        const earlier = key === null ? undefined : seen.earlier(key);
        if (earlier !== undefined)
          throw new RowProblem(
            `${kind.pupils ? 'This pupil' : 'This'} stands in the file twice: see line ${earlier}. Keep the line that is right.`,
            'State ID',
            textCell(cellsByName(kind.layout, cells).stateId) ?? undefined,
          );
        const result = kind.take(tools, fitting, facts);
        look(tools, cellsByName(kind.layout, fitting));
        if (key !== null) seen.add(key, number);
        return result;
      },
    };
  }
}

/** A spreadsheet may leave blank cells behind the last field. */
function withoutBlankEnd(kind: Kind, cells: readonly string[]): readonly string[] {
  let end = cells.length;
  while (end > 0 && !kind.fits(end) && cells[end - 1]?.trim() === '') end -= 1;
  return kind.fits(end) ? cells.slice(0, end) : cells;
}
