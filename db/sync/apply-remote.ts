import { type Base, partFields, readBase, writeBase } from '#db/sync/base.ts';
import { heldFields, keepConflict, openConflict } from '#db/sync/conflict-rows.ts';
import { localValues, rowFields } from '#db/sync/wire-fields.ts';
import type { Writer } from '#db/system/connection.ts';
import { put, remove } from '#db/system/rows.ts';
import { type Author, differingFields, merge, type Values } from '#domain/sync/merge.ts';
import { checkFields } from '#domain/sync/normal-form.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import { recordTypeNamed, type TypeName } from '#domain/sync/registry.ts';

/** One record as the state has it. */
export interface RemoteEntry {
  readonly type: string;
  readonly id: string;
  readonly rev: number;
  readonly deleted: boolean;
  readonly movedTo?: string | undefined;
  readonly fields: Values;
  readonly changedBy: Readonly<Record<string, Author>>;
}

/**
 * The one way in for everything the state says: pages, answers, repair (M4). Ignores what is not newer; leaves a record
 * with an unanswered operation for its answer (M2); sets aside what it cannot read, durably; merges the rest.
 */
export function applyRemote(writer: Writer, entry: RemoteEntry, at: string): void {
  const base = readBase(writer, entry.type, entry.id);
  if (base && entry.rev <= base.rev) return;
  const type = recordTypeNamed(entry.type);
  if (!type) setAside(writer, entry, 'unknown-type', at);
  else if (isFrozen(writer, entry)) keepPending(writer, entry);
  else if (entry.deleted) applyDelete(writer, type, entry, at);
  else applyLive(writer, type, entry, base, at);
}

function applyLive(
  writer: Writer,
  type: RecordType<TypeName>,
  entry: RemoteEntry,
  base: Base | undefined,
  at: string,
): void {
  const { known, unknown } = partFields(type, entry.fields);
  if (checkFields(type, entry.fields).length > 0) setAside(writer, entry, 'schema', at);
  else if (!parentsHere(writer, type, known)) setAside(writer, entry, 'missing-parent', at);
  else {
    applyValues(writer, type, entry, base, { known, unknown }, at);
    clearAside(writer, entry);
  }
}

function applyValues(
  writer: Writer,
  type: RecordType<TypeName>,
  entry: RemoteEntry,
  base: Base | undefined,
  { known, unknown }: { known: Values; unknown: Values },
  at: string,
): void {
  const local = localValues(writer, type, entry.id);
  const confirmed = { rev: entry.rev, fields: known, unknown, receipt: null, receivedAt: null };
  if (!local) {
    if (base?.fields) {
      // Deleted here, changed there: a person decides which.
      keepConflict(writer, {
        type: type.name,
        id: entry.id,
        kind: 'delete',
        rev: entry.rev,
        asked: [],
        detail: { side: 'deleted here' },
        at,
      });
    } else put(writer, type.name, rowFields(type, entry.id, known));
    writeBase(writer, type.name, entry.id, confirmed);
    return;
  }
  const held = heldFields(writer, type.name, entry.id);
  const result = merge({
    type,
    base: base?.fields ?? null,
    local,
    remote: known,
    changedBy: entry.changedBy,
    ...(held === 'whole record' ? {} : { held }),
  });
  if (Object.keys(result.write).length > 0)
    put(writer, type.name, rowFields(type, entry.id, { ...local, ...result.write }));
  writeBase(writer, type.name, entry.id, confirmed);
  for (const line of result.merged)
    writer.exec(
      'INSERT INTO syncMergeLog (at, type, id, field, rule, base, local, remote, kept) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      at,
      type.name,
      entry.id,
      line.field,
      line.rule,
      JSON.stringify(line.base),
      JSON.stringify(line.local),
      JSON.stringify(line.remote),
      JSON.stringify(line.kept),
    );
  keepConflict(writer, {
    type: type.name,
    id: entry.id,
    kind: base ? 'field' : 'create-create',
    rev: entry.rev,
    asked: result.asked,
    at,
  });
  settleDirty(writer, type, entry.id, at);
}

/** A delete meets an unchanged record: it goes. An edited one asks. One with children here stays, marked as removed there. */
function applyDelete(writer: Writer, type: RecordType<TypeName>, entry: RemoteEntry, at: string): void {
  clearAside(writer, entry);
  const base = readBase(writer, type.name, entry.id);
  const local = localValues(writer, type, entry.id);
  const tombstone = { rev: entry.rev, fields: null, unknown: {}, receipt: null, receivedAt: null };
  if (local && (!base?.fields || differingFields(type, base.fields, local).length > 0)) {
    keepConflict(writer, {
      type: type.name,
      id: entry.id,
      kind: 'delete',
      rev: entry.rev,
      asked: [],
      detail: { side: 'deleted at the state' },
      at,
    });
    writeBase(writer, type.name, entry.id, tombstone);
    return;
  }
  if (local) {
    writer.exec('SAVEPOINT removal');
    try {
      remove(writer, type.name, entry.id);
      writer.exec('RELEASE removal');
    } catch {
      // Children here still point to it: it stays until they are gone or sent.
      writer.exec('ROLLBACK TO removal');
      writer.exec('RELEASE removal');
      writeBase(writer, type.name, entry.id, tombstone);
      writer.exec('UPDATE syncBase SET removed = 1 WHERE type = ? AND id = ?', type.name, entry.id);
      return;
    }
  }
  writeBase(writer, type.name, entry.id, tombstone);
  writer.exec('DELETE FROM syncDirty WHERE type = ? AND id = ?', type.name, entry.id);
}

