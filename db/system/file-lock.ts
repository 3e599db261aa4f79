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
  const database = new Database(`${districtFile}.lock`, {
    timeout: 0,
    ...(addon.nativeBinding ? { nativeBinding: addon.nativeBinding } : {}),
  });
  try {
    database.pragma('journal_mode = DELETE');
    database.exec('BEGIN EXCLUSIVE');
  } catch {
    database.close();
    throw new Failure(
      'locked',
      'This district file is already open in another Hi-Line window or command. Close it there first, then try again.',
    );
  }
  return {
    release: () => {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}
