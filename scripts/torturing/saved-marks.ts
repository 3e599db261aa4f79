/** One call of `attendance.mark`. Block null is every block of the day. */
export interface MarkingAction {
  readonly marks: readonly {
    readonly enrollmentId: string;
    readonly date: string;
    readonly block: string | null;
    readonly code: string | null;
  }[];
}

type Codes = Map<string, string | null>;

/**
 * What somebody who watched knows: which marks were called saved, and which were on their way. Actions are served in
 * their order, each whole or not at all; so after a kill the file must show everything saved and, of the actions on their
 * way, the first few.
 */
export class SavedMarks {
  readonly #blocks: readonly string[];
  /** Cell → code, as last called saved. */
  #known: Codes = new Map();
  #onTheWay: MarkingAction[] = [];
  saved = 0;

  constructor(blocks: readonly string[]) {
    this.#blocks = blocks;
  }

  tried(action: MarkingAction): void {
    this.#onTheWay.push(action);
  }

  /** The oldest action on its way was called saved. */
  wasSaved(): void {
    const action = this.#onTheWay.shift();
    if (!action) throw new Error('Something was called saved that nobody had asked for.');
    this.#apply(this.#known, action);
    this.saved += 1;
  }

  get oldest(): MarkingAction | undefined {
    return this.#onTheWay[0];
  }

  codeOf(enrollmentId: string, date: string, block: string): string | null {
    return this.#known.get(`${enrollmentId} ${date} ${block}`) ?? null;
  }

  /** Holds the file's cells against what is known, and takes over what the file has of the actions on their way. */
  settle(actual: ReadonlyMap<string, string | null>): string[] {
    let wanted = this.#known;
    let problems = differences(wanted, actual);
    for (const action of this.#onTheWay) {
      if (problems.length === 0) break;
      wanted = new Map(wanted);
      this.#apply(wanted, action);
      if (differences(wanted, actual).length === 0) {
        problems = [];
        this.#known = wanted;
      }
    }
    // An action that came through in full is taken over even where it changed nothing that shows.
    if (problems.length > 0) this.#known = new Map(actual);
    this.#onTheWay = [];
    return problems;
  }

  #apply(codes: Codes, action: MarkingAction): void {
    for (const { enrollmentId, date, block, code } of action.marks)
      for (const name of block === null ? this.#blocks : [block])
        codes.set(`${enrollmentId} ${date} ${name}`, code);
  }
}

function differences(wanted: Codes, actual: ReadonlyMap<string, string | null>): string[] {
  const problems: string[] = [];
  for (const [cell, code] of wanted)
    if ((actual.get(cell) ?? null) !== code)
      problems.push(`${cell}: saved as ${code ?? 'present'}, the file has ${actual.get(cell) ?? 'present'}.`);
  for (const [cell, code] of actual)
    if (!wanted.has(cell) && code !== null) problems.push(`${cell}: nobody marked it ${code}.`);
  return problems;
}
