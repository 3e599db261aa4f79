import type Database from 'better-sqlite3';
import type { Edit, Journal } from '#scripts/simulating/journal.ts';

/** What the oracle may look at: the raw tables of both ends. It shares no code with the merge. */
export interface Ends {
  readonly state: Database.Database;
  readonly district: string;
  readonly devices: readonly { name: string; clientId: string; database: Database.Database }[];
  /** History of the state from before it was restored. */
  readonly lost: readonly HistoryRow[];
}

export interface HistoryRow {
  readonly type: string;
  readonly id: string;
  readonly rev: number;
  readonly deleted: number;
  readonly fields: string;
  readonly operation_id: string;
  readonly device: string | null;
}

type Fields = Record<string, unknown>;
type Row = Record<string, unknown>;
const all = <R>(database: Database.Database, text: string, ...values: unknown[]): R[] =>
  database.prepare(text).all(...values) as R[];

export const historyOf = (state: Database.Database, district: string): HistoryRow[] =>
  all<HistoryRow>(state, 'SELECT * FROM history WHERE district = ? ORDER BY seq', district);

/** Every promise that does not hold, in words; empty when all is well. Asked when the network has healed. */
export function brokenPromises(ends: Ends, journal: Journal): string[] {
  const history = historyOf(ends.state, ends.district);
  return [
    ...editsWithoutTrace(ends, journal, history),
    ...atMostOnce(history),
    ...blindOverwrites(ends, history),
    ...ends.devices.flatMap((device) => [
      ...differingBase(ends, device),
      ...unexplainedDifferences(device),
      ...leftovers(device),
    ]),
  ];
}

type Device = Ends['devices'][number];

/** No accepted edit lost: history, a later edit of the same hand, an open or decided card, or the merge log has it. */
function editsWithoutTrace(
  { devices, lost }: Ends,
  journal: Journal,
  history: readonly HistoryRow[],
): string[] {
  const seen = new Set<string>();
  for (const row of [...lost, ...history])
    for (const [field, value] of Object.entries(JSON.parse(row.fields) as Fields))
      seen.add(`${row.id} ${field} ${value}`);
  const gone = new Set([...lost, ...history].filter((row) => row.deleted).map((row) => row.id));
  const kept = new Map(devices.map((device) => [device.name, decidedAndOpen(device)]));
  const last = new Map<string, number>();
  const touched = new Map<string, number>();
  for (const edit of journal.edits) {
    last.set(`${edit.device} ${edit.id} ${edit.field}`, edit.order);
    touched.set(`${edit.device} ${edit.id}`, edit.order);
  }
  const broken: string[] = [];
  for (const edit of journal.edits) {
    const superseded =
      (last.get(`${edit.device} ${edit.id} ${edit.field}`) ?? 0) > edit.order ||
      (edit.field === null && (touched.get(`${edit.device} ${edit.id}`) ?? 0) > edit.order) ||
      (edit.field !== null && (last.get(`${edit.device} ${edit.id} null`) ?? -1) > edit.order);
    if (superseded) continue;
    const traced =
      edit.field === null
        ? gone.has(edit.id) ||
          !wasEverSent(edit, history, lost) ||
          (kept.get(edit.device) ?? '').includes(edit.id)
        : seen.has(`${edit.id} ${edit.field} ${edit.value}`) ||
          (kept.get(edit.device) ?? '').includes(`"${edit.value}"`);
    if (!traced)
      broken.push(`${edit.device} saved ${edit.type}.${edit.field} = ${edit.value} and it is nowhere`);
  }
  return broken;
}

const wasEverSent = (edit: Edit, history: readonly HistoryRow[], lost: readonly HistoryRow[]): boolean =>
  [...lost, ...history].some((row) => row.id === edit.id);

