import Database from 'better-sqlite3';
import type { AddonChoice } from '#db/system/connection.ts';
import { Failure } from '#domain/system/failure.ts';

/** Held for as long as the district file is open. The operating system lets go of it when the process dies. */
export interface FileLock {
  release(): void;
}

/**
 * Takes the lock beside the district file, so that the window, a second copy and the command line never write at once.
 * It is an exclusive SQLite transaction on a small file of its own: a real lock of the operating system, everywhere.
 */
export function takeFileLock(districtFile: string, addon: AddonChoice): FileLock {
  let database: Database.Database | undefined;
  try {
    database = new Database(`${districtFile}.lock`, {
      timeout: 0,
      ...(addon.nativeBinding ? { nativeBinding: addon.nativeBinding } : {}),
    });
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    throw String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY') ? inUse() : notWritable();
  }
  const held = database;
  return {
    release: () => {
      held.exec('ROLLBACK');
      held.close();
    },
  };
}

const inUse = (): Failure =>
  new Failure(
    'locked',
    'This district file is already open in another Hi-Line window or command. Close it there first, then try again.',
  );

/** A disk that is full, a stick that is write-protected, a folder of somebody else. */
const notWritable = (): Failure =>
  new Failure(
    'storage',
    'Nothing can be written in the folder of the district file, so it was not opened. Check that the folder is not read-only, that it is yours, and that there is room on the disk; then try again.',
  );
