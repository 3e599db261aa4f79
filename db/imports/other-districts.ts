import { textCell } from '#db/imports/cells.ts';
import type { ImportTools } from '#db/imports/import-run.ts';
import { hasNumber, paddedNumber } from '#domain/school/district-number.ts';

/**
 * Which districts the lines name. Another district than this one: very likely the wrong file. One that has no number yet
 * may take the file's over.
 */
export class OtherDistricts {
  #here: readonly string[] | undefined;
  readonly #lines = new Map<string, number>();

  look({ writer }: ImportTools, cell: string | undefined): void {
    this.#here ??= writer.rows<{ number: string }>('SELECT number FROM district').map((row) => row.number);
    const text = textCell(cell);
    const number = text === null ? '' : paddedNumber(text);
    if (hasNumber(number) && !this.#here.includes(number))
      this.#lines.set(number, (this.#lines.get(number) ?? 0) + 1);
  }

  /** The one number that the lines name, where this district has none yet; null otherwise. */
  offered(): string | null {
    const [number, second] = this.#lines.keys();
    return this.#waits() && second === undefined ? (number ?? null) : null;
  }

  notes(): string[] {
    const one = this.offered();
    if (one !== null)
      return [
        `The file is of district ${one}, and this district has no number yet. An administrator can take the number over with the file, or set it in Settings.`,
      ];
    return [...this.#lines].map(
      ([number, lines]) =>
        `${lines === 1 ? '1 line is' : `${lines} lines are`} of district ${number}; this ${this.#waits() ? 'district has no number yet' : `is district ${this.#here?.join(' and ')}`}. Check that it is the right file.`,
    );
  }

  #waits(): boolean {
    return this.#here?.some((number) => !hasNumber(number)) ?? false;
  }
}