/** Cards, decisions, merged lines and refused changes of one computer, as one text to look values up in. */
function decidedAndOpen({ database }: Device): string {
  return JSON.stringify([
    all(database, 'SELECT type, id, fields, decision FROM syncConflict'),
    all(database, 'SELECT local, remote FROM syncMergeLog'),
    all(database, "SELECT id, body FROM syncOutgoing WHERE state IN ('parked', 'sending')"),
    all(database, 'SELECT id FROM syncDirty'),
    ...['person', 'phone', 'directory', 'district'].map((type) =>
      all(
        database,
        `SELECT * FROM "${type}" WHERE id IN (SELECT id FROM syncConflict WHERE closedAt IS NULL
          UNION SELECT id FROM syncOutgoing WHERE state = 'parked' UNION SELECT id FROM syncDirty)`,
      ),
    ),
  ]).replaceAll('\\', '');
}

/** One operation, one effect; revisions count by one. */
function atMostOnce(history: readonly HistoryRow[]): string[] {
  const broken: string[] = [];
  const operations = new Set<string>();
  const revs = new Map<string, number>();
  const before = new Map<string, Fields>();
  const over = new Set<string>();
  for (const row of history) {
    if (operations.has(row.operation_id)) broken.push(`operation ${row.operation_id} took effect twice`);
    operations.add(row.operation_id);
    if (row.rev !== (revs.get(row.id) ?? 0) + 1)
      broken.push(`${row.type} ${row.id} jumped to rev ${row.rev}`);
    revs.set(row.id, row.rev);
    const fields = JSON.parse(row.fields) as Fields;
    const was = before.get(row.id) ?? {};
    for (const field of new Set([...Object.keys(was), ...Object.keys(fields)])) {
      if (was[field] === fields[field]) continue;
      over.add(`${row.id} ${field} ${was[field]}`);
    }
    before.set(row.id, fields);
  }
  return broken;
}

/** Nobody replaces another computer's value without having had it: as a row of its own, on a card, or in the log. */
function blindOverwrites({ devices, lost }: Ends, history: readonly HistoryRow[]): string[] {
  if (lost.length > 0) return [];
  const broken: string[] = [];
  const before = new Map<string, { fields: Fields; by: Record<string, string | null> }>();
  const known = new Map(devices.map((device) => [device.clientId, everSeen(device)]));
  for (const row of history) {
    const was = before.get(row.id) ?? { fields: {}, by: {} };
    const fields = JSON.parse(row.fields) as Fields;
    const by = { ...was.by };
    for (const field of Object.keys(row.deleted ? {} : fields)) {
      const old = was.fields[field];
      if (old === fields[field]) continue;
      by[field] = row.device;
      const hand = row.device === null ? undefined : known.get(row.device);
      if (old === undefined || hand === undefined || was.by[field] === row.device) continue;
      if (typeof old === 'string' && !hand.has(old))
        broken.push(`${row.type}.${field} ${old} was replaced by ${fields[field]} unseen`);
    }
    before.set(row.id, { fields, by });
  }
  return broken;
}

function everSeen({ database }: Device): Set<string> {
  const texts = all<{ text: string | null }>(
    database,
    `SELECT before AS text FROM auditLine UNION ALL SELECT after FROM auditLine
      UNION ALL SELECT fields FROM syncConflict UNION ALL SELECT decision FROM syncConflict
      UNION ALL SELECT remote FROM syncMergeLog`,
  );
  return new Set(texts.flatMap(({ text }) => (text ?? '').match(/[a-z]+\d+/g) ?? []));
}

