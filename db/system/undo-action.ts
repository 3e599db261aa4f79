import type { Reader, Writer } from '#db/system/connection.ts';
import { recordTypeNamed, recordTypes } from '#domain/sync/registry.ts';
import { addDays } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';

/** How long a large action can be taken back. */
export const UNDO_DAYS = 30;

export interface UndoableAction {
  readonly groupId: string;
  readonly kind: string;
  readonly title: string;
  readonly at: string;
}

interface Line {
  readonly type: string;
  readonly recordId: string;
  readonly change: 'made' | 'changed' | 'removed';
  readonly before: string | null;
  readonly after: string | null;
}
type Values = Readonly<Record<string, string | number | null>>;

/** Remembers an action as one that can be taken back. Said in the transaction of the action itself. */
export function rememberUndoable(writer: Writer, action: UndoableAction): void {
  writer.exec(
    'INSERT INTO undoableAction (groupId, kind, title, at) VALUES (?, ?, ?, ?)',
    action.groupId,
    action.kind,
    action.title,
    action.at,
  );
}

/**
 * Lets the records of a large action travel one by one: a year of pupils does not fit into one parcel to the state, and
 * each of its records is right by itself. It can still be taken back as one.
 */
export function sendSingly(writer: Writer, groupId: string): void {
  writer.exec('UPDATE syncDirty SET groupId = NULL WHERE groupId = ?', groupId);
}

/** Actions of that kind of the last thirty days that stand, newest first. */
export function undoableActions(reader: Reader, kind: string, today: string): UndoableAction[] {
  return reader.rows<UndoableAction>(
    'SELECT groupId, kind, title, at FROM undoableAction WHERE kind = ? AND undoneAt IS NULL AND at >= ? ORDER BY at DESC',
    kind,
    addDays(today, -UNDO_DAYS),
  );
}

/** After so many records others get their turn. */
const RECORDS_A_STEP = 50;

/**
 * Takes one whole action back, record by record from its last line to its first, to exactly what stood there before, in
 * steps: nothing else waits long for its turn. The audit lines of the action are the source, so nothing can be forgotten.
 * Refused, with nothing changed, where a record was changed or used since: that later work would be lost without a word.
 */
export function* takingBack(writer: Writer, groupId: string, now: string): Generator<void, void> {
  const action = writer.rows<{ at: string; undoneAt: string | null }>(
    'SELECT at, undoneAt FROM undoableAction WHERE groupId = ?',
    groupId,
  )[0];
  if (!action || action.undoneAt !== null)
    throw new Failure('not-found', 'That was taken back already, or it was never done here.');
  if (action.at.slice(0, 10) < addDays(now.slice(0, 10), -UNDO_DAYS))
    throw new Failure(
      'conflict',
      `This was done more than ${UNDO_DAYS} days ago and cannot be taken back in one step any more.`,
    );
  writer.exec('PRAGMA defer_foreign_keys = ON');
  const lines = writer.rows<Line>(
    "SELECT type, recordId, change, before, after FROM auditLine WHERE groupId = ? AND change <> 'viewed' ORDER BY number DESC",
    groupId,
  );
  for (const [at, line] of lines.entries()) {
    if (at % RECORDS_A_STEP === RECORDS_A_STEP - 1) yield;
    reverse(writer, line);
  }
  writer.exec('UPDATE undoableAction SET undoneAt = ? WHERE groupId = ?', now, groupId);
}

function reverse(writer: Writer, line: Line): void {
  const { type, recordId } = line;
  const before = valuesOf(line.before);
  const after = valuesOf(line.after);
  const current = writer.rows<Values>(`SELECT * FROM "${type}" WHERE id = ?`, recordId)[0];
  if (line.change === 'removed') {
    if (current) throw changedSince(type);
    const names = Object.keys(before);
    writer.exec(
      `INSERT INTO "${type}" (id, ${names.map((name) => `"${name}"`).join(', ')}) VALUES (?, ${names.map(() => '?').join(', ')})`,
      recordId,
      ...Object.values(before),
    );
    return;
  }
  if (!current || Object.entries(after).some(([name, value]) => (current[name] ?? null) !== value))
    throw changedSince(type);
  if (line.change === 'made') {
    const child = childOf(writer, type, recordId);
    if (child)
      throw new Failure(
        'conflict',
        `This cannot be taken back: since then, "${child}" was added to it. Remove that first, or mend the records one by one.`,
      );
    writer.exec(`DELETE FROM "${type}" WHERE id = ?`, recordId);
    return;
  }
  const names = Object.keys(before);
  writer.exec(
    `UPDATE "${type}" SET ${names.map((name) => `"${name}" = ?`).join(', ')} WHERE id = ?`,
    ...Object.values(before),
    recordId,
  );
}

const valuesOf = (text: string | null): Values => (text === null ? {} : (JSON.parse(text) as Values));

function changedSince(type: string): Failure {
  const label = recordTypeNamed(type)?.label ?? type;
  return new Failure(
    'conflict',
    `This cannot be taken back: a record (${label}) was changed since. Mend the records one by one instead; their history shows what stood there.`,
  );
}

/** The kind of a record that refers to this one, if there is any. */
function childOf(reader: Reader, type: string, id: string): string | null {
  for (const other of recordTypes)
    for (const [name, field] of Object.entries(other.fields))
      if (
        field.refersTo === type &&
        reader.rows(`SELECT 1 FROM "${other.name}" WHERE "${name}" = ? LIMIT 1`, id).length > 0
      )
        return other.label;
  return null;
}
