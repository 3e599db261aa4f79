import type { Reader, Writer } from '#db/system/connection.ts';
import { addDays, type CivilDate } from '#domain/system/civil-date.ts';

/** A file with student data that lies outside the encrypted district file. `hash` is SHA-256 of its bytes. */
export interface HandedOver {
  readonly id: string;
  readonly path: string;
  readonly hash: string;
  readonly writtenAt: string;
  readonly writtenBy: string;
  /** Last day it may lie there; null where somebody keeps it. */
  readonly deleteAfter: CivilDate | null;
}

export function noteHandedOver(writer: Writer, file: HandedOver): void {
  writer.exec('DELETE FROM handedOver WHERE path = ?', file.path);
  writer.exec(
    'INSERT INTO handedOver (id, path, hash, writtenAt, writtenBy, deleteAfter) VALUES (?, ?, ?, ?, ?, ?)',
    file.id,
    file.path,
    file.hash,
    file.writtenAt,
    file.writtenBy,
    file.deleteAfter,
  );
}

/** Newest first. */
export const handedOverFiles = (reader: Reader): HandedOver[] =>
  reader.rows<HandedOver>('SELECT * FROM handedOver ORDER BY writtenAt DESC, id');

export const dueHandedOver = (reader: Reader, today: CivilDate): HandedOver[] =>
  reader.rows<HandedOver>('SELECT * FROM handedOver WHERE deleteAfter < ?', today);

export const lastDay = (today: CivilDate, days: number): CivilDate | null =>
  days === 0 ? null : addDays(today, days);

export function keepHandedOver(writer: Writer, id: string): void {
  writer.exec('UPDATE handedOver SET deleteAfter = NULL WHERE id = ?', id);
}

export function forgetHandedOver(writer: Writer, id: string): void {
  writer.exec('DELETE FROM handedOver WHERE id = ?', id);
}
