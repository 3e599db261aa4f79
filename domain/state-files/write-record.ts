import type { FieldValue, LayoutField, RecordValues, StateLayout } from '#domain/state-files/layout.ts';
import { slashDate } from '#domain/system/date-words.ts';

/**
 * A code as it goes into a state file; `unconfirmed` while it is our own and nobody has said what the state calls it,
 * `unknown` while no list has it and nobody has said that the state does.
 */
export type StateCode =
  | { readonly text: string }
  | { readonly unknown: { readonly set: string; readonly code: string } }
  | { readonly unconfirmed: { readonly set: string; readonly code: string } };

export interface FieldProblem {
  readonly field: string;
  readonly label: string;
  readonly message: string;
}

export interface WrittenRecord {
  readonly cells: readonly string[];
  readonly problems: readonly FieldProblem[];
  /** Codes of ours in this record that nobody has confirmed yet. */
  readonly unconfirmed: readonly { readonly set: string; readonly code: string }[];
  /** Codes that no list has; each is a problem too. */
  readonly unknown: readonly { readonly set: string; readonly code: string }[];
}

/**
 * One detail record in the order of the layout. Tabs and line breaks inside a value become blanks; nothing is cut short: a
 * value that is too long is a problem. Source: conventions common to all upload files.
 */
export function writeRecord(
  layout: StateLayout,
  values: RecordValues,
  codeFor: (set: string, code: string) => StateCode,
): WrittenRecord {
  const problems: FieldProblem[] = [];
  const unconfirmed: { set: string; code: string }[] = [];
  const unknown: { set: string; code: string }[] = [];
  const cells = layout.fields.map((field) => {
    const say = (message: string): void => {
      problems.push({ field: field.name, label: field.label, message });
    };
    const coded = (code: string): string => {
      if (!field.codeSet) return code;
      const written = codeFor(field.codeSet, code);
      if ('text' in written) return written.text;
      if ('unconfirmed' in written) unconfirmed.push(written.unconfirmed);
      else {
        unknown.push(written.unknown);
        say(
          `${field.label} "${code}": the list of codes this program knows does not have it; confirm it with the state or correct it.`,
        );
      }
      return code;
    };
    const text = cellText(field, values[field.name] ?? null, coded);
    if (text === '') {
      if (field.required) say(`${field.label} is missing.`);
      return '';
    }
    if (field.padZero !== undefined && text.length > field.padZero)
      say(`${field.label} is longer than ${field.padZero} signs.`);
    else if (field.maxLength !== null && [...text].length > field.maxLength)
      say(`${field.label} is longer than ${field.maxLength} signs.`);
    return text;
  });
  return { cells, problems, unconfirmed, unknown };
}

function cellText(field: LayoutField, value: FieldValue, coded: (code: string) => string): string {
  if (field.value !== undefined) return field.value;
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? 'Y' : 'N';
  if (typeof value !== 'string') return value.map(coded).join(' ');
  const text = coded(value)
    .replace(/[\t\r\n\u0085\u2028\u2029]+/gu, ' ')
    .trim();
  if (field.format === 'date') return text === '' ? '' : slashDate(text);
  return field.padZero === undefined ? text : text.padStart(field.padZero, '0');
}

/** The header record: type, date, time, version. */
export function headerCells(
  layout: StateLayout,
  at: { readonly date: string; readonly time: string },
): string[] | null {
  return layout.header === null
    ? null
    : [layout.header.recordType, slashDate(at.date), `${at.time}:00`, layout.header.version];
}

/**
 * Lines of a file: tabs between, CR LF behind, no quotes. Only a value that itself begins with a quote is quoted, so that
 * whoever reads the line, a spreadsheet or we, finds the value and not another.
 */
export function fileText(lines: readonly (readonly string[])[]): string {
  const cellOf = (text: string): string => (text.startsWith('"') ? `"${text.replaceAll('"', '""')}"` : text);
  return lines.map((cells) => `${cells.map(cellOf).join('\t')}\r\n`).join('');
}
