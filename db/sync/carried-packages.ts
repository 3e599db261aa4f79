import type { Reader, Writer } from '#db/system/connection.ts';

export interface CarriedPackage {
  id: string;
  writtenAt: string;
  operations: number;
  calls: number;
  actorName: string;
  answeredAt: string | null;
}

/** Packages written here, the newest first. */
export const carriedPackages = (reader: Reader, limit: number): CarriedPackage[] =>
  reader.rows<CarriedPackage>(
    `SELECT id, writtenAt, operations, calls, actorName, answeredAt FROM carriedPackage
      ORDER BY writtenAt DESC, id LIMIT ?`,
    limit,
  );

export function keepCarried(writer: Writer, made: Omit<CarriedPackage, 'answeredAt'>): void {
  writer.exec(
    'INSERT INTO carriedPackage (id, writtenAt, operations, calls, actorName) VALUES (?, ?, ?, ?, ?)',
    made.id,
    made.writtenAt,
    made.operations,
    made.calls,
    made.actorName,
  );
}

/** When this file wrote that package; undefined when it did not. */
export const writtenAt = (reader: Reader, id: string): string | undefined =>
  reader.rows<{ writtenAt: string }>('SELECT writtenAt FROM carriedPackage WHERE id = ?', id)[0]?.writtenAt;

/** False when this file has written no such package. */
export function markAnswered(writer: Writer, id: string, at: string): boolean {
  return (
    writer.exec('UPDATE carriedPackage SET answeredAt = coalesce(answeredAt, ?) WHERE id = ?', at, id) > 0
  );
}
