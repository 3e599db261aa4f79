import type { Reader } from '#db/system/connection.ts';
import type { SyncDirtyTable } from '#db/system/schema.ts';
import { recordTypes } from '#domain/sync/registry.ts';

const AT_ONCE = 500;

/** A mark, and what is known of its record: each is a question that a batch need not ask again record by record. */
export interface WaitingMark extends SyncDirtyTable {
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
export const marksOfGroup = (reader: Reader, groupId: string): WaitingMark[] =>
  reader.rows<WaitingMark>(`${MARKS} WHERE d.groupId = ? ORDER BY d.auditNumber`, groupId);

/**
 * Marks in sending order, parents before children. Within a type oldest first, because an earlier change may make room
 * for a later one; records whose id follows from what they are (attendance above all) stand alone, so they go in the
 * order of their ids: neighbours then lie on the same pages of every table here and at the state, and a batch of 500
 * writes a few dozen pages instead of a thousand.
 */
export function* waitingMarks(reader: Reader): Generator<WaitingMark> {
  if (reader.rows('SELECT 1 FROM syncDirty LIMIT 1').length === 0) return;
  for (const type of recordTypes)
    yield* type.naturalKey.length > 0 ? byId(reader, type.name) : byAge(reader, type.name);
}

function* byId(reader: Reader, type: string): Generator<WaitingMark> {
  for (let last = ''; ; ) {
    const some = reader.rows<WaitingMark>(
      `${MARKS} WHERE d.type = ? AND d.id > ? ORDER BY d.id LIMIT ?`,
      type,
      last,
      AT_ONCE,
    );
    yield* some;
    const end = some.at(-1);
    if (!end || some.length < AT_ONCE) return;
    last = end.id;
  }
}

function* byAge(reader: Reader, type: string): Generator<WaitingMark> {
  for (let last = { auditNumber: -1, id: '' }; ; ) {
    const some = reader.rows<WaitingMark>(
      `${MARKS} WHERE d.type = ? AND (d.auditNumber, d.id) > (?, ?) ORDER BY d.auditNumber, d.id LIMIT ?`,
      type,
      last.auditNumber,
      last.id,
      AT_ONCE,
    );
    yield* some;
    const end = some.at(-1);
    if (!end || some.length < AT_ONCE) return;
    last = end;
  }
}
