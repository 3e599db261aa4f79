// One build at a time, into a folder beside the final one and then moved there, so that nobody ever starts half a build.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleForNode, bundleScreens, nodeBundles } from '#scripts/building/bundles.ts';
import { inputsKey } from '#scripts/building/inputs-key.ts';
import type { ElectronRuntime } from '#scripts/electron-runtime.ts';
import { oneAtATime } from '#scripts/runtime/cache.ts';
import { projectRoot } from '#scripts/runtime/run.ts';

export interface Built {
  readonly folder: string;
  /** False when nothing had changed since the last build. */
  readonly fresh: boolean;
  readonly seconds: number;
}

/** Builds for the given runtime; a stand-in build carries the compiled addon and knows that it is one. */
export async function buildApp(
  runtime: Pick<ElectronRuntime, 'kind' | 'nativeAddon' | 'electronVersion'>,
  { force = false, folder = join(projectRoot, 'out/app') } = {},
): Promise<Built> {
  const began = performance.now();
  const here = createHash('sha256').update(projectRoot).digest('hex').slice(0, 12);
  return oneAtATime(`build-${here}`, async () => {
    const key = inputsKey(`${runtime.kind} ${runtime.electronVersion}`);
    const stamp = join(folder, 'built-from');
    const fresh = force || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== key;
    if (fresh) await buildInto(folder, key, runtime);
    return { folder, fresh, seconds: (performance.now() - began) / 1000 };
  });
}

async function buildInto(
  folder: string,
  key: string,
  runtime: Pick<ElectronRuntime, 'kind' | 'nativeAddon'>,
): Promise<void> {
  const next = `${folder}-next`;
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  const defines = await defineValues(runtime.kind === 'stand-in');
  for (const bundle of nodeBundles) await bundleForNode(bundle, next, defines);
  await bundleScreens(join(next, 'renderer'), defines);
  cpSync(join(projectRoot, 'resources/sample-district/district.jsonl'), join(next, 'sample-district.jsonl'));
  if (runtime.nativeAddon) cpSync(runtime.nativeAddon, join(next, 'native/better_sqlite3.node'));
  writeFileSync(join(next, 'built-from'), key);
  const old = `${folder}-old`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(next, folder);
  rmSync(old, { recursive: true, force: true });
}

async function defineValues(standIn: boolean): Promise<Record<string, string>> {
  const about = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const { entryNames } = await import('#electron/contract/contract.ts');
  return {
    __STAND_IN__: JSON.stringify(standIn),
    __APP_VERSION__: JSON.stringify(about.version),
    __ENTRY_NAMES__: JSON.stringify(entryNames),
  };
}
