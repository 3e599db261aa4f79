// Runs the packed program as a user without rights, with Chromium's real sandbox, as it runs in a school.
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { quietBus } from '#scripts/prepare-desktop.ts';
import { withDisplay } from '#scripts/with-display.ts';

const nobody = 65_534;

export interface RunAsNobody {
  /** The `Seccomp:` line's number of each renderer process: 2 means that its system calls are filtered. */
  rendererSeccomp(): Promise<number[]>;
  readonly output: string[];
  stop(): Promise<void>;
}

/** Starts a copy that everybody may read; a checkout often lies in a private folder. */
export async function runAsNobody(executable: string): Promise<RunAsNobody> {
  const place = mkdtempSync(join(tmpdir(), 'hi-line-nobody-'));
  chmodSync(place, 0o755);
  const program = join(place, 'program');
  cpSync(dirname(executable), program, { recursive: true });
  const helper = join(program, 'chrome-sandbox');
  const root = process.getuid?.() === 0;
  // What the .deb does at installation: where user namespaces are off, the sandbox needs this helper.
  if (root) chmodSync(helper, 0o4755);
  const home = join(place, 'home');
  mkdirSync(home);
  if (root) chownSync(home, nobody, nobody);
  const display = await withDisplay();
  const output: string[] = [];
  const child = spawn(join(program, basename(executable)), [`--user-data-dir=${join(home, 'profile')}`], {
    cwd: home,
    env: {
      PATH: process.env.PATH,
      HOME: home,
      DISPLAY: process.env.DISPLAY,
      ...display.environment,
      ...quietBus(),
    },
    ...(root ? { uid: nobody, gid: nobody } : {}),
  });
  child.stdout?.on('data', (part) => output.push(String(part)));
  child.stderr?.on('data', (part) => output.push(String(part)));
  return {
    output,
    rendererSeccomp: () => rendererSeccomp(child),
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.kill('SIGTERM')) await gone;
      display.close();
      rmSync(place, { recursive: true, force: true });
    },
  };
}

async function rendererSeccomp(child: ChildProcess): Promise<number[]> {
  for (let tries = 0; tries < 100 && child.exitCode === null; tries += 1) {
    const found = processesBelow(child.pid ?? 0)
      .filter((pid) => readProcess(pid, 'cmdline').includes('--type=renderer'))
      .map((pid) => Number(/^Seccomp:\s*(\d)/m.exec(readProcess(pid, 'status'))?.[1]));
    // A renderer puts its filter on a moment after it was born.
    if (found.length > 0 && found.every((mode) => mode === 2)) return found;
    if (found.length > 0 && tries > 60) return found;
    await pause(100);
  }
  return [];
}

function processesBelow(ancestor: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    parents.set(Number(name), Number(/^PPid:\s*(\d+)/m.exec(readProcess(Number(name), 'status'))?.[1] ?? 0));
  }
  const isBelow = (pid: number): boolean => pid === ancestor || (pid > 1 && isBelow(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isBelow);
}

function readProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it ended in the meantime
  }
}
