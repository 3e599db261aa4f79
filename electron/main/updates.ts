// Updates, on request of the data process alone. Nothing is downloaded before somebody asked for it, and nothing is ever
// installed while the program closes: a Windows shutdown in mid-install has emptied program folders.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { AppUpdater } from 'electron-updater';
import { ServiceFailure } from '#electron/main/failure.ts';

export interface UpdateState {
  readonly state: 'idle' | 'none' | 'available' | 'downloading' | 'ready';
  readonly version: string | null;
  readonly percent: number;
}

let updater: AppUpdater | undefined;
let now: UpdateState = { state: 'idle', version: null, percent: 0 };

export const updateState = (): UpdateState => now;

/** Asks the address whether there is a newer version. An older one is never offered. */
export async function checkForUpdate(address: string): Promise<UpdateState> {
  if (now.state === 'downloading' || now.state === 'ready') return now;
  const asked = await ready(address);
  try {
    const found = await asked.checkForUpdates();
    now =
      found?.isUpdateAvailable === true
        ? { state: 'available', version: found.updateInfo.version, percent: 0 }
        : { state: 'none', version: null, percent: 0 };
  } catch (error) {
    throw failed('could not be asked for a new version', error);
  }
  return now;
}

/** Fetches the version that was found; its signature and checksum are verified before it counts as ready. */
export async function downloadUpdate(): Promise<UpdateState> {
  if (!updater || now.state !== 'available')
    throw new ServiceFailure('conflict', 'There is no new version to fetch. Check for one first.');
  const { version } = now;
  now = { state: 'downloading', version, percent: 0 };
  try {
    await updater.downloadUpdate();
    now = { state: 'ready', version, percent: 100 };
  } catch (error) {
    now = { state: 'available', version, percent: 0 };
    throw failed('was not fetched whole, or is not what its maker signed; nothing was changed', error);
  }
  return now;
}

/** Closes the program, installs, and starts the new version. The data process has made its copy before it asks for this. */
export function installUpdate(): null {
  if (!updater || now.state !== 'ready')
    throw new ServiceFailure('conflict', 'The new version is not here yet. Fetch it first.');
  const ready = updater;
  setImmediate(() => ready.quitAndInstall(false, true));
  return null;
}

/** Loaded when it is first needed: no start waits for it. */
async function ready(address: string): Promise<AppUpdater> {
  if (!updater) {
    const { autoUpdater } = await import('electron-updater');
    autoUpdater.autoDownload = false;
    autoUpdater.autoInstallOnAppQuit = false;
    autoUpdater.allowDowngrade = false;
    autoUpdater.allowPrerelease = false;
    autoUpdater.logger = null;
    autoUpdater.forceDevUpdateConfig = !app.isPackaged;
    autoUpdater.updateConfigPath = sourceFile(address);
    autoUpdater.on('download-progress', ({ percent }) => {
      if (now.state === 'downloading') now = { ...now, percent: Math.round(percent) };
    });
    // Failures come back from the calls themselves; an event without a listener would end the program.
    autoUpdater.on('error', () => undefined);
    updater = autoUpdater;
  }
  updater.setFeedURL({ provider: 'generic', url: address });
  return updater;
}

/** The library wants to find its source in a file, even where the address is given by a person. */
function sourceFile(address: string): string {
  const path = join(app.getPath('userData'), 'update-source.yml');
  writeFileSync(
    path,
    `provider: generic\nurl: ${JSON.stringify(address)}\nupdaterCacheDirName: hi-line-updater\n`,
  );
  return path;
}

/** The reason in the library's first line; it never holds anything of the school. */
function failed(words: string, error: unknown): ServiceFailure {
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 160) : '';
  return new ServiceFailure('unreachable', `The new version ${words}. Try again later. (${reason})`);
}
