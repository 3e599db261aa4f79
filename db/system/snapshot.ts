import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { keyRingPath } from '#db/accounts/key-ring.ts';
import { Connection, openEncrypted } from '#db/system/connection.ts';
import { Failure } from '#domain/system/failure.ts';

/** What a verified copy holds. Counts only: no names. */
export interface SnapshotFacts {
  readonly file: string;
  readonly at: string;
  readonly people: number;
  readonly enrollments: number;
  readonly marks: number;
  readonly lastChange: number;
}

/** Folder of the copies of a district file. */
export const snapshotFolder = (districtFile: string): string =>
  join(dirname(districtFile), `${basename(districtFile)}-copies`);

/**
 * A copy with VACUUM INTO (the only way that keeps the encryption and the newest changes), opened again, checked,
 * counted, forced to disk and only then given its name. The key ring goes along: a copy without it is noise.
 */
export function takeSnapshot(input: {
  path: string;
  key: string;
  into: string;
  nativeBinding?: string | undefined;
}): SnapshotFacts {
  mkdirSync(dirname(input.into), { recursive: true });
  const partial = `${input.into}.partial`;
  rmSync(partial, { force: true });
  try {
    return finishSnapshot(input, partial);
  } catch (error) {
    // On a full disk the half copy would keep the room it took, and the next try would make another.
    for (const file of [partial, `${partial}-journal`]) rmSync(file, { force: true });
    throw error;
  }
}

function finishSnapshot(input: Parameters<typeof takeSnapshot>[0], partial: string): SnapshotFacts {
  const key = Buffer.from(input.key, 'hex');
  const source = openEncrypted(input.path, key, {
    readonly: true,
    mustExist: true,
    nativeBinding: input.nativeBinding,
  });
  try {
    source.prepare('VACUUM INTO ?').run(partial);
  } finally {
    source.close();
  }
  const facts = snapshotFacts(partial, key, input.nativeBinding);
  const handle = openSync(partial, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  if (existsSync(keyRingPath(input.path))) copyFileSync(keyRingPath(input.path), keyRingPath(input.into));
  renameSync(partial, input.into);
  return { ...facts, file: input.into };
}

/** Opens a copy read-only, checks it whole and counts it. */
export function snapshotFacts(path: string, key: Buffer, nativeBinding?: string): SnapshotFacts {
  const copy = openEncrypted(path, key, { readonly: true, mustExist: true, nativeBinding });
  try {
    const check = copy.pragma('quick_check', { simple: true });
    if (check !== 'ok')
      throw new Failure(
        'storage',
        'The copy did not pass its check, so it was not kept. The records in use are untouched.',
      );
    const reader = new Connection(copy);
    const count = (table: string): number =>
      reader.rows<{ n: number }>(`SELECT count(*) AS n FROM "${table}"`)[0]?.n ?? 0;
    const last = reader.rows<{ number: number; at: string }>(
      'SELECT number, at FROM auditLine ORDER BY number DESC LIMIT 1',
    )[0];
    return {
      file: path,
      at: last?.at ?? '',
      people: count('person'),
      enrollments: count('enrollment'),
      marks: count('attendanceMark'),
      lastChange: last?.number ?? 0,
    };
  } finally {
    copy.close();
  }
}

const STAMP = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})\.hiline$/;

export const snapshotName = (at: string): string => `${at.slice(0, 19).replaceAll(':', '-')}.hiline`;

/** Copies in a folder, newest first. */
export function listSnapshots(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => STAMP.test(name))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/** Which copies to let go: six of today, one a day for 14 days, one a week for 8 weeks stay. `today` YYYY-MM-DD. */
export function snapshotsToDrop(files: readonly string[], today: string): string[] {
  const day = (iso: string): number => Math.floor(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);
  const kept = new Map<string, number>();
  const drop: string[] = [];
  for (const file of [...files].sort().reverse()) {
    const date = STAMP.exec(basename(file))?.[1];
    if (!date) continue;
    const age = day(today) - day(date);
    const slot =
      age <= 0 ? 'today' : age <= 14 ? date : age <= 14 + 56 ? `week ${Math.floor(day(date) / 7)}` : 'old';
    const used = kept.get(slot) ?? 0;
    const room = slot === 'today' ? 6 : slot === 'old' ? 0 : 1;
    if (used >= room) drop.push(file);
    else kept.set(slot, used + 1);
  }
  return drop;
}

export function dropSnapshots(files: readonly string[]): void {
  for (const file of files) {
    rmSync(file, { force: true });
    rmSync(keyRingPath(file), { force: true });
  }
}
