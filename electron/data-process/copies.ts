import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { keyRingPath } from '#db/accounts/key-ring.ts';
import { setSetting, setting } from '#db/system/settings.ts';
import {
  dropSnapshots,
  listSnapshots,
  type SnapshotFacts,
  snapshotFacts,
  snapshotFolder,
  snapshotName,
  snapshotsToDrop,
} from '#db/system/snapshot.ts';
import { Failure } from '#domain/system/failure.ts';
import type { SignedInCall } from '#electron/data-process/call.ts';

/** Verified copies here and in the second place, and going back to one. */
const folders = (call: SignedInCall): { folder: string; place: 'this computer' | 'second place' }[] => {
  const second = setting(call.file.reader, 'secondPlace');
  return [
    { folder: snapshotFolder(call.file.path), place: 'this computer' as const },
    ...(second
      ? [{ folder: join(second, basename(snapshotFolder(call.file.path))), place: 'second place' as const }]
      : []),
  ];
};

export function copies(call: SignedInCall) {
  return {
    copies: folders(call).flatMap(({ folder, place }) =>
      listSnapshots(folder).map((file) => ({ name: basename(file), at: stampOf(file), place })),
    ),
    secondPlace: setting(call.file.reader, 'secondPlace') ?? null,
    lastAt: setting(call.file.reader, 'lastSnapshotAt') ?? null,
  };
}

/** A copy now: made and checked by the Worker, then taken to the second place when there is one. */
export async function copyNow(
  call: SignedInCall,
): Promise<{ name: string; people: number; enrollments: number; marks: number }> {
  const now = call.clock.now();
  const name = snapshotName(now);
  const here = snapshotFolder(call.file.path);
  const facts: SnapshotFacts = await call.jobs.run('snapshot', { into: join(here, name) });
  for (const { folder, place } of folders(call)) {
    if (place === 'second place') carry(join(here, name), folder);
    dropSnapshots(snapshotsToDrop(listSnapshots(folder), now.slice(0, 10)));
  }
  call.file.writeLocal((writer) => setSetting(writer, 'lastSnapshotAt', now));
  return { name, people: facts.people, enrollments: facts.enrollments, marks: facts.marks };
}

let copying = false;

/** The day's first copy. Answers false when today already has one. */
export async function copyOfTheDay(call: SignedInCall): Promise<boolean> {
  if (copying) return false;
  const last = setting(call.file.reader, 'lastSnapshotAt');
  if (last?.slice(0, 10) === call.clock.now().slice(0, 10)) return false;
  copying = true;
  try {
    await copyNow(call);
    return true;
  } finally {
    copying = false;
  }
}

export async function chooseSecondPlace(call: SignedInCall): Promise<{ chosen: boolean }> {
  const folder = await call.desktop.askToOpen({
    title: 'Choose a USB stick or a share for copies',
    filters: [],
    folder: true,
  });
  if (!folder) return { chosen: false };
  call.file.writeLocal((writer) => setSetting(writer, 'secondPlace', folder));
  await copyNow(call);
  return { chosen: true };
}

export function previewRestore(call: SignedInCall, name: string) {
  const facts = snapshotFacts(find(call, name), key(call), call.district.nativeBinding);
  const since = (text: string): number =>
    call.file.reader.rows<{ n: number }>(text, facts.lastChange)[0]?.n ?? 0;
  return {
    at: facts.at,
    people: facts.people,
    enrollments: facts.enrollments,
    marks: facts.marks,
    changesSince: since('SELECT count(*) AS n FROM auditLine WHERE number > ?'),
    unsentSince: since('SELECT count(*) AS n FROM syncDirty WHERE auditNumber > ?'),
  };
}

/**
 * Puts a copy in the place of the file. The present file is copied first, the copy is checked first, and the swap is a
 * rename: at every moment one whole file is there. The restored file is a new device to the state (rule M13), and the key
 * ring stays, so that passwords changed since then hold.
 */
export async function restore(call: SignedInCall, name: string): Promise<void> {
  const source = find(call, name);
  snapshotFacts(source, key(call), call.district.nativeBinding);
  await copyNow(call);
  const { path } = call.file;
  const incoming = `${path}.incoming`;
  copyFileSync(source, incoming);
  await call.district.replaceFile(() => {
    for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    renameSync(incoming, path);
  });
}

function find(call: SignedInCall, name: string): string {
  const file = folders(call)
    .flatMap(({ folder }) => listSnapshots(folder))
    .find((path) => basename(path) === name);
  if (!file) throw new Failure('not-found', 'That copy is not there any more. Is the USB stick plugged in?');
  return file;
}

function key(call: SignedInCall): Buffer {
  const open = call.district.open;
  if (!open) throw new Failure('signed-out', 'Please sign in first.');
  return open.dataKey;
}

/** The key ring goes first: a stick pulled out in between never holds a copy that nobody can open. */
function carry(file: string, folder: string): void {
  const carried = join(folder, basename(file));
  const partial = `${carried}.partial`;
  try {
    mkdirSync(folder, { recursive: true });
    if (existsSync(keyRingPath(file))) copyFileSync(keyRingPath(file), keyRingPath(carried));
    copyFileSync(file, partial);
    renameSync(partial, carried);
  } catch {
    rmSync(partial, { force: true });
    throw new Failure(
      'storage',
      'The copy was made here but could not be taken to the second place. Is the USB stick plugged in, and is there room on it?',
    );
  }
}

/** "2026-10-06T14-05-00.hiline" as an instant. */
const stampOf = (file: string): string => {
  const [date, time] = basename(file, '.hiline').split('T');
  return `${date}T${(time ?? '').replaceAll('-', ':')}.000Z`;
};
