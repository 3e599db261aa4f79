/**
 * A report as plain data, ready to be drawn: what it says, not how it looks. The same page makes the PDF and the CSV.
 */
export interface ReportPage {
  readonly title: string;
  readonly districtName: string;
  readonly schoolName: string;
  /** "Tue Oct 6, 2026" or "Oct 1 to Oct 31, 2026". */
  readonly range: string;
  /** On documents about one child, for the head of each page. */
  readonly childName: string | null;
  readonly landscape: boolean;
  /** Invented people: marked on every page. */
  readonly practice: boolean;
  /** Changes the state has not received yet. */
  readonly notYetSent: number;
  readonly printedBy: string;
  /** In words, where the school is. */
  readonly printedAt: string;
  readonly legend: readonly { readonly code: string; readonly label: string }[];
  /** What each total means. */
  readonly definitions: readonly string[];
  readonly blocks: readonly ReportBlock[];
}

/** A cell that must not read as plain: strong counts, off is no school day for that pupil. */
export type ReportCell = string | { readonly text: string; readonly look: 'strong' | 'off' };

export interface ReportColumn {
  readonly label: string;
  /** Second line of the head, such as the weekday. */
  readonly under?: string;
  /**
   * name: the row's own name; day: one narrow column of a grid; box: empty, to write in, and one of many in a grid; tick: a
   * small box in a list, for a tick.
   */
  readonly kind?: 'name' | 'number' | 'day' | 'box' | 'tick' | 'wide';
}

export interface ReportTable {
  readonly kind: 'table';
  readonly title: string;
  /** Repeated with the column heads on every page the table runs over. */
  readonly child?: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
  readonly totals: readonly (readonly ReportCell[])[];
  /** What to say where there is no row. */
  readonly empty: string;
  /** Left out of the CSV, because it repeats what another table says. */
  readonly paperOnly?: boolean;
  /** Columns of the CSV alone, the same in each row: what the head of the paper says once. */
  readonly sheetFacts?: readonly { readonly label: string; readonly value: string }[];
}

export type ReportBlock =
  | { readonly kind: 'heading'; readonly text: string; readonly newPage: boolean }
  | { readonly kind: 'facts'; readonly items: readonly { readonly label: string; readonly value: string }[] }
  | { readonly kind: 'text'; readonly title: string; readonly text: string }
  | { readonly kind: 'notice'; readonly text: string; readonly items: readonly string[] }
  | {
      readonly kind: 'signatures';
      readonly statement: string | null;
      readonly lines: readonly string[];
    }
  | ReportTable;

export const cellText = (cell: ReportCell): string => (typeof cell === 'string' ? cell : cell.text);
