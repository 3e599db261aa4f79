import type Database from 'better-sqlite3';

/** What the oracle may look at: the raw tables of both ends. It shares no code with the product. */
export interface WatchedDevice {
  readonly name: string;
  readonly clientIds: ReadonlySet<string>;
  readonly database: Database.Database;
}

export interface HistoryRow {
  readonly seq: number;
  readonly type: string;
  readonly id: string;
  readonly rev: number;
  readonly deleted: number;
  readonly moved_to: string | null;
  readonly fields: string;
  readonly operation_id: string;
  readonly device: string | null;
}

export type Fields = Record<string, unknown>;
export type Row = Record<string, unknown>;

export const TYPES = [
  'district',
  'person',
  'phone',
  'directory',
  'demographics',
  'enrollment',
  'attendanceMark',
];

export const all = <R>(database: Database.Database, text: string, ...values: unknown[]): R[] =>
  statement(database, text).all(...values) as R[];

const statements = new WeakMap<Database.Database, Map<string, Database.Statement>>();

function statement(database: Database.Database, text: string): Database.Statement {
  let known = statements.get(database);
  if (!known) {
    known = new Map();
    statements.set(database, known);
  }
  let found = known.get(text);
  if (!found) {
    found = database.prepare(text);
    known.set(text, found);
  }
  return found;
}

export const historyOf = (state: Database.Database, district: string, after = 0): HistoryRow[] =>
  all<HistoryRow>(
    state,
    'SELECT seq, type, id, rev, deleted, moved_to, fields, operation_id, device FROM history WHERE district = ? AND seq > ? ORDER BY seq',
    district,
    after,
  );

/** Values in an order of their own, nulls left out; lists as the file has them. */
export const sorted = (fields: Fields): string =>
  JSON.stringify(
    Object.entries(fields)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, Array.isArray(value) ? JSON.stringify(value) : value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

export const key = (row: { type?: unknown; id?: unknown }): string => `${row.type} ${row.id}`;

/** Records of a computer that a person can see are not settled, and those on their way. */
export function explained(database: Database.Database): Set<string> {
  return new Set(
    all<{ key: string }>(
      database,
      `SELECT type || ' ' || id AS key FROM syncConflict WHERE closedAt IS NULL
        UNION SELECT type || ' ' || id FROM syncOutgoing WHERE state IN ('parked', 'sending')
        UNION SELECT type || ' ' || id FROM syncDirty
        UNION SELECT type || ' ' || id FROM syncQuarantine
        UNION SELECT type || ' ' || id FROM syncPendingRemote`,
    ).map((row) => row.key),
  );
}

/** Cards, decisions, merged lines, refused changes and what waits on one computer, as one text to look values up in. */
export function keptOn(database: Database.Database): string {
  const open = [...explained(database)];
  return JSON.stringify([
    all(database, 'SELECT type, id, fields, detail, decision FROM syncConflict'),
    all(database, 'SELECT local, remote, base FROM syncMergeLog'),
    all(database, "SELECT id, body FROM syncOutgoing WHERE state IN ('parked', 'sending')"),
    all(database, 'SELECT entry FROM syncQuarantine UNION ALL SELECT entry FROM syncPendingRemote'),
    all(database, 'SELECT id, detail FROM syncNotice'),
    open,
    open.map((one) => {
      const [type = '', id] = one.split(' ');
      return TYPES.includes(type) ? all(database, `SELECT * FROM "${type}" WHERE id = ?`, id) : [];
    }),
  ]).replaceAll('\\', '');
}
