import type { Reader, Writer } from '#db/system/connection.ts';
import type { SyncNoticeTable } from '#db/system/schema.ts';

/** Writes down what the sync did by itself; values that were let go are kept in `detail`. */
export function notice(
  writer: Writer,
  what: {
    kind: SyncNoticeTable['kind'];
    at: string;
    record?: { type: string; id: string };
    detail: object;
  },
): void {
  writer.exec(
    'INSERT INTO syncNotice (at, kind, type, id, detail) VALUES (?, ?, ?, ?, ?)',
    what.at,
    what.kind,
    what.record?.type ?? null,
    what.record?.id ?? null,
    JSON.stringify(what.detail),
  );
}

/** The newest first. */
export function notices(reader: Reader, limit: number): (SyncNoticeTable & { number: number })[] {
  return reader.rows('SELECT * FROM syncNotice ORDER BY number DESC LIMIT ?', limit);
}
