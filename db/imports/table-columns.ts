import { Failure } from '#domain/system/failure.ts';

/** One row by its column names, in any of their spellings. */
export interface Cells {
  get(name: string): string | undefined;
}

/** "School Number", "school_number" and "schoolNumber" are one name. */
export function columnKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Columns that a file with the rest has besides the source's own. */
export const REST_COLUMN = 'problem';

/** The first line of a table: which column is where. */
export class Columns {
  readonly names: readonly string[];
  /** Columns of the first line with the nameless ones at its end. */
  readonly width: number;
  readonly #at = new Map<string, number>();
  /** The same question is asked for every row. */
  readonly #asked = new Map<string, number>();

  constructor(header: readonly string[], fileName: string) {
    this.width = header.length;
    const names = header.map((name) => name.trim());
    while (names.length > 1 && names.at(-1) === '') names.pop();
    this.names = names;
    names.forEach((name, at) => {
      const key = columnKey(name);
      if (key === '') return;
      if (this.#at.has(key))
        throw new Failure(
          'invalid-input',
          `Two columns of ${fileName} are called "${name}". Name one of them differently, or remove it.`,
        );
      this.#at.set(key, at);
    });
  }

  has(name: string): boolean {
    return this.#at.has(columnKey(name));
  }

  /** As many cells as names; blank ones behind the last are what a spreadsheet leaves. */
  fits(cells: readonly string[]): boolean {
    return (
      cells.length === this.names.length ||
      (cells.length > this.names.length && cells.slice(this.names.length).every((cell) => cell.trim() === ''))
    );
  }

  missing(needed: readonly string[]): string[] {
    return needed.filter((name) => !this.has(name));
  }

  /** Names that nothing here reads. */
  unknown(known: readonly string[]): string[] {
    const keys = new Set([...known, REST_COLUMN].map(columnKey));
    return this.names.filter((name) => name !== '' && !keys.has(columnKey(name)));
  }

  row(cells: readonly string[]): Cells {
    return {
      get: (name) => {
        let at = this.#asked.get(name);
        if (at === undefined) {
          at = this.#at.get(columnKey(name)) ?? -1;
          this.#asked.set(name, at);
        }
        return at === -1 ? undefined : cells[at];
      },
    };
  }
}
