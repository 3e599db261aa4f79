import { subjectOf } from '#db/sync/titles.ts';
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

export interface WaitingItem {
  readonly type: string;
  readonly id: string;
  readonly title: string;
  readonly since: string;
  readonly state: 'waiting' | 'sending' | 'rejected' | 'blocked';
  readonly reason: string | null;
  readonly to: string;
}

/** What waits, in words; refused ones first, because they need a person. */
export function waitingItems(reader: Reader, limit: number): WaitingItem[] {
  const rows = reader.rows<{
    type: string;
    id: string;
    since: string;
    state: WaitingItem['state'];
    answer: string | null;
  }>(
    `SELECT type, id, frozenAt AS since, 'rejected' AS state, answer FROM syncOutgoing o WHERE state = 'parked'
        AND NOT EXISTS (SELECT 1 FROM syncDirty d WHERE d.type = o.type AND d.id = o.id)
      UNION ALL SELECT type, id, frozenAt, 'sending', NULL FROM syncOutgoing o WHERE state = 'sending'
        AND NOT EXISTS (SELECT 1 FROM syncDirty d WHERE d.type = o.type AND d.id = o.id)
      UNION ALL SELECT type, id, since, 'waiting', NULL FROM syncDirty
      LIMIT ?`,
    limit,
  );
  return rows.map(({ answer, ...row }) => ({
    ...row,
    ...subjectOf(reader, row.type, row.id),
    reason: reasonOf(answer),
  }));
}

function reasonOf(answer: string | null): string | null {
  if (answer === null) return null;
  const { sentence, problems } = JSON.parse(answer) as { sentence: string; problems: { message: string }[] };
  return [
    sentence,
    ...problems.map((problem) => problem.message).filter((message) => !sentence.includes(message)),
  ].join(' ');
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
