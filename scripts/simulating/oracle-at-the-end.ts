import type Database from 'better-sqlite3';
import type { WireRecord } from '#scripts/simulating/network.ts';
import {
  all,
  explained,
  type Fields,
  type HistoryRow,
  key,
  type Row,
  type WatchedDevice,
} from '#scripts/simulating/oracle-tables.ts';

/** One operation, one effect; revisions count by one; every change was made on the revision it replaced. */
export function countedOnce(history: readonly HistoryRow[], wire: WireRecord): string[] {
  const broken: string[] = [];
  const operations = new Set<string>();
  const revs = new Map<string, number>();
  for (const row of history) {
    if (operations.has(row.operation_id)) broken.push(`operation ${row.operation_id} took effect twice`);
    operations.add(row.operation_id);
    const before = revs.get(row.id) ?? 0;
    if (row.rev !== before + 1) broken.push(`${key(row)} jumped from rev ${before} to ${row.rev}`);
    revs.set(row.id, row.rev);
    const baseRev = wire.baseRevs.get(row.operation_id);
    if (baseRev !== undefined && (baseRev ?? 0) !== before)
      broken.push(`${key(row)} was changed at rev ${before} by a change made for rev ${baseRev}`);
  }
  return broken;
}

/** Nobody replaces another's value without having had it: as a row of its own, on a card, or in the log. */
export function blindOverwrites(
  devices: readonly WatchedDevice[],
  history: readonly HistoryRow[],
  seenBefore: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const broken: string[] = [];
  const before = new Map<string, { fields: Fields; by: Record<string, string | null> }>();
  const hands = new Map<string, ReadonlySet<string>>(seenBefore);
  for (const device of devices) {
    const seen = everSeen(device.database);
    for (const id of device.clientIds) hands.set(id, new Set([...(hands.get(id) ?? []), ...seen]));
  }
  for (const row of history) {
    const was = before.get(row.id) ?? { fields: {}, by: {} };
    const fields = JSON.parse(row.fields) as Fields;
    const by = { ...was.by };
    for (const field of row.deleted ? [] : new Set([...Object.keys(fields), ...Object.keys(was.fields)])) {
      const old = was.fields[field];
      if (old === fields[field]) continue;
      by[field] = row.device;
      const hand = row.device === null ? undefined : hands.get(row.device);
      if (old === undefined || hand === undefined || was.by[field] === row.device) continue;
      if (typeof old === 'string' && /^(value|staff)\d+$/.test(old) && !hand.has(old))
        broken.push(`${row.type}.${field} ${old} was replaced by ${fields[field]} unseen`);
    }
    before.set(row.id, { fields, by });
  }
  return broken;
}

/** Kinds whose ids nobody can make a second time. */
const RANDOM_IDS = ['person', 'phone', 'enrollment'];

/** A removed record comes back only by a decision. */
export function madeAnewUnasked(devices: readonly WatchedDevice[], history: readonly HistoryRow[]): string[] {
  const gone = new Set<string>();
  const broken: string[] = [];
  for (const row of history) {
    if (row.deleted) gone.add(row.id);
    else if (gone.delete(row.id) && row.device !== null && RANDOM_IDS.includes(row.type)) {
      const maker = devices.find(({ clientIds }) => clientIds.has(row.device ?? ''));
      const cards = maker && all(maker.database, 'SELECT 1 FROM syncConflict WHERE id = ?', row.id);
      if (cards?.length === 0) broken.push(`${maker?.name} made ${key(row)} anew, and nobody decided that`);
    }
  }
  return broken;
}

export function everSeen(database: Database.Database): Set<string> {
  const texts = all<{ text: string | null }>(
    database,
    `SELECT before AS text FROM auditLine UNION ALL SELECT after FROM auditLine
      UNION ALL SELECT fields FROM syncConflict UNION ALL SELECT decision FROM syncConflict
      UNION ALL SELECT detail FROM syncConflict UNION ALL SELECT remote FROM syncMergeLog UNION ALL SELECT detail FROM syncNotice`,
  );
  return new Set(texts.flatMap(({ text }) => (text ?? '').match(/[a-z]+\d+/g) ?? []));
}

interface Stay {
  readonly id: string;
  readonly studentId: string;
  readonly startDate: string;
  readonly endDate: string | null;
}

const overlap = (a: Stay, b: Stay): boolean =>
  a.id < b.id &&
  a.studentId === b.studentId &&
  a.startDate <= (b.endDate ?? '9999') &&
  b.startDate <= (a.endDate ?? '9999');

