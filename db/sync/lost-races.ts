import type { Writer } from '#db/system/connection.ts';
import type { SyncOutgoingTable } from '#db/system/schema.ts';

/** So many lost races in a row, and a record waits before it tries again. */
const MANY = 3;
const FIRST_MS = 2_000;
const LONGEST_MS = 600_000;

type Row = Pick<SyncOutgoingTable, 'type' | 'id'>;

/** Another computer was first three times in a row (M5): the record waits, longer each time, and no card opens for it. */
export function backOffAfterLostRaces(
  writer: Writer,
  row: Pick<SyncOutgoingTable, 'type' | 'id' | 'lostRaces'>,
  at: string,
): void {
  const lost = row.lostRaces + 1;
  writer.exec('UPDATE syncDirty SET lostRaces = ? WHERE type = ? AND id = ?', lost, row.type, row.id);
  if (lost >= MANY) waitUntil(writer, row, at, Math.min(LONGEST_MS, FIRST_MS * 2 ** (lost - MANY)));
}

/** Sent again at the next cycle, not in this one. */
export function waitAWhile(writer: Writer, row: Row, at: string): void {
  waitUntil(writer, row, at, FIRST_MS);
}

function waitUntil(writer: Writer, { type, id }: Row, at: string, ms: number): void {
  writer.exec(
    'UPDATE syncDirty SET notBefore = ? WHERE type = ? AND id = ?',
    new Date(Date.parse(at) + ms).toISOString(),
    type,
    id,
  );
}
