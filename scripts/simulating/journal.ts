import type { Dice } from '#scripts/district-generator/dice.ts';

/** One value a person saved and was told is saved. Written by the simulator, never by the code under test. */
export interface Edit {
  readonly device: string;
  readonly order: number;
  readonly type: string;
  readonly id: string;
  /** Null: the whole record was removed. */
  readonly field: string | null;
  readonly value: string | number | null;
  /** The record as this computer had it until then; undefined when it had none. */
  readonly before: Values | undefined;
  /** Of a removal: the state had confirmed the record to this computer, so there is something to remove there. */
  readonly confirmed: boolean;
}

export type Values = Readonly<Record<string, string | number | null>>;

/** Everything acknowledged to people in one history, in order. */
export class Journal {
  readonly edits: Edit[] = [];
  /** Edits that no copy of their file outlived; nobody can be asked to have them still. */
  readonly destroyed = new Set<Edit>();
  /** Records whose id follows from the person they belong to, and that person. */
  readonly keyed = new Map<string, { readonly type: string; readonly personId: string }>();
  readonly #few: Dice | null;
  #values = 0;

  get few(): boolean {
    return this.#few !== null;
  }

  /** With `few`, values repeat, so that a field may go from A to B and back to A. */
  constructor(few: Dice | null) {
    this.#few = few;
  }

  /** A value nobody else ever writes, so that it can be told wherever it turns up; or one of three. */
  fresh(): string {
    if (this.#few) return `value${this.#few.whole(1, 3)}`;
    this.#values += 1;
    return `value${this.#values}`;
  }

  note(device: string, type: string, id: string, values: Values, before?: Values): void {
    const order = this.edits.length;
    for (const [field, value] of Object.entries(values))
      this.edits.push({ device, order, type, id, field, value, before, confirmed: true });
  }

  noteRemoval(device: string, type: string, id: string, confirmed: boolean, before?: Values): void {
    const order = this.edits.length;
    this.edits.push({ device, order, type, id, field: null, value: null, before, confirmed });
  }
}
