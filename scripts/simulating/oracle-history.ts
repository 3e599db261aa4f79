import type Database from 'better-sqlite3';
import {
  all,
  type Fields,
  type HistoryRow,
  historyOf,
  key,
  sorted,
  TYPES,
} from '#scripts/simulating/oracle-tables.ts';

/** A value that only one edit ever had. */
export const isUnique = (value: unknown): value is string =>
  typeof value === 'string' && /^(value|staff)\d+$/.test(value);

/** Fields a person may have cleared. */
const CLEARED = ['endDate', 'races'];

/** Everything the state has had of one district, read from its own history; of epochs that are over too. */
export class StateHistory {
  readonly #district: string;
  #state: Database.Database;
  #rows: HistoryRow[] = [];
  /** Each value a record ever had in this lineage, and each value of its own wherever it was. */
  #values = new Set<string>();
  #atRev = new Map<string, string>();
  /** Of each epoch that is over, what its records were at each revision. */
  readonly #lineages = new Map<string, ReadonlyMap<string, string>>();
  epoch: string;
  /** Where the epoch began. */
  epochSeq = 0;

  constructor(state: Database.Database, district: string, epoch: string) {
    this.#state = state;
    this.#district = district;
    this.epoch = epoch;
  }

  get state(): Database.Database {
    return this.#state;
  }
  get district(): string {
    return this.#district;
  }
  get rows(): readonly HistoryRow[] {
    return this.#rows;
  }

  /** Reads what was added since; answers it. */
  readOn(): HistoryRow[] {
    const rows = historyOf(this.#state, this.#district, this.#rows.at(-1)?.seq ?? 0);
    for (const row of rows) this.#note(row);
    return rows;
  }

  #note(row: HistoryRow): void {
    this.#rows.push(row);
    const fields = JSON.parse(row.fields) as Fields;
    this.#atRev.set(`${key(row)} ${row.rev}`, row.deleted ? 'gone' : sorted(fields));
    if (row.deleted) this.#values.add(`${row.id} gone`);
    for (const [field, value] of Object.entries(fields)) {
      const text = Array.isArray(value) ? JSON.stringify(value) : value;
      this.#values.add(`${row.id} ${field} ${text}`);
      if (isUnique(text)) this.#values.add(text);
    }
    for (const field of TYPES.includes(row.type) ? CLEARED : [])
      if (!(field in fields)) this.#values.add(`${row.id} ${field} null`);
  }

  /** The epoch so far is over: the state goes back to a backup. */
  endEpoch(): void {
    this.#lineages.set(this.epoch, new Map(this.#atRev));
  }

  /** The state is this backup now. */
  beginAgain(state: Database.Database, epoch: string): void {
    this.#state = state;
    this.epoch = epoch;
    this.#rows = [];
    this.#values = new Set();
    this.#atRev = new Map();
  }

  /** `gone`, a value of a record's field, or a unique value anywhere. */
  hadRemoval(id: string): boolean {
    return this.#values.has(`${id} gone`);
  }
  hadValue(id: string, field: string, value: unknown): boolean {
    return this.#values.has(`${id} ${field} ${value}`);
  }
  hadAnywhere(value: string): boolean {
    return this.#values.has(value);
  }

  /** What the record was at each `type id rev`, in this epoch or one that is over; undefined for an unknown epoch. */
  truthOf(epoch: string): ReadonlyMap<string, string> | undefined {
    return epoch === this.epoch ? this.#atRev : this.#lineages.get(epoch);
  }

  /** The newest row of each record. */
  newest(): HistoryRow[] {
    return [...new Map(this.#rows.map((row) => [key(row), row])).values()];
  }

  isLive(id: string): boolean {
    return (
      all(
        this.#state,
        'SELECT 1 FROM record WHERE district = ? AND id = ? AND deleted = 0',
        this.#district,
        id,
      ).length > 0
    );
  }
}
