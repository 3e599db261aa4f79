import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../../scripts/state-server.ts', import.meta.url));

/** A real state server in a process of its own. */
export interface StateProcess {
  readonly url: string;
  readonly pid: number;
  /** SIGTERM, then waits; the exit code, 0 when it ended by itself. */
  stop(): Promise<number | null>;
  /** SIGKILL: a power cut. */
  kill(): Promise<void>;
  /** Everything it has logged. */
  log(): string;
}

/** Starts a server on that database (SQLite path or postgres:// address) and a free port. */
export function startStateProcess(database: string, options: { port?: number } = {}): Promise<StateProcess> {
  const args = [SCRIPT, '--database', database, '--port', String(options.port ?? 0)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The state server ended with ${code}: ${log}`)));
    createInterface(child.stdout).once('line', (line) => {
      const { url, pid } = JSON.parse(line) as { url: string; pid: number };
      resolve({
        url,
        pid,
        stop: () => end(child, 'SIGTERM'),
        kill: async () => void (await end(child, 'SIGKILL')),
        log: () => log,
      });
    });
  });
}

function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode);
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}

/** Runs one command of the state server's and returns the JSON line it prints. Throws with what it says otherwise. */
export function stateCommand(
  database: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Record<string, string> {
  const done = spawnSync(process.execPath, [SCRIPT, ...args, '--database', database], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout) as Record<string, string>;
}
