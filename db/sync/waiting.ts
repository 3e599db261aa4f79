import type { Reader, Writer } from '#db/system/connection.ts';

export interface WaitingCounts {
  /** Records with a change that the state has not received. */
  readonly total: number;
  readonly rejected: number;
  readonly conflicts: number;
}

/** Always true: counted from the marks themselves, never kept beside them. */
export function waitingCounts(reader: Reader): WaitingCounts {
  const n = (text: string): number => reader.rows<{ n: number }>(text)[0]?.n ?? 0;
  const rejected = n(
    "SELECT count(*) AS n FROM syncOutgoing o WHERE state = 'parked' AND NOT EXISTS (SELECT 1 FROM syncDirty d WHERE d.type = o.type AND d.id = o.id)",
  );
  const sending = n(
    "SELECT count(*) AS n FROM syncOutgoing o WHERE state = 'sending' AND NOT EXISTS (SELECT 1 FROM syncDirty d WHERE d.type = o.type AND d.id = o.id)",
  );
  return {
    total: n('SELECT count(*) AS n FROM syncDirty') + sending + rejected,
    rejected,
    conflicts: n('SELECT count(*) AS n FROM syncConflict WHERE closedAt IS NULL'),
  };
}

/** Puts a refused change back in line; its next operation has an id of its own. */
export function sendAgain(writer: Writer, type: string, id: string, at: string): void {
  writer.exec(
    `INSERT INTO syncDirty (type, id, since, auditNumber, groupId)
      SELECT type, id, ?, auditNumber, groupId FROM syncOutgoing WHERE type = ? AND id = ? AND state = 'parked' LIMIT 1
      ON CONFLICT (type, id) DO NOTHING`,
    at,
    type,
    id,
  );
}
