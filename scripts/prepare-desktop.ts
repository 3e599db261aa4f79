// Everything needed to start the desktop program from a script: the runtime, a current build and a screen to draw on.
import { dirname } from 'node:path';
import { buildApp } from '#scripts/building/build-app.ts';
import { type ElectronRuntime, electronRuntime } from '#scripts/electron-runtime.ts';
import { projectRoot } from '#scripts/runtime/run.ts';
import { withDisplay } from '#scripts/with-display.ts';

export interface PreparedDesktop {
  readonly executable: string;
  /** The app's folder first, then what this machine needs; a caller adds its own after them. */
  readonly arguments: readonly string[];
  readonly environment: Record<string, string>;
  readonly runtime: ElectronRuntime;
  readonly appFolder: string;
  close(): void;
}

export async function prepareDesktop(): Promise<PreparedDesktop> {
  const runtime = await electronRuntime();
  const { folder } = await buildApp(runtime);
  const display = await withDisplay();
  return {
    executable: runtime.executable,
    arguments: [projectRoot, ...sandboxArguments()],
    environment: { ...inherited(), ...display.environment, ...quietBus() },
    runtime,
    appFolder: dirname(folder),
    close: display.close,
  };
}

/** Chromium refuses its sandbox to root. Nobody should run Hi-Line as root; test machines do. */
export function sandboxArguments(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Without a desktop session Chromium would report a missing message bus again and again. */
export function quietBus(): Record<string, string> {
  return process.env.DBUS_SESSION_BUS_ADDRESS ? {} : { DBUS_SESSION_BUS_ADDRESS: 'disabled:' };
}

/**
 * A shell inside an editor built on Electron sets the first, and Electron would start as plain Node. The second is of our
 * scripts (scripts/setup.mjs); the program is to start as it does in an office.
 */
const notForElectron: ReadonlySet<string> = new Set(['ELECTRON_RUN_AS_NODE', 'NODE_COMPILE_CACHE']);

function inherited(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries.filter(([name]) => !notForElectron.has(name)));
}
