import { Failure } from '#domain/system/failure.ts';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/**
 * What the disk or the database said of it, in words; undefined for anything else. The message of the original may hold
 * values, so it is not repeated.
 */
export function diskFailure(error: unknown): Failure | undefined {
  const code = codeOf(error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return new Failure(
      'storage',
      'The disk is full, so nothing was saved. Make room on the disk, then try again.',
    );
  if (code.startsWith('SQLITE_READONLY') || ['EACCES', 'EPERM', 'EROFS', 'SQLITE_CANTOPEN'].includes(code))
    return new Failure(
      'storage',
      'The district file may not be written here. Check that the folder is not read-only.',
    );
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_IOERR'))
    return new Failure(
      'storage',
      'The disk gave wrong data back. Stop working in this file and restore the newest copy in Settings.',
    );
  return undefined;
}
