import type { Reader } from '#db/system/connection.ts';
import type { SyncDirtyTable } from '#db/system/schema.ts';
import { recordTypes } from '#domain/sync/registry.ts';

const AT_ONCE = 1_000;

/**
 * Marks in sending order, parents before children. Within a type oldest first, because an earlier change may make room
 * for a later one; records whose id follows from what they are (attendance above all) stand alone, so they go in the
 * order of their ids: neighbours then lie on the same pages of every table here and at the state, and a batch of 500
 * writes a few dozen pages instead of a thousand.
 */
export function* waitingMarks(reader: Reader): Generator<SyncDirtyTable> {
  if (reader.rows('SELECT 1 FROM syncDirty LIMIT 1').length === 0) return;
  for (const type of recordTypes)
    yield* type.naturalKey.length > 0 ? byId(reader, type.name) : byAge(reader, type.name);
}

function* byId(reader: Reader, type: string): Generator<SyncDirtyTable> {
  for (let last = ''; ; ) {
    const some = reader.rows<SyncDirtyTable>(
      'SELECT * FROM syncDirty WHERE type = ? AND id > ? ORDER BY id LIMIT ?',
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

function* byAge(reader: Reader, type: string): Generator<SyncDirtyTable> {
  for (let last = { auditNumber: -1, id: '' }; ; ) {
    const some = reader.rows<SyncDirtyTable>(
      'SELECT * FROM syncDirty WHERE type = ? AND (auditNumber, id) > (?, ?) ORDER BY auditNumber, id LIMIT ?',
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
