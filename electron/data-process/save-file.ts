import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { snapshotFolder } from '#db/system/snapshot.ts';
import { Failure } from '#domain/system/failure.ts';

/**
 * Saves what leaves the program. Written beside its place first, so that a full disk never leaves half a file under the
 * name that was asked for. Refuses the district's own files: nothing that is exported may cost a district.
 */
export async function saveFile(
  districtFile: string,
  path: string,
  content: Uint8Array | string,
): Promise<void> {
  refuseOwnFile(districtFile, path);
  try {
    await writeFile(`${path}.part`, content);
    await rename(`${path}.part`, path);
  } catch {
    throw new Failure(
      'storage',
      'The file could not be saved there. Check that the folder is there, is not read-only and has room, or choose another place.',
    );
  }
}

function refuseOwnFile(districtFile: string, path: string): void {
  if (isOwnFile(districtFile, path))
    throw new Failure(
      'not-allowed',
      'That is the place of the district file, its key or its copies. Nothing was written. Choose another name.',
      [{ field: 'path', message: 'Choose another name.' }],
    );
}

/**
 * From the command line nobody is asked "replace it?", so a file that is there stays unless the call says otherwise. An
 * empty one has nothing to lose, and one that begins with `sameKind` is the same paper printed before.
 */
export function refuseExisting(districtFile: string, path: string, sameKind?: string): void {
  refuseOwnFile(districtFile, path);
  if (existsSync(path) && !mayGo(path, sameKind))
    throw new Failure(
      'conflict',
      'There is a file at that place already. Nothing was written. Choose another name, or say "replace": true.',
      [{ field: 'path', message: 'There is a file already.' }],
    );
}

function mayGo(path: string, sameKind: string | undefined): boolean {
  if (!statSync(path).isFile()) return false;
  const head = Buffer.alloc(8);
  const handle = openSync(path, 'r');
  try {
    const length = readSync(handle, head, 0, head.length, 0);
    return length === 0 || (sameKind !== undefined && head.toString('latin1').startsWith(sameKind));
  } finally {
    closeSync(handle);
  }
}

/** The open district and all that lies beside it under its name, its copies, and the files of any other district. */
function isOwnFile(districtFile: string, path: string): boolean {
  const place = truePlace(path);
  const own = truePlace(districtFile);
  const copies = truePlace(snapshotFolder(districtFile));
  return (
    place.startsWith(own) || place.startsWith(copies) || /\.hiline(\.keys|\.lock|-wal|-shm)?$/.test(place)
  );
}

/** Without links, and in small letters, as Windows compares names. */
function truePlace(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole).toLowerCase();
  } catch {
    try {
      return join(realpathSync(dirname(whole)), basename(whole)).toLowerCase();
    } catch {
      return whole.toLowerCase();
    }
  }
}
