/** One value a person saved and was told is saved. Written by the simulator, never by the code under test. */
export interface Edit {
  readonly device: string;
  readonly order: number;
  readonly type: string;
  readonly id: string;
  /** Null: the whole record was removed. */
  readonly field: string | null;
  readonly value: string | null;
}

/** Everything acknowledged to people in one history, in order. */
export class Journal {
  readonly edits: Edit[] = [];
  #values = 0;

  /** A value nobody else ever writes, so that it can be told wherever it turns up. */
  fresh(): string {
    this.#values += 1;
    return `value${this.#values}`;
  }

  note(device: string, type: string, id: string, values: Readonly<Record<string, string>> | null): void {
    const order = this.edits.length;
    if (!values) this.edits.push({ device, order, type, id, field: null, value: null });
    else
      for (const [field, value] of Object.entries(values))
        this.edits.push({ device, order, type, id, field, value });
  }
}
