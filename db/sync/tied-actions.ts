import { inSendingOrder, type WaitingMark } from '#db/sync/waiting-marks.ts';

interface Action {
  readonly marks: readonly WaitingMark[];
  /** What it points to and the state does not have, by type and id. */
  readonly missing: ReadonlySet<string>;
}

const keyOf = ({ type, id }: WaitingMark): string => `${type} ${id}`;

/**
 * Actions that could go but for a record they point to. A pupil is enrolled into a room (one action: person, enrollment,
 * seat), and before the line is back the grade is put right (another: the enrollment now belongs to that one). The seat
 * waits for the enrollment, the enrollment for the person: neither action could ever go by itself.
 */
export class Tied {
  readonly #actions: Action[] = [];
  readonly #holders = new Map<string, Action>();

  add(marks: readonly WaitingMark[], missing: ReadonlySet<string>): void {
    const action = { marks, missing };
    this.#actions.push(action);
    for (const mark of marks) this.#holders.set(keyOf(mark), action);
  }

  /**
   * Marks of actions that lean on one another and on nothing but what goes already, in sending order, each action once.
   * What leans on a record that cannot go now (refused, asked about, never marked) is left out.
   */
  knots(going: ReadonlySet<string>): WaitingMark[][] {
    const done = new Set<Action>();
    const knots: WaitingMark[][] = [];
    for (const action of [...this.#actions]) {
      if (done.has(action)) continue;
      const all = this.#leanedOn(action, going, done);
      for (const one of all ?? [action]) done.add(one);
      if (all) knots.push(inSendingOrder([...all].flatMap((one) => one.marks)));
    }
    return knots;
  }

  /** The action and all it leans on, through others too; undefined when something of it cannot go. */
  #leanedOn(first: Action, going: ReadonlySet<string>, done: ReadonlySet<Action>): Set<Action> | undefined {
    const all = new Set([first]);
    for (const action of all)
      for (const key of action.missing) {
        if (going.has(key)) continue;
        const holder = this.#holders.get(key);
        // One that was looked at before goes in this request, and this one follows in the next, or cannot go.
        if (!holder || done.has(holder)) return undefined;
        all.add(holder);
      }
    return all;
  }
}