/** Dirty is derived: the mark is there exactly while something differs that nobody has to decide first. */
export function settleDirty(writer: Writer, type: RecordType<TypeName>, id: string, at: string): void {
  if (isFrozen(writer, { type: type.name, id })) return;
  const base = readBase(writer, type.name, id);
  const local = localValues(writer, type, id);
  const open = openConflict(writer, type.name, id);
  const differs = local
    ? base?.fields
      ? differingFields(type, base.fields, local).some((f) => !open?.fields[f])
      : true
    : base?.fields != null;
  if (differs)
    writer.exec(
      `INSERT INTO syncDirty (type, id, since, auditNumber)
        VALUES (?, ?, ?, coalesce((SELECT max(number) FROM auditLine WHERE type = ? AND recordId = ?), 0)) ON CONFLICT (type, id) DO NOTHING`,
      type.name,
      id,
      at,
      type.name,
      id,
    );
  else writer.exec('DELETE FROM syncDirty WHERE type = ? AND id = ?', type.name, id);
}

const isFrozen = (writer: Writer, record: { type: string; id: string }): boolean =>
  writer.rows(
    "SELECT 1 FROM syncOutgoing WHERE type = ? AND id = ? AND state = 'sending'",
    record.type,
    record.id,
  ).length > 0;

/** The newest one waits for the answer of the operation that is on its way. */
function keepPending(writer: Writer, entry: RemoteEntry): void {
  writer.exec(
    `INSERT INTO syncPendingRemote (type, id, rev, entry) VALUES (?, ?, ?, ?)
      ON CONFLICT (type, id) DO UPDATE SET rev = excluded.rev, entry = excluded.entry WHERE excluded.rev > rev`,
    entry.type,
    entry.id,
    entry.rev,
    JSON.stringify(entry),
  );
}

/** Takes what waited for an answer, now that the answer is here. */
export function applyPending(writer: Writer, type: string, id: string, at: string): void {
  const row = writer.rows<{ entry: string }>(
    'SELECT entry FROM syncPendingRemote WHERE type = ? AND id = ?',
    type,
    id,
  )[0];
  if (!row) return;
  writer.exec('DELETE FROM syncPendingRemote WHERE type = ? AND id = ?', type, id);
  applyRemote(writer, JSON.parse(row.entry) as RemoteEntry, at);
}

function parentsHere(writer: Writer, type: RecordType, values: Values): boolean {
  for (const name in type.fields) {
    const target = type.fields[name]?.refersTo;
    const id = values[name];
    if (
      target &&
      typeof id === 'string' &&
      writer.rows(`SELECT 1 FROM "${target}" WHERE id = ?`, id).length === 0
    )
      return false;
  }
  return true;
}

function setAside(writer: Writer, entry: RemoteEntry, reason: string, at: string): void {
  writer.exec(
    `INSERT INTO syncQuarantine (type, id, rev, entry, reason, at) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (type, id) DO UPDATE SET rev = excluded.rev, entry = excluded.entry, reason = excluded.reason, at = excluded.at
      WHERE excluded.rev >= rev`,
    entry.type,
    entry.id,
    entry.rev,
    JSON.stringify(entry),
    reason,
    at,
  );
}

function clearAside(writer: Writer, entry: RemoteEntry): void {
  writer.exec('DELETE FROM syncQuarantine WHERE type = ? AND id = ?', entry.type, entry.id);
}

/** Records whose parent has come meanwhile, and those an upgrade has learned to read. Answers how many were taken. */
export function retryAside(writer: Writer, at: string): number {
  let taken = 0;
  for (let progress = true; progress; ) {
    progress = false;
    const before = writer.rows<{ entry: string }>(
      "SELECT entry FROM syncQuarantine WHERE reason = 'missing-parent'",
    );
    for (const row of before) applyRemote(writer, JSON.parse(row.entry) as RemoteEntry, at);
    const after =
      writer.rows<{ n: number }>(
        "SELECT count(*) AS n FROM syncQuarantine WHERE reason = 'missing-parent'",
      )[0]?.n ?? 0;
    progress = after < before.length;
    taken += before.length - after;
  }
  return taken;
}
