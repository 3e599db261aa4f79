// What one office did, told before and after each act, and what became of it in the end.

/** One change of one field; `value` is unlike any other value, so that it can be found again anywhere. */
export interface Edit {
  /** The field of a record: a later edit here of the same one takes its place. */
  readonly field: string;
  readonly value: string;
}

/** The edits of one office, in their order. */
export class Journal {
  readonly #saved: Edit[] = [];
  #trying: Edit | undefined;
  tried = 0;

  try(edit: Edit): void {
    this.tried += 1;
    this.#trying = edit;
  }

  saved(): void {
    if (this.#trying) this.#saved.push(this.#trying);
    this.#trying = undefined;
  }

  /** The office was killed: what was on its way may be there or not. */
  killed(): void {
    this.#trying = undefined;
  }

  get count(): number {
    return this.#saved.length;
  }

  /**
   * Saved edits that nobody can account for: in no version the state ever had, in no card and no merge log, and not
   * followed by a later edit of the same field here.
   */
  unaccounted(isKnown: (value: string) => boolean): Edit[] {
    return this.#saved.filter(
      (edit, at) =>
        !isKnown(edit.value) && !this.#saved.slice(at + 1).some((later) => later.field === edit.field),
    );
  }
}
