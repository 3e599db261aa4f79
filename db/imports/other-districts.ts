import { textCell } from '#db/imports/cells.ts';
import type { ImportTools } from '#db/imports/import-run.ts';

/** Lines that name another district than this one: very likely the wrong file, and the person should be told. */
export class OtherDistricts {
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
