import type { JoinedPeople } from '#scripts/simulating/joined-people.ts';
import type { Edit, Journal } from '#scripts/simulating/journal.ts';
import { isUnique, type StateHistory } from '#scripts/simulating/oracle-history.ts';
import { all, type Fields, keptOn, type WatchedDevice } from '#scripts/simulating/oracle-tables.ts';

/** No accepted edit lost: history, a later edit of the same hand, what waits, a card, a decision or the log has it. */
export class SavedEdits {
  readonly #journal: Journal;
  readonly #history: StateHistory;
  readonly #joined: JoinedPeople;
  /** Those that reached their end once; they are not looked for again. */
  readonly #traced = new Set<Edit>();

  constructor(journal: Journal, history: StateHistory, joined: JoinedPeople) {
    this.#journal = journal;
    this.#history = history;
    this.#joined = joined;
  }

  /** The edits of this computer that are nowhere. */
  lost(device: WatchedDevice): string[] {
    const own = this.#journal.edits.filter((edit) => edit.device === device.name);
    const open = own.filter((edit) => !this.#traced.has(edit) && !this.#journal.destroyed.has(edit));
    if (open.length === 0) return [];
    this.#joined.noteDecisions(device);
    let kept: string | undefined;
    const broken: string[] = [];
    for (const edit of open) {
      if (this.#hasItsEnd(edit, own)) {
        this.#traced.add(edit);
        continue;
      }
      kept ??= keptOn(device.database);
      if (!this.#isKept(edit, device, kept) && !this.#isCleared(edit))
        broken.push(
          `${edit.device} saved ${edit.type}.${edit.field} = ${edit.value} (${edit.id.slice(0, 6)}) and it is nowhere`,
        );
    }
    return broken;
  }

  /**
   * An older image of the file was put back. What only the newer one had is gone with it; what the state had by then is
   * the state's to keep, and should it be set back, only those who have fetched it can offer it again.
   */
  replaceFile(name: string, since: number): void {
    for (const edit of this.#journal.edits) {
      if (edit.device !== name || edit.order < since) continue;
      if (this.#inHistory(edit)) this.#traced.add(edit);
      else this.#journal.destroyed.add(edit);
    }
  }

  #hasItsEnd(edit: Edit, own: readonly Edit[]): boolean {
    return (
      superseded(edit, own, this.#joined.idsOf(edit.id)) ||
      (edit.field === null && !edit.confirmed) ||
      this.#inHistory(edit)
    );
  }

  #inHistory(edit: Edit): boolean {
    const { field, value } = edit;
    if (field === null) return this.#history.hadRemoval(edit.id);
    return (
      this.#joined.idsOf(edit.id).some((id) => this.#history.hadValue(id, field, value)) ||
      (isUnique(value) && this.#history.hadAnywhere(value))
    );
  }

  /** `kept`: everything the computer shows or keeps beside its records. */
  #isKept(edit: Edit, device: WatchedDevice, kept: string): boolean {
    if (edit.field === null)
      return kept.includes(edit.id) || !this.#history.isLive(edit.id) || remembersRemoval(device, edit.id);
    return (
      kept.includes(edit.value === null ? edit.id : `"${edit.value}"`) ||
      (!isUnique(edit.value) && this.#joined.idsOf(edit.id).some((id) => kept.includes(id)))
    );
  }

  /** Cleared, and some revision of the record has no value there. */
  #isCleared({ id, field, value }: Edit): boolean {
    if (field === null || value !== null) return false;
    const ids = this.#joined.idsOf(id);
    return this.#history.rows.some(
      (row) => ids.includes(row.id) && (row.deleted === 1 || !(field in (JSON.parse(row.fields) as Fields))),
    );
  }
}

/** A removal the restored state knows nothing of: remembered, and asked about as soon as the record comes again. */
const remembersRemoval = ({ database }: WatchedDevice, id: string): boolean =>
  all(database, 'SELECT 1 FROM syncBase WHERE id = ? AND rev = 0 AND stale = 1', id).length > 0;

/** `ids`: those the record has had; under another than its own this very value must be what was replaced. */
function superseded(edit: Edit, own: readonly Edit[], ids: readonly string[]): boolean {
  return own.some(
    (later) =>
      later.order > edit.order &&
      (later.field === edit.field || later.field === null || edit.field === null) &&
      (later.id === edit.id ||
        (ids.includes(later.id) && edit.field !== null && later.before?.[edit.field] === edit.value)),
  );
}