/** Rules hold at the state; where they do not hold here, somebody is told. Links hold everywhere. */
export function brokenRules(
  state: Database.Database,
  district: string,
  devices: readonly WatchedDevice[],
): string[] {
  const broken: string[] = [];
  const there = all<Row>(
    state,
    "SELECT id, fields FROM record WHERE district = ? AND type = 'enrollment' AND deleted = 0",
    district,
  ).map(
    (row) => ({ endDate: null, ...(JSON.parse(String(row.fields)) as object), id: String(row.id) }) as Stay,
  );
  for (const a of there)
    for (const b of there)
      if (overlap(a, b)) broken.push(`the state has overlapping enrollments ${a.id} ${b.id}`);
  for (const { name, database } of devices) {
    const shown = explained(database);
    const here = all<Stay>(database, 'SELECT id, studentId, startDate, endDate FROM enrollment');
    for (const a of here)
      for (const b of here)
        if (overlap(a, b) && !shown.has(`enrollment ${a.id}`) && !shown.has(`enrollment ${b.id}`))
          broken.push(`${name} has overlapping enrollments and nobody is told`);
    const links = database.pragma('foreign_key_check') as unknown[];
    if (links.length > 0) broken.push(`${name} has ${links.length} broken links`);
  }
  return broken;
}

/** What a computer let go because the state's epoch was over never takes effect in the new one. */
export function sentAcrossEpochs(
  { name, database }: WatchedDevice,
  history: readonly HistoryRow[],
  epochSeq: number,
): string[] {
  const over = new Set(
    all<{ operationId: string }>(
      database,
      "SELECT operationId FROM syncOutgoing WHERE state = 'discarded' AND answer LIKE '%epoch that is over%'",
    ).map((row) => row.operationId),
  );
  return history
    .filter((row) => row.seq > epochSeq && over.has(row.operation_id))
    .map((row) => `${name} let ${row.operation_id} go with its epoch, and it took effect in the new one`);
}

/** Refusals that ordinary work can earn; any other means that this program sent what it should not. */
const EARNED = /overlap|has-children|end-before-start|state-only|not-applied|request.refused/;

/** Nothing is left on the way, set aside or broken without somebody being told. */
export function leftovers({ name, database }: WatchedDevice): string[] {
  const broken: string[] = [];
  const count = (text: string): number =>
    all<{ n: number }>(database, `SELECT count(*) AS n FROM ${text}`)[0]?.n ?? 0;
  for (const text of [
    "syncOutgoing WHERE state = 'sending'",
    'syncPendingRemote',
    'syncStaging',
    'syncBase b WHERE stale = 1 AND rev > 0 AND NOT EXISTS (SELECT 1 FROM syncQuarantine q WHERE q.type = b.type AND q.id = b.id)',
  ])
    if (count(text) > 0) broken.push(`${name} still has ${count(text)} in ${text}`);
  const shown = all<{ id: string }>(
    database,
    "SELECT id FROM syncConflict WHERE closedAt IS NULL UNION SELECT id FROM syncOutgoing WHERE state = 'parked'",
  ).map((row) => row.id);
  const aside = all<{ id: string; entry: string }>(
    database,
    "SELECT id, entry FROM syncQuarantine WHERE reason <> 'unknown-type'",
  );
  // A record set aside waits for the one it belongs to; that one, or one above it, waits for a person.
  const told = new Set(shown);
  for (let before = -1; before !== told.size; ) {
    before = told.size;
    for (const row of aside) if ([...told].some((id) => row.entry.includes(id))) told.add(row.id);
  }
  for (const row of aside)
    if (!told.has(row.id)) broken.push(`${name} has ${row.id.slice(0, 6)} set aside and nobody is told`);
  const dirty = all<{ type: string; id: string; groupId: string | null }>(
    database,
    'SELECT type, id, groupId FROM syncDirty',
  );
  if (dirty.length > 0 && shown.length === 0)
    broken.push(`${name} still has ${dirty.length} changes to send and no reason why`);
  for (const card of all<{ type: string; id: string; kind: string; fields: string }>(
    database,
    "SELECT type, id, kind, fields FROM syncConflict WHERE closedAt IS NULL AND kind IN ('field', 'create-create')",
  )) {
    const fields = Object.keys(JSON.parse(card.fields) as object);
    if (fields.length === 0) broken.push(`${name} asks about nothing`);
  }
  for (const { answer } of all<{ answer: string }>(
    database,
    "SELECT answer FROM syncOutgoing WHERE state = 'parked'",
  ))
    if (!EARNED.test(answer))
      broken.push(`${name} was refused by rule ${(JSON.parse(answer) as { rule: string }).rule}`);
  return broken;
}
