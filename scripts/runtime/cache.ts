// A folder for things that are slow to fetch or compile, shared by every clone of the project on this machine.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Absolute path of the shared cache folder; made when missing. */
export function cacheFolder(): string {
  const folder = join(userCache(), 'hi-line');
  mkdirSync(folder, { recursive: true });
  return folder;
}

function userCache(): string {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return join(homedir(), '.cache');
}

/** Runs `work` while no other process on this machine does the same; a lock left by a dead process is taken over. */
export async function oneAtATime<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = join(cacheFolder(), `${name}.lock`);
  while (!take(lock)) await pause(500);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (!holderIsAlive(lock)) rmSync(lock, { force: true });
  return false;
}

function holderIsAlive(lock: string): boolean {
  try {
    const holder = Number(readFileSync(lock, 'utf8'));
    if (!holder) return true; // created a moment ago, its number not written yet
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
