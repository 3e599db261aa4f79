import type Database from 'better-sqlite3';
import { JoinedPeople } from '#scripts/simulating/joined-people.ts';
import type { Journal } from '#scripts/simulating/journal.ts';
import type { WireRecord } from '#scripts/simulating/network.ts';
import {
  blindOverwrites,
  brokenRules,
  countedOnce,
  everSeen,
  leftovers,
  madeAnewUnasked,
  sentAcrossEpochs,
} from '#scripts/simulating/oracle-at-the-end.ts';
import { StateHistory } from '#scripts/simulating/oracle-history.ts';
import {
  differingBases,
  epochOf,
  sharedNames,
  syncState,
  unexplained,
  untrueBases,
} from '#scripts/simulating/oracle-of-bases.ts';
import { askedRightly } from '#scripts/simulating/oracle-of-cards.ts';
import { SavedEdits } from '#scripts/simulating/oracle-of-edits.ts';
import { HighestPlaces, skipped } from '#scripts/simulating/oracle-of-places.ts';
import { LostValues } from '#scripts/simulating/oracle-of-restores.ts';
import { key, type WatchedDevice } from '#scripts/simulating/oracle-tables.ts';

/**
 * Watches one history: every promise is looked at after each step of a computer, and once more when the network has
 * healed. It reads raw tables, the journal and what passed on the wire; it shares no code with the merge.
 */
export class Oracle {
  readonly #journal: Journal;
  readonly #wire: WireRecord;
  readonly #history: StateHistory;
  readonly #joinedPeople: JoinedPeople;
  readonly #edits: SavedEdits;
  readonly #lost: LostValues;
  readonly #highest = new HighestPlaces();
  /** Values that stood in files which were replaced by older ones, by client id. */
  readonly #seenBefore = new Map<string, Set<string>>();
  /** Came back from a backup without the command that says so: until all have caught up, bases are of the old one. */
  unsaid = false;
  restored = false;
  /** Files were copied or put back. */
  copies = false;
  /** The state made two records one: a value may meet its own maker. */
  joined = false;
  #atRest = false;

  constructor(journal: Journal, wire: WireRecord, district: string, state: Database.Database, epoch: string) {
    this.#journal = journal;
    this.#wire = wire;
    this.#history = new StateHistory(state, district, epoch);
    this.#joinedPeople = new JoinedPeople(journal);
    this.#edits = new SavedEdits(journal, this.#history, this.#joinedPeople);
    this.#lost = new LostValues(journal, this.#history);
  }

  #readHistory(): void {
    this.#joinedPeople.noteHistory(this.#history.readOn());
  }

  /** After anything a computer did. */
  afterStep(device: WatchedDevice): string[] {
    this.#readHistory();
    const history = this.#history;
    return [
      ...askedRightly(device, this.#journal, history.rows, {
        copies: this.copies || this.restored,
        few: this.#journal.few || this.joined,
      }),
      ...(this.#isBehind(device) ? [] : this.#edits.lost(device)),
      ...this.#highest.fallen(device, this),
      ...(this.unsaid ? [] : untrueBases(device, history, this)),
      ...(this.unsaid ? [] : skipped(device, history.epoch, () => history.newest())),
      ...unexplained(device),
    ];
  }

  /** The network has healed and everything has come to rest. */
  atTheEnd(devices: readonly WatchedDevice[], inStranger: (id: string) => boolean): string[] {
    this.#readHistory();
    this.#atRest = true;
    const { rows, state, district, epochSeq } = this.#history;
    return [
      ...devices.flatMap((device) => this.afterStep(device)),
      ...this.#wire.broken,
      ...countedOnce(rows, this.#wire),
      ...(this.restored ? [] : blindOverwrites(devices, rows, this.#seenBefore)),
      ...(this.restored || this.copies ? [] : madeAnewUnasked(devices, rows)),
      ...brokenRules(state, district, devices),
      ...differingBases(devices, this.#history),
      ...this.#lost.missing(devices),
      ...devices.flatMap((device) => leftovers(device)),
      ...sharedNames(devices),
      ...devices.flatMap((device) => sentAcrossEpochs(device, rows, epochSeq)),
      ...rows.filter((row) => inStranger(row.id)).map((row) => `${key(row)} reached another district`),
    ];
  }

  /** The state is about to go back to a backup. */
  beforeRestore(devices: readonly WatchedDevice[]): void {
    this.#readHistory();
    this.#history.endEpoch();
    this.#lost.note(devices);
  }

  afterRestore(state: Database.Database, epoch: string, said: boolean): void {
    this.restored = true;
    this.unsaid ||= !said;
    this.#highest.forgetAll();
    this.#wire.forgetAnswers();
    this.#history.beginAgain(state, epoch);
    this.#readHistory();
    this.#history.epochSeq = this.#history.rows.at(-1)?.seq ?? 0;
  }

  /** An older image of a computer's file was put back: what only the newer one had is gone with it. */
  putBack({ name, clientIds, database }: WatchedDevice, since: number): void {
    this.copies = true;
    this.#lost.letGo(name);
    // What was seen on it stays seen, although the older image does not show it.
    for (const id of clientIds)
      this.#seenBefore.set(id, new Set([...(this.#seenBefore.get(id) ?? []), ...everSeen(database)]));
    this.#readHistory();
    this.#edits.replaceFile(name, since);
    this.#highest.forget(name);
  }

  /** The state was set back, and this computer has not heard of it: what it had confirmed is still to be offered again. */
  #isBehind({ database }: WatchedDevice): boolean {
    if (!this.restored || this.#atRest) return false;
    const state = syncState(database);
    return (
      this.unsaid || epochOf(state) !== this.#history.epoch || (state.get('beginning') ?? 'null') !== 'null'
    );
  }
}
