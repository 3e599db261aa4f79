import { wireFields } from '#db/sync/wire-fields.ts';
import type { Reader } from '#db/system/connection.ts';
import type { SyncDirtyTable } from '#db/system/schema.ts';
import type { Values } from '#domain/sync/merge.ts';
import type { RecordType } from '#domain/sync/record-type.ts';
import { type Row, recordTypeNamed, recordTypes, type TypeName } from '#domain/sync/registry.ts';

const AT_ONCE = 500;

/** A mark, and what is known of its record: each is a question that a batch need not ask again record by record. */
export interface WaitingMark extends Mark {
  /** What stands in the table; null when the record was removed, or is of a kind this version does not know. */
  readonly local: Values | null;
}

interface Mark extends SyncDirtyTable {
  /** 1 when an operation of it is on its way. */
  readonly frozen: 0 | 1;
  /** 1 when a card about it is open. */
  readonly asked: 0 | 1;
  /** 1 when the state has confirmed it, or its removal. */
  readonly confirmed: 0 | 1;
}

const MARKS = `SELECT d.*,
    EXISTS (SELECT 1 FROM syncOutgoing o WHERE o.type = d.type AND o.id = d.id AND o.state = 'sending') AS frozen,
    EXISTS (SELECT 1 FROM syncConflict c WHERE c.type = d.type AND c.id = d.id AND c.closedAt IS NULL) AS asked,
    EXISTS (SELECT 1 FROM syncBase b WHERE b.type = d.type AND b.id = d.id) AS confirmed
  FROM syncDirty d`;

/** Marks of one action, oldest first. */
export function marksOfGroup(reader: Reader, groupId: string): WaitingMark[] {
  const marks = reader.rows<Mark>(`${MARKS} WHERE d.groupId = ? ORDER BY d.auditNumber`, groupId);
  const byType = Map.groupBy(marks, ({ type }) => type);
  const local = new Map(
    [...byType].map(([type, some]) => [type, localOf(reader, recordTypeNamed(type), some)] as const),
  );
  return marks.map((mark) => ({ ...mark, local: local.get(mark.type)?.get(mark.id) ?? null }));
}

/** Parents first, deletes last and in reverse. */
export function inSendingOrder(marks: readonly WaitingMark[]): WaitingMark[] {
  const order = (mark: WaitingMark): number => recordTypeNamed(mark.type)?.order ?? 999;
  const kept = marks.filter((mark) => mark.local !== null).sort((a, b) => order(a) - order(b));
  const removed = marks.filter((mark) => mark.local === null).sort((a, b) => order(b) - order(a));
  return [...kept, ...removed];
}

/**
 * Marks in sending order, parents before children. Within a type oldest first, because an earlier change may make room
 * for a later one; records whose id follows from what they are (attendance above all) stand alone, so they go in the
 * order of their ids: neighbours then lie on the same pages of every table here and at the state, and a batch of 500
 * writes a few dozen pages instead of a thousand.
 */
export function* waitingMarks(reader: Reader): Generator<WaitingMark> {
  const marked = markedTypes(reader);
  for (const type of recordTypes)
    if (marked.has(type.name)) yield* type.naturalKey.length > 0 ? byId(reader, type) : byAge(reader, type);
}

/** Kinds of which something is marked: one look at the key for each, however many marks there are. */
function markedTypes(reader: Reader): Set<string> {
  const found = new Set<string>();
  for (let last: string | null = ''; last !== null; ) {
    const next: string | null =
      reader.rows<{ type: string | null }>('SELECT min(type) AS type FROM syncDirty WHERE type > ?', last)[0]
        ?.type ?? null;
    if (next !== null) found.add(next);
    last = next;
  }
  return found;
}

function* byId(reader: Reader, type: RecordType<TypeName>): Generator<WaitingMark> {
  for (let last = ''; ; ) {
    const some = reader.rows<Mark>(
      `${MARKS} WHERE d.type = ? AND d.id > ? ORDER BY d.id LIMIT ?`,
      type.name,
      last,
      AT_ONCE,
    );
    yield* withLocal(reader, type, some);
    const end = some.at(-1);
    if (!end || some.length < AT_ONCE) return;
    last = end.id;
  }
}

function* byAge(reader: Reader, type: RecordType<TypeName>): Generator<WaitingMark> {
  for (let last = { auditNumber: -1, id: '' }; ; ) {
    const some = reader.rows<Mark>(
      `${MARKS} WHERE d.type = ? AND (d.auditNumber, d.id) > (?, ?) ORDER BY d.auditNumber, d.id LIMIT ?`,
      type.name,
      last.auditNumber,
      last.id,
      AT_ONCE,
    );
    yield* withLocal(reader, type, some);
    const end = some.at(-1);
    if (!end || some.length < AT_ONCE) return;
    last = end;
  }
}

function* withLocal(
  reader: Reader,
  type: RecordType<TypeName>,
  marks: readonly Mark[],
): Generator<WaitingMark> {
  const local = localOf(reader, type, marks);
  for (const mark of marks) yield { ...mark, local: local.get(mark.id) ?? null };
}

/** What stands in the table of one kind, by id. */
function localOf(
  reader: Reader,
  type: RecordType<TypeName> | undefined,
  marks: readonly Mark[],
): Map<string, Values> {
  if (!type || marks.length === 0) return new Map();
  const rows = reader.rows<Row<TypeName>>(
    `SELECT r.* FROM json_each(?) AS wanted CROSS JOIN "${type.name}" r ON r.id = wanted.value`,
    JSON.stringify(marks.map(({ id }) => id)),
  );
  return new Map(rows.map((row) => [row.id, wireFields(type, row)]));
}
