import type Database from 'better-sqlite3';
import { JoinedPeople } from '#scripts/simulating/joined-people.ts';
import type { Edit, Journal } from '#scripts/simulating/journal.ts';
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
import {
  basesOf,
  epochOf,
  sharedNames,
  syncState,
  unexplained,
} from '#scripts/simulating/oracle-of-bases.ts';
import { askedRightly } from '#scripts/simulating/oracle-of-cards.ts';
import {
  all,
  type Fields,
  type HistoryRow,
  historyOf,
  keptOn,
  key,
  type Row,
  sorted,
  TYPES,
  type WatchedDevice,
} from '#scripts/simulating/oracle-tables.ts';

/**
 * Watches one history: every promise is looked at after each step of a computer, and once more when the network has
 * healed. It reads raw tables, the journal and what passed on the wire; it shares no code with the merge.
 */
export class Oracle {
  readonly #journal: Journal;
  readonly #wire: WireRecord;
  readonly #district: string;
  #state: Database.Database;
  #history: HistoryRow[] = [];
  /** Of each record and value the state ever had in this lineage. */
  #seen = new Set<string>();
  #atRev = new Map<string, string>();
  /** Histories of epochs that are over. */
  readonly #lineages = new Map<string, Map<string, string>>();
  #epoch = '';
  /** Came back from a backup without the command that says so: until all have caught up, bases are of the old one. */
  unsaid = false;
  restored = false;
  /** Files were copied or put back. */
  copies = false;
  /** The state made two records one: a value may meet its own maker. */
  joined = false;
  #epochSeq = 0;
  #atRest = false;
  readonly #traced = new Set<Edit>();
  /** Values the state lost while some computer had them: they must come back. */
  readonly #mustReturn: {
    readonly id: string;
    readonly field: string;
    readonly value: unknown;
    readonly type: string;
    /** Computers that had it; an edit of theirs over it replaces it knowingly. */
    readonly holders: readonly string[];
    readonly order: number;
  }[] = [];
  readonly #highest = new Map<string, number>();
  readonly #joinedPeople: JoinedPeople;
  /** Values that stood in files which were replaced by older ones, by client id. */
  readonly #seenBefore = new Map<string, Set<string>>();

  constructor(journal: Journal, wire: WireRecord, district: string, state: Database.Database, epoch: string) {
    this.#journal = journal;
    this.#joinedPeople = new JoinedPeople(journal);
    this.#wire = wire;
    this.#district = district;
    this.#state = state;
    this.#epoch = epoch;
  }

  #readHistory(): void {
    const rows = historyOf(this.#state, this.#district, this.#history.at(-1)?.seq ?? 0);
    this.#joinedPeople.noteHistory(rows);
    for (const row of rows) {
      this.#history.push(row);
      const fields = JSON.parse(row.fields) as Fields;
      this.#atRev.set(`${key(row)} ${row.rev}`, row.deleted ? 'gone' : sorted(fields));
      if (row.deleted) this.#seen.add(`${row.id} gone`);
      for (const [field, value] of Object.entries(fields)) {
        const text = Array.isArray(value) ? JSON.stringify(value) : value;
        this.#seen.add(`${row.id} ${field} ${text}`);
        if (isUnique(text)) this.#seen.add(text);
      }
      for (const field of TYPES.includes(row.type) ? ABSENT : [])
        if (!(field in fields)) this.#seen.add(`${row.id} ${field} null`);
    }
  }

  /** After anything a computer did. */
  afterStep(device: WatchedDevice): string[] {
    this.#readHistory();
    return [
      ...askedRightly(device, this.#journal, this.#history, {
        copies: this.copies || this.restored,
        few: this.#journal.few || this.joined,
      }),
      ...(this.#isBehind(device) ? [] : this.#edits(device)),
      ...this.#monotone(device),
      ...this.#baseIsTrue(device),
      ...this.#nothingSkipped(device),
      ...unexplained(device),
    ];
  }

  /** The network has healed and everything has come to rest. */
  atTheEnd(devices: readonly WatchedDevice[], inStranger: (id: string) => boolean): string[] {
    this.#readHistory();
    this.#atRest = true;
    return [
      ...devices.flatMap((device) => this.afterStep(device)),
      ...this.#wire.broken,
      ...countedOnce(this.#history, this.#wire),
      ...(this.restored ? [] : blindOverwrites(devices, this.#history, this.#seenBefore)),
      ...(this.restored || this.copies ? [] : madeAnewUnasked(devices, this.#history)),
      ...brokenRules(this.#state, this.#district, devices),
      ...this.#sameBases(devices),
      ...this.#returned(devices),
      ...devices.flatMap((device) => leftovers(device)),
      ...sharedNames(devices),
      ...devices.flatMap((device) => sentAcrossEpochs(device, this.#history, this.#epochSeq)),
      ...this.#history
        .filter((row) => inStranger(row.id))
        .map((row) => `${key(row)} reached another district`),
    ];
  }

  /** The state is about to go back to a backup. */
  beforeRestore(devices: readonly WatchedDevice[]): void {
    this.#readHistory();
    this.#lineages.set(this.#epoch, new Map(this.#atRev));
    const newest = new Map(this.#history.map((row) => [key(row), row]));
    const has = new Map(devices.map((device) => [device, basesOf(device)]));
    for (const row of newest.values()) {
      if (row.deleted || !TYPES.includes(row.type)) continue;
      const text = this.#atRev.get(`${key(row)} ${row.rev}`) ?? '';
      const holders = devices
        .filter((device) => has.get(device)?.get(key(row)) === `${row.rev} ${text}`)
        .map((device) => ({
          name: device.name,
          local: all<Row>(device.database, `SELECT * FROM "${row.type}" WHERE id = ?`, row.id)[0],
        }));
      const order = this.#journal.edits.length;
      for (const [field, value] of Object.entries(JSON.parse(row.fields) as Fields))
        if (isUnique(value)) {
          // Who has changed it since, unsent, has replaced it knowingly.
          const have = holders.filter(({ local }) => local && (!(field in local) || local[field] === value));
          const lost = { type: row.type, id: row.id, field, value, order };
          if (have.length > 0) this.#mustReturn.push({ ...lost, holders: have.map(({ name }) => name) });
        }
    }
  }

  afterRestore(state: Database.Database, epoch: string, said: boolean): void {
    this.#state = state;
    this.#epoch = epoch;
    this.restored = true;
    this.unsaid ||= !said;
    this.#history = [];
    this.#seen = new Set();
    this.#atRev = new Map();
    this.#highest.clear();
    this.#wire.forgetAnswers();
    this.#readHistory();
    this.#epochSeq = this.#history.at(-1)?.seq ?? 0;
  }

  /** An older image of a computer's file was put back: what only the newer one had is gone with it. */
  putBack({ name, clientIds, database }: WatchedDevice, since: number): void {
    this.copies = true;
    // What was seen on it stays seen, although the older image does not show it.
    for (const id of clientIds)
      this.#seenBefore.set(id, new Set([...(this.#seenBefore.get(id) ?? []), ...everSeen(database)]));
    this.#readHistory();
    for (const edit of this.#journal.edits)
      if (edit.device === name && edit.order >= since && !this.#inHistory(edit))
        this.#journal.destroyed.add(edit);
    for (const known of [...this.#highest.keys()])
      if (known.startsWith(`${name} `)) this.#highest.delete(known);
  }

  #inHistory(edit: Edit): boolean {
    if (edit.field === null) return this.#seen.has(`${edit.id} gone`);
    return (
      this.#joinedPeople.idsOf(edit.id).some((id) => this.#seen.has(`${id} ${edit.field} ${edit.value}`)) ||
      (isUnique(edit.value) && this.#seen.has(edit.value))
    );
  }

  /** The state was set back, and this computer has not heard of it: what it had confirmed is still to be offered again. */
  #isBehind({ database }: WatchedDevice): boolean {
    if (!this.restored || this.#atRest) return false;
    const state = syncState(database);
    return this.unsaid || epochOf(state) !== this.#epoch || (state.get('beginning') ?? 'null') !== 'null';
  }

  /** No accepted edit lost: history, a later edit of the same hand, what waits, a card, a decision or the log has it. */
  #edits(device: WatchedDevice): string[] {
    const own = this.#journal.edits.filter((edit) => edit.device === device.name);
    const open = own.filter((edit) => !this.#traced.has(edit) && !this.#journal.destroyed.has(edit));
    if (open.length === 0) return [];
    this.#joinedPeople.noteDecisions(device);
    let kept: string | undefined;
    const broken: string[] = [];
    for (const edit of open) {
      if (
        superseded(edit, own, this.#joinedPeople.idsOf(edit.id)) ||
        (edit.field === null && !edit.confirmed) ||
        this.#inHistory(edit)
      ) {
        this.#traced.add(edit);
        continue;
      }
      kept ??= keptOn(device.database);
      const here =
        edit.field === null
          ? kept.includes(edit.id) || !this.#isLive(edit.id) || remembersRemoval(device, edit.id)
          : kept.includes(edit.value === null ? edit.id : `"${edit.value}"`) ||
            (!isUnique(edit.value) && this.#joinedPeople.idsOf(edit.id).some((id) => kept?.includes(id)));
      if (!here && !(edit.field !== null && edit.value === null && this.#isCleared(edit)))
        broken.push(
          `${edit.device} saved ${edit.type}.${edit.field} = ${edit.value} (${edit.id.slice(0, 6)}) and it is nowhere`,
        );
    }
    return broken;
  }

  #isLive(id: string): boolean {
    return (
      all(
        this.#state,
        'SELECT 1 FROM record WHERE district = ? AND id = ? AND deleted = 0',
        this.#district,
        id,
      ).length > 0
    );
  }

  /** Cleared, and some revision of the record has no value there. */
  #isCleared(edit: Edit): boolean {
    const ids = this.#joinedPeople.idsOf(edit.id);
    return this.#history.some(
      (row) =>
        ids.includes(row.id) &&
        (row.deleted === 1 || !((edit.field ?? '') in (JSON.parse(row.fields) as Fields))),
    );
  }

  /** Revision and place never fall within an epoch. */
  #monotone({ name, database }: WatchedDevice): string[] {
    const broken: string[] = [];
    const state = syncState(database);
    const epoch = epochOf(state);
    const watch = (what: string, value: number): void => {
      const known = `${name} ${epoch} ${what}`;
      const before = this.#highest.get(known);
      if (before !== undefined && value < before && !this.unsaid)
        broken.push(`${name}: ${what} fell from ${before} to ${value}`);
      this.#highest.set(known, Math.max(value, before ?? 0));
    };
    const cursor = state.get('cursor');
    if (cursor) watch('the place in the stream', Number((JSON.parse(cursor) as string).split(':')[1]));
    if (!state.has('beginning') || state.get('beginning') === 'null')
      for (const row of all<Row>(database, 'SELECT type, id, rev FROM syncBase WHERE stale = 0'))
        watch(`rev of ${key(row)}`, Number(row.rev));
    return broken;
  }

  /** Base at rev n is what the state's history has at n. */
  #baseIsTrue(device: WatchedDevice): string[] {
    if (this.unsaid) return [];
    const epoch = epochOf(syncState(device.database));
    const beginning = syncState(device.database).get('beginning') ?? 'null';
    // Between a new epoch and the end of its first fetch the bases are still those of the old one.
    if (beginning !== 'null' && this.restored) return [];
    const truth = epoch === this.#epoch ? this.#atRev : this.#lineages.get(epoch);
    if (!truth) return [];
    const broken: string[] = [];
    for (const [record, here] of basesOf(device)) {
      const [rev = '', ...text] = here.split(' ');
      const there = truth.get(`${record} ${rev}`);
      if (there !== text.join(' '))
        broken.push(`${device.name} believes ${record} at rev ${here}, the state had ${there}`);
    }
    return broken;
  }

  /** Everything at or below the cursor is in base, pending or set aside. */
  #nothingSkipped({ name, database }: WatchedDevice): string[] {
    const state = syncState(database);
    const cursor = state.get('cursor');
    if (!cursor || this.unsaid || epochOf(state) !== this.#epoch) return [];
    const [epoch, at] = (JSON.parse(cursor) as string).split(':');
    if (epoch !== this.#epoch) return [];
    const here = new Map<string, number>();
    for (const row of all<Row>(
      database,
      'SELECT type, id, rev FROM syncBase WHERE stale = 0 UNION ALL SELECT type, id, rev FROM syncQuarantine UNION ALL SELECT type, id, rev FROM syncPendingRemote',
    ))
      here.set(key(row), Math.max(Number(row.rev), here.get(key(row)) ?? 0));
    const broken: string[] = [];
    // A window shows a record once, as it is at its end: what has changed again lies further on.
    const newest = new Map(this.#history.map((row) => [key(row), row]));
    for (const row of newest.values())
      if (row.seq <= Number(at) && (here.get(key(row)) ?? 0) < row.rev)
        broken.push(`${name} never got ${key(row)} rev ${row.rev}`);
    return broken;
  }

  /** At rest, everybody believes the same of everything. */
  #sameBases(devices: readonly WatchedDevice[]): string[] {
    const there = new Map(
      all<Row>(
        this.#state,
        'SELECT type, id, rev, deleted, fields FROM record WHERE district = ?',
        this.#district,
      ).map((row) => [
        key(row),
        `${row.rev} ${row.deleted ? 'gone' : sorted(JSON.parse(String(row.fields)) as Fields)}`,
      ]),
    );
    return devices.flatMap((device) => {
      const aside = new Set(all<Row>(device.database, 'SELECT type, id FROM syncQuarantine').map(key));
      const bases = basesOf(device);
      return [...new Set([...there.keys(), ...bases.keys()])]
        .filter((record) => !aside.has(record) && bases.get(record) !== there.get(record))
        .map(
          (record) =>
            `${device.name} believes ${record} is ${bases.get(record)}, the state has ${there.get(record)}`,
        );
    });
  }

  #returned(devices: readonly WatchedDevice[]): string[] {
    const kept = this.#mustReturn.length > 0 ? devices.map(({ database }) => keptOn(database)).join(' ') : '';
    return this.#mustReturn
      .filter(({ value }) => !this.#seen.has(String(value)) && !kept.includes(`"${value}"`))
      .filter(
        (lost) =>
          !this.#journal.edits.some(
            (edit) =>
              edit.order >= lost.order &&
              edit.id === lost.id &&
              (edit.field === lost.field || edit.field === null) &&
              lost.holders.includes(edit.device),
          ),
      )
      .map(
        ({ type, field, value }) => `the state lost ${type}.${field} = ${value} and nobody offered it again`,
      );
  }
}

/** A value that only one edit ever had. */
const isUnique = (value: unknown): value is string =>
  typeof value === 'string' && /^(value|staff)\d+$/.test(value);

/** Fields a person may have cleared. */
const ABSENT = ['endDate', 'races'];

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
