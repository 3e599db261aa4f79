import { textCell } from '#db/imports/cells.ts';

/** State IDs that lost their leading zeros, as a spreadsheet drops them: read with the zeros back, and said so. */
export class ShortStateIds {
  #lines = 0;
  #example = '';

  look(cell: string | undefined): void {
    const text = textCell(cell);
    if (text === null || !/^\d{7,8}$/.test(text)) return;
    this.#lines += 1;
    if (this.#example === '') this.#example = `${text.length} digits`;
  }

  notes(): string[] {
    return this.#lines === 0
      ? []
      : [
          `${this.#lines === 1 ? '1 State ID has' : `${this.#lines} State IDs have`} only 7 or 8 digits (the first has ${this.#example}): a spreadsheet drops leading zeros. They are read with the zeros put back; check that they belong to these pupils.`,
        ];
  }
}
