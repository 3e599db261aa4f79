import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { dueHandedOver, forgetHandedOver, lastDay, noteHandedOver } from '#db/state-files/handed-over.ts';
import type { DistrictFile } from '#db/system/district-file.ts';
import type { CivilDate } from '#domain/system/civil-date.ts';
import { Failure } from '#domain/system/failure.ts';
import type { SignedInCall } from '#electron/data-process/call.ts';
import type { DesktopServices } from '#electron/data-process/desktop-services.ts';
import { lockedPackage } from '#electron/data-process/locked-package.ts';
import { refuseExisting, saveFile } from '#electron/data-process/save-file.ts';

/** How a person wants a file handed over. */
export interface HandingOver {
  /** From the command line only; the window asks. */
  readonly path?: string | undefined;
  /** Whether a file at `path` may go. */
  readonly replace: boolean;
  /** Locks the file in a zip. */
  readonly password?: string | undefined;
  /** Days until Hi-Line deletes the file; 0 keeps it. */
  readonly deleteAfterDays: number;
}

/**
 * Saves a file with student data where a person chooses, locked if asked, and remembers until when it may lie there.
 * It is remembered first: no file of ours is ever unknown. Null where nothing was chosen.
 */
export async function handOver(
  call: SignedInCall,
  { path, replace, password, deleteAfterDays }: HandingOver,
  ask: Parameters<DesktopServices['askToSave']>[0],
  content: Uint8Array | string,
): Promise<string | null> {
  const plain = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const asked = password === undefined ? ask : { ...ask, fileName: `${ask.fileName}.zip`, filters: ZIP };
  const place = await placeFor(call, path, asked);
  if (place === null) return null;
  if (path !== undefined && !replace) refuseExisting(call.district.path, path);
  const bytes = password === undefined ? plain : await lockedPackage(ask.fileName, plain, password);
  const { file, clock, user, newId } = call;
  const id = newId();
  await file.whenWritable();
  file.writeLocal((writer) =>
    noteHandedOver(writer, {
      id,
      path: resolve(place),
      hash: hashOf(bytes),
      writtenAt: clock.now(),
      writtenBy: user.name,
      deleteAfter: lastDay(clock.today(), deleteAfterDays),
    }),
  );
  try {
    await saveFile(call.district.path, place, bytes);
  } catch (error) {
    file.writeLocal((writer) => forgetHandedOver(writer, id));
    throw error;
  }
  call.push({ event: 'changed', records: [] });
  return place;
}

const ZIP = [{ name: 'Locked zip', extensions: ['zip'] }];

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Deletes what has lain long enough. A file somebody has changed since is theirs, and stays. */
export async function endHandOvers(file: DistrictFile, today: CivilDate): Promise<void> {
  const ended: string[] = [];
  for (const { id, path, hash } of dueHandedOver(file.reader, today)) {
    if (await removeIfOurs(path, hash)) ended.push(id);
  }
  if (ended.length === 0) return;
  await file.whenWritable();
  file.writeLocal((writer) => {
    for (const id of ended) forgetHandedOver(writer, id);
  });
}

/** True once nothing of ours lies there. A stick that is not plugged in, or a file in use, is tried again another day. */
export async function removeIfOurs(path: string, hash: string): Promise<boolean> {
  try {
    if (hashOf(await readFile(path)) === hash) await rm(path);
    return true;
  } catch {
    return !existsSync(path) && existsSync(dirname(path));
  }
}

/** Where to write: the path a script names, or what a person chooses; null where nothing was chosen. */
async function placeFor(
  { origin, desktop }: SignedInCall,
  path: string | undefined,
  ask: Parameters<DesktopServices['askToSave']>[0],
): Promise<string | null> {
  if (path !== undefined) return path;
  if (origin !== 'headless') return desktop.askToSave(ask);
  throw new Failure('invalid-input', 'Say where to save the file: "path".', [
    { field: 'path', message: 'Please fill this in.' },
  ]);
}
