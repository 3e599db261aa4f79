import { createHash } from 'node:crypto';
import type { Reader, Writer } from '#db/system/connection.ts';

/** A picture by what a record says of it: the SHA-256 of its bytes, in hex, and how many they are. */
export interface PictureName {
  readonly sha256: string;
  readonly size: number;
}

/** Keeps the bytes in this file and answers what a record has to say of them. */
export function keepPicture(writer: Writer, bytes: Uint8Array): PictureName {
  const sha256 = hashOf(bytes);
  writer.exec(
    `INSERT INTO picture (sha256, bytes) VALUES (?, ?)
      ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes WHERE length(bytes) <> length(excluded.bytes)`,
    sha256,
    bytes,
  );
  return { sha256, size: bytes.length };
}

/** The bytes as far as they are here; null when none are. */
export function pictureBytes(reader: Reader, sha256: string): Buffer | null {
  return (
    reader.rows<{ bytes: Buffer }>('SELECT bytes FROM picture WHERE sha256 = ?', sha256)[0]?.bytes ?? null
  );
}

/** Pictures whose record the state has confirmed while it lacks the picture itself, at most so many. */
export function picturesToSend(reader: Reader, most: number): PictureName[] {
  return reader.rows<PictureName>(
    `SELECT DISTINCT k.sha256, r.size FROM picture k JOIN pupilPhoto r ON r.sha256 = k.sha256
      JOIN syncBase b ON b.type = 'pupilPhoto' AND b.id = r.id AND b.fields ->> 'sha256' = k.sha256
      WHERE k.atState = 0 AND length(k.bytes) = r.size ORDER BY k.sha256 LIMIT ?`,
    most,
  );
}

/** Pictures that a record names and that are not here yet, or not whole. */
export function picturesToFetch(reader: Reader, most: number): PictureName[] {
  return reader.rows<PictureName>(
    `SELECT DISTINCT r.sha256, r.size FROM pupilPhoto r LEFT JOIN picture k ON k.sha256 = r.sha256
      WHERE r.sha256 IS NOT NULL AND r.size IS NOT NULL AND (k.sha256 IS NULL OR length(k.bytes) < r.size)
      ORDER BY r.sha256 LIMIT ?`,
    most,
  );
}

export function pictureIsAtState(writer: Writer, sha256: string): void {
  writer.exec('UPDATE picture SET atState = 1 WHERE sha256 = ?', sha256);
}

/**
 * Keeps what has come so far. False, and nothing kept, when all are here and they are not what they are called: they are
 * fetched again from the beginning.
 */
export function keepArrived(writer: Writer, { sha256, size }: PictureName, bytes: Uint8Array): boolean {
  const right = bytes.length < size || (bytes.length === size && hashOf(bytes) === sha256);
  if (right)
    writer.exec(
      `INSERT INTO picture (sha256, bytes, atState) VALUES (?, ?, 1)
        ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes, atState = 1`,
      sha256,
      bytes,
    );
  else writer.exec('DELETE FROM picture WHERE sha256 = ?', sha256);
  return right;
}

/** Takes pictures that no record names off this computer. */
export function dropUnnamedPictures(writer: Writer): void {
  writer.exec(
    'DELETE FROM picture WHERE sha256 NOT IN (SELECT sha256 FROM pupilPhoto WHERE sha256 IS NOT NULL)',
  );
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
