// Packs the built program into a folder that runs by itself, with electron-builder.yml as the one description of it.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { type AfterPackContext, build, type Configuration, Platform } from 'electron-builder';
import { buildApp } from '#scripts/building/build-app.ts';
import { type ElectronRuntime, electronRuntime } from '#scripts/electron-runtime.ts';
import { oneAtATime } from '#scripts/runtime/cache.ts';
import { projectRoot, say } from '#scripts/runtime/run.ts';

export interface PackedApp {
  readonly profile: 'ship' | 'stand-in';
  /** The program as it is handed out: no inspector, fuses as in electron-builder.yml. */
  readonly executable: string;
  /** The same files with the inspector's fuse on, so that tests can drive it. Never handed out. */
  readonly inspectable: string;
}

/** The packed program for this machine; packed anew when the built program has changed. */
export function packApp(): Promise<PackedApp> {
  return oneAtATime('pack', async () => {
    const runtime = await electronRuntime();
    const { folder } = await buildApp(runtime);
    const profile = runtime.kind === 'official' ? 'ship' : 'stand-in';
    const output = join(projectRoot, 'out/package', profile);
    const key =
      readFileSync(join(folder, 'built-from'), 'utf8') +
      readFileSync(join(projectRoot, 'electron-builder.yml'), 'utf8');
    const stamp = join(output, 'packed-from');
    const place = placeFor(output);
    const inspectable = placeFor(join(output, 'inspectable'));
    if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== key) {
      rmSync(output, { recursive: true, force: true });
      await pack(runtime, output);
      cpSync(place.folder, inspectable.folder, { recursive: true, verbatimSymlinks: true });
      await flipFuses(inspectable.executable, {
        version: FuseVersion.V1,
        [FuseV1Options.EnableNodeCliInspectArguments]: true,
      });
      writeFileSync(stamp, key);
    }
    return { profile, executable: place.executable, inspectable: inspectable.executable };
  });
}

async function pack(runtime: ElectronRuntime, output: string): Promise<void> {
  say(
    `packing with ${runtime.kind === 'official' ? 'the official Electron' : 'the stand-in Electron (for tests)'}`,
  );
  const standIn = runtime.kind === 'stand-in';
  const config: Configuration = {
    directories: { output },
    electronVersion: runtime.electronVersion,
    electronDist: standIn ? dirname(runtime.executable) : join(projectRoot, 'node_modules/electron/dist'),
    ...(standIn ? { afterPack: withoutStandInApp } : {}),
  };
  await build({
    projectDir: projectRoot,
    targets: Platform.current().createTarget('dir'),
    config,
    publish: 'never',
  });
}

/** The stand-in's folder brings the little program that starts an app folder; a packed app has an app of its own. */
async function withoutStandInApp({ appOutDir }: AfterPackContext): Promise<void> {
  rmSync(join(appOutDir, 'resources/app'), { recursive: true, force: true });
}

/** Where electron-builder puts the unpacked program on each platform. */
function placeFor(output: string): { folder: string; executable: string } {
  if (process.platform === 'win32') {
    const folder = join(output, 'win-unpacked');
    return { folder, executable: join(folder, 'Hi-Line.exe') };
  }
  if (process.platform === 'darwin') {
    const folder = join(output, process.arch === 'arm64' ? 'mac-arm64' : 'mac');
    return { folder, executable: join(folder, 'Hi-Line.app/Contents/MacOS/Hi-Line') };
  }
  const folder = join(output, 'linux-unpacked');
  return { folder, executable: join(folder, 'hi-line') };
}
