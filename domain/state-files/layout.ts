/**
 * A state file's layout: positional, separated by tabs, with a header record. Lives in `resources/layouts`, and a district
 * or the state may replace it; marks say which parts were read in a public source (S) and which are our guess (D).
 */
export interface StateLayout {
  readonly name: string;
  readonly title: string;
  /** First cell of every detail record; null where the file has none. */
  readonly recordType: string | null;
  readonly fromYear: number;
  readonly toYear: number | null;
  readonly extension: string;
  /** Null: the file begins with its first detail record. */
  readonly header: { readonly recordType: string; readonly version: string } | null;
  readonly note: string;
  readonly fields: readonly LayoutField[];
}

export interface LayoutField {
  readonly name: string;
  readonly label: string;
  readonly maxLength: number | null;
  readonly required: boolean;
  readonly mark: string;
  /** Written as it is, whatever the record. */
  readonly value?: string;
  readonly padZero?: number;
  readonly format?: 'date' | 'decimal' | 'integer' | 'endYear';
  readonly codeSet?: string;
  /** A yes or no out of dated records of this program. */
  readonly program?: string;
  readonly values?: readonly string[];
  /** Several codes in one cell, parted by a space. */
  readonly writeAs?: 'list';
}

/** A value on its way into a file: text, a yes or no, several codes, or nothing. */
export type FieldValue = string | boolean | readonly string[] | null;
export type RecordValues = Readonly<Record<string, FieldValue>>;

/** The cells of a line by the names of their fields. A layout in another order is read all the same. */
export function cellsByName(layout: StateLayout, cells: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(layout.fields.map((field, at) => [field.name, cells[at] ?? '']));
}

/** How much of a layout is our own guess: shown beside its name until the state's template is loaded. */
export function guessedFields(layout: StateLayout): readonly LayoutField[] {
  return layout.fields.filter(({ mark }) => mark === 'D');
}
