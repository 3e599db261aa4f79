import type { ImportRow } from '#db/imports/import-run.ts';

/** A source that was looked at once: how much there is to expect, and its rows. */
export interface OpenedImport {
  /** Lines to expect, for the progress bar. */
  readonly lines: number;
  /** SHA-256 of all its bytes, hexadecimal. */
  readonly hash: string;
  /** What the person should know besides the problems of rows: sentences, complete when all rows were taken. */
  notes(): readonly string[];
  /** Number of the district that all its lines name, where ours has none yet; null otherwise. After all rows were taken. */
  districtNumber?(): string | null;
  readonly rest: RestLayout;
  rows(): Iterable<ImportRow>;
}

/** How rows that were not taken are written, so that the file can be mended and brought in again. */
export interface RestLayout {
  readonly separator: '\t' | ',' | ';';
  readonly header: readonly string[];
  /** What goes before the reason in the last cell, so that the reader knows it again. */
  readonly mark: string;
  /** Where a row is from and what is wrong with it stand before its cells, because several files are mixed. */
  readonly mixed: boolean;
}

/** Opening reads the whole source once, piece by piece: hence steps. */
export type Opening = Generator<void, OpenedImport>;
