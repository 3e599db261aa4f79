import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import type { ImportRow } from '#db/imports/import-run.ts';
import type { RestLayout } from '#db/imports/opened-import.ts';
import { Failure } from '#domain/system/failure.ts';

const FLUSH_AT = 64 * 1024;

/**
 * The rows that were not taken, as they were, each with its line and its reason; mended, the file can be brought in
 * again. Written as the import goes, under another name until `finish`; made only when there is something to write.
 */
export class RestFile {
  readonly #target: string;
  readonly #layout: RestLayout;
  #handle: number | undefined;
  #waiting = '';

  constructor(target: string, layout: RestLayout) {
    this.#target = target;
    this.#layout = layout;
  }

  add(row: ImportRow, sentence: string): void {
    if (this.#handle === undefined) this.#begin();
    const { mixed, mark } = this.#layout;
    if (mixed) this.#line([row.file, String(row.line), sentence, ...row.cells]);
    else this.#line([...row.cells, `${mark}line ${row.line}: ${sentence}`]);
  }

  /** Puts the file in its place. Answers where, or null when nothing was left over. */
  finish(): string | null {
    if (this.#handle === undefined) return null;
    this.#guarded(() => {
      this.#flush();
      if (this.#handle !== undefined) fsyncSync(this.#handle);
      this.#close();
      renameSync(this.#part, this.#target);
    });
    return this.#target;
  }

  /** The import came to nothing, so there is no rest. */
  discard(): void {
    this.#close();
    rmSync(this.#part, { force: true });
  }

  get #part(): string {
    return `${this.#target}.part`;
  }

  #begin(): void {
    this.#guarded(() => {
      this.#handle = openSync(this.#part, 'w', 0o600);
    });
    // Spreadsheets take a file without this mark for the old Windows alphabet.
    this.#waiting = '\uFEFF';
    this.#line(this.#layout.header);
  }

  #line(cells: readonly string[]): void {
    this.#waiting += stringify([[...cells]], {
      delimiter: this.#layout.separator,
      record_delimiter: 'windows',
    });
    if (this.#waiting.length > FLUSH_AT) this.#guarded(() => this.#flush());
  }

  #flush(): void {
    if (this.#handle !== undefined) writeSync(this.#handle, this.#waiting);
    this.#waiting = '';
  }

  #close(): void {
    if (this.#handle !== undefined) closeSync(this.#handle);
    this.#handle = undefined;
  }

  #guarded(act: () => void): void {
    try {
      act();
    } catch {
      throw new Failure(
        'storage',
        'The file with the rest cannot be written there, so nothing was brought in. Copy the file to a folder of this computer with room on it, and choose it again.',
      );
    }
  }
}
