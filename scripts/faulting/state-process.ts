// The state server as a process that can be killed and started again on the same port.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '#scripts/runtime/run.ts';

export class KillableState {
  readonly port: number;
  readonly #place: string;
  #child: ChildProcess | undefined;

  private constructor(place: string, port: number) {
    this.#place = place;
    this.port = port;
  }

  static async start(place: string): Promise<KillableState> {
    const state = new KillableState(place, await freePort());
    await state.start();
    return state;
  }

  start(): Promise<void> {
    const child = spawn(
      process.execPath,
      [
        ...[join(projectRoot, 'scripts/state-server.ts'), '--database', this.#place],
        ...['--port', String(this.port)],
      ],
      { cwd: projectRoot, stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, STATE_LOG: 'silent' } },
    );
    this.#child = child;
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`The state server ended with ${code}.`)));
      createInterface(child.stdout).once('line', () => resolve());
    });
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await gone;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
