import type { Journal } from '#scripts/simulating/journal.ts';
import { isUnique, type StateHistory } from '#scripts/simulating/oracle-history.ts';
import { basesOf } from '#scripts/simulating/oracle-of-bases.ts';
import {
  all,
  type Fields,
  keptOn,
  key,
  type Row,
  TYPES,
  type WatchedDevice,
} from '#scripts/simulating/oracle-tables.ts';

interface Lost {
  readonly type: string;
  readonly id: string;
  readonly field: string;
  readonly value: string;
  /** Computers that had it; an edit of theirs over it replaces it knowingly. */
  readonly holders: readonly string[];
  /** How many edits there were when it was lost. */
  readonly order: number;
}

/** Values the state lost, set back to a backup, while some computer had them: they must come back (M12). */
export class LostValues {
  readonly #journal: Journal;
  readonly #history: StateHistory;
  #lost: Lost[] = [];

  constructor(journal: Journal, history: StateHistory) {
    this.#journal = journal;
    this.#history = history;
  }

  /** The state is about to go back: whatever a computer has of it must be offered again. */
  note(devices: readonly WatchedDevice[]): void {
    const has = new Map(devices.map((device) => [device, basesOf(device)]));
    const truth = this.#history.truthOf(this.#history.epoch);
    for (const row of this.#history.newest()) {
      if (row.deleted || !TYPES.includes(row.type)) continue;
      const text = truth?.get(`${key(row)} ${row.rev}`) ?? '';
      const holders = devices
        .filter((device) => has.get(device)?.get(key(row)) === `${row.rev} ${text}`)
        .map((device) => ({
          name: device.name,
          local: all<Row>(device.database, `SELECT * FROM "${row.type}" WHERE id = ?`, row.id)[0],
        }));
      const order = this.#journal.edits.length;
      for (const [field, value] of Object.entries(JSON.parse(row.fields) as Fields)) {
        if (!isUnique(value)) continue;
        // Who has changed it since, unsent, has replaced it knowingly.
        const have = holders.filter(({ local }) => local && (!(field in local) || local[field] === value));
        const lost = { type: row.type, id: row.id, field, value, order };
        if (have.length > 0) this.#lost.push({ ...lost, holders: have.map(({ name }) => name) });
      }
    }
  }

  /** An older image was put back there: it does not hold any more what only the newer file had. */
  letGo(name: string): void {
    this.#lost = this.#lost
      .map((lost) => ({ ...lost, holders: lost.holders.filter((holder) => holder !== name) }))
      .filter(({ holders }) => holders.length > 0);
  }

  /** Those that came back nowhere, and that nobody who had them replaced. */
  missing(devices: readonly WatchedDevice[]): string[] {
    if (this.#lost.length === 0) return [];
    const kept = devices.map(({ database }) => keptOn(database)).join(' ');
    return this.#lost
      .filter(({ value }) => !this.#history.hadAnywhere(value) && !kept.includes(`"${value}"`))
      .filter((lost) => !this.#isReplaced(lost))
      .map(
        ({ type, field, value }) => `the state lost ${type}.${field} = ${value} and nobody offered it again`,
      );
  }

  #isReplaced({ id, field, holders, order }: Lost): boolean {
    return this.#journal.edits.some(
      (edit) =>
        edit.order >= order &&
        edit.id === id &&
        (edit.field === field || edit.field === null) &&
        holders.includes(edit.device),
    );
  }
}
