import { isFrozen } from '#db/sync/settle.ts';
import type { Reader, Writer } from '#db/system/connection.ts';
import type { SyncQuarantineTable } from '#db/system/schema.ts';
import type { Author, Values } from '#domain/sync/merge.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';

/** One record as the state has it. */
export interface RemoteEntry {
  readonly type: string;
  readonly id: string;
  readonly rev: number;
  /** Place in the district's stream. */
  readonly seq?: number | undefined;
  readonly deleted: boolean;
  readonly movedTo?: string | undefined;
  readonly fields: Values;
  readonly changedBy: Readonly<Record<string, Author>>;
}

type Reason = SyncQuarantineTable['reason'];

/** Keeps an entry, whole, that cannot be taken in yet; durable before the cursor moves past it. The newest stays. */
export function setAside(writer: Writer, entry: RemoteEntry, reason: Reason, at: string): void {
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

export function clearAside(writer: Writer, entry: { type: string; id: string; rev: number }): void {
  writer.exec(
    'DELETE FROM syncQuarantine WHERE type = ? AND id = ? AND rev <= ?',
    entry.type,
    entry.id,
    entry.rev,
  );
}

/** Entries set aside for that reason, as they came. */
export function entriesAside(reader: Reader, reason: Reason): RemoteEntry[] {
  return reader
    .rows<{ entry: string }>('SELECT entry FROM syncQuarantine WHERE reason = ? ORDER BY type, id', reason)
    .map((row) => JSON.parse(row.entry) as RemoteEntry);
}

/** Entries that may be readable now: a parent may have come, or an upgrade may have taught this version the kind. */
export function entriesToTryAgain(reader: Reader): RemoteEntry[] {
  return [
    ...entriesAside(reader, 'missing-parent'),
    ...entriesAside(reader, 'schema'),
    ...entriesAside(reader, 'unknown-type').filter((entry) => recordTypeNamed(entry.type)),
  ];
}

/** The newest one waits for the answer of the operation that is on its way (M2). */
export function keepPending(writer: Writer, entry: RemoteEntry): void {
  writer.exec(
    `INSERT INTO syncPendingRemote (type, id, rev, entry) VALUES (?, ?, ?, ?)
      ON CONFLICT (type, id) DO UPDATE SET rev = excluded.rev, entry = excluded.entry WHERE excluded.rev > rev`,
    entry.type,
    entry.id,
    entry.rev,
    JSON.stringify(entry),
  );
}

/** Takes out what waited for an answer, when nothing of the record is on its way any more. */
export function takePending(writer: Writer, type: string, id: string): RemoteEntry | undefined {
  if (isFrozen(writer, { type, id })) return undefined;
  const row = writer.rows<{ entry: string }>(
    'SELECT entry FROM syncPendingRemote WHERE type = ? AND id = ?',
    type,
    id,
  )[0];
  if (!row) return undefined;
  writer.exec('DELETE FROM syncPendingRemote WHERE type = ? AND id = ?', type, id);
  return JSON.parse(row.entry) as RemoteEntry;
}