const sorted = (fields: Fields): string =>
  JSON.stringify(
    Object.entries(fields)
      .filter(([, value]) => value !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Base is true: what this computer believes the state has is what the state has. */
function differingBase({ state, district }: Ends, { name, database }: Device): string[] {
  const there = new Map(
    all<Row>(state, 'SELECT type, id, rev, deleted, fields FROM record WHERE district = ?', district).map(
      (row) => [
        `${row.type} ${row.id}`,
        row.deleted ? `${row.rev} gone` : `${row.rev} ${sorted(JSON.parse(String(row.fields)) as Fields)}`,
      ],
    ),
  );
  const broken: string[] = [];
  const aside = new Set(
    all<Row>(database, 'SELECT type, id, rev FROM syncQuarantine').map((row) => `${row.type} ${row.id}`),
  );
  for (const row of all<Row>(database, 'SELECT * FROM syncBase')) {
    const key = `${row.type} ${row.id}`;
    const unknown = row.unknownFields ? (JSON.parse(String(row.unknownFields)) as Fields) : {};
    const here =
      row.fields === null
        ? `${row.rev} gone`
        : `${row.rev} ${sorted({ ...(JSON.parse(String(row.fields)) as Fields), ...unknown })}`;
    if (there.get(key) !== here && !aside.has(key))
      broken.push(`${name} believes ${key} is ${here}, the state has ${there.get(key)}`);
    there.delete(key);
  }
  for (const [key, value] of there) if (!aside.has(key)) broken.push(`${name} never got ${key}: ${value}`);
  return broken;
}

/** A row may differ from what the state confirmed only where a person can see why. */
function unexplainedDifferences({ name, database }: Device): string[] {
  const shown = new Set(
    all<{ key: string }>(
      database,
      `SELECT type || ' ' || id AS key FROM syncConflict WHERE closedAt IS NULL
        UNION SELECT type || ' ' || id FROM syncOutgoing WHERE state = 'parked'
        UNION SELECT type || ' ' || id FROM syncDirty`,
    ).map((row) => row.key),
  );
  const broken: string[] = [];
  const bases = new Map(
    all<Row>(database, 'SELECT type, id, fields FROM syncBase WHERE removed = 0').map((row) => [
      `${row.type} ${row.id}`,
      row.fields === null ? null : sorted(JSON.parse(String(row.fields)) as Fields),
    ]),
  );
  for (const type of ['person', 'phone', 'directory', 'district']) {
    const rows = new Map(all<Row>(database, `SELECT * FROM "${type}"`).map((row) => [String(row.id), row]));
    const ids = new Set([
      ...rows.keys(),
      ...[...bases.keys()]
        .filter((key) => key.startsWith(`${type} `))
        .map((key) => key.slice(type.length + 1)),
    ]);
    for (const id of ids) {
      const key = `${type} ${id}`;
      const { id: _, ...fields } = rows.get(id) ?? { id };
      const here = rows.has(id) ? sorted(fields) : null;
      if (here !== (bases.get(key) ?? null) && !shown.has(key))
        broken.push(`${name} shows ${key} ${here}, confirmed is ${bases.get(key)}, and nobody is told`);
    }
  }
  return broken;
}

/** Set aside, and neither a card nor a refused change says which record above it is missing. */
const UNEXPLAINED = `syncQuarantine q WHERE NOT EXISTS (SELECT 1 FROM syncConflict c WHERE c.closedAt IS NULL
  AND instr(q.entry, c.id) > 0) AND NOT EXISTS (SELECT 1 FROM syncOutgoing o WHERE o.state = 'parked'
  AND instr(q.entry, o.id) > 0)`;

/** Nothing is left on the way, set aside or broken. */
function leftovers({ name, database }: Device): string[] {
  const count = (text: string): number =>
    all<{ n: number }>(database, `SELECT count(*) AS n FROM ${text}`)[0]?.n ?? 0;
  const broken: string[] = [];
  for (const text of ["syncOutgoing WHERE state = 'sending'", 'syncPendingRemote', UNEXPLAINED])
    if (count(text) > 0) broken.push(`${name} still has ${count(text)} in ${text}`);
  const stuck = count(`syncDirty d WHERE NOT EXISTS (SELECT 1 FROM syncConflict c WHERE c.closedAt IS NULL)
    AND NOT EXISTS (SELECT 1 FROM syncOutgoing o WHERE o.state = 'parked')`);
  if (stuck > 0) broken.push(`${name} still has ${stuck} changes to send and no reason why`);
  const empty = count("syncConflict WHERE closedAt IS NULL AND kind <> 'delete' AND fields = '{}'");
  if (empty > 0) broken.push(`${name} asks about nothing`);
  const links = database.pragma('foreign_key_check') as unknown[];
  if (links.length > 0) broken.push(`${name} has ${links.length} broken links`);
  return broken;
}
