// A screen to draw on where there is none: starts Xvfb on a free number and takes it away again.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

export interface Display {
  /** Variables that a program needs to draw there; empty where a screen was there already. */
  readonly environment: Readonly<Record<string, string>>;
  close(): void;
}

/** True when a window could be seen by somebody. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The present screen, or a hidden one of 1366 × 768 that lives until `close` or the end of this process. */
export async function withDisplay(): Promise<Display> {
  if (hasDisplay()) return { environment: {}, close: () => undefined };
  if (spawnSync('which', ['Xvfb']).status !== 0) {
    throw new Error('There is no display and no Xvfb. Install it with: sudo apt-get install xvfb');
  }
  // Xvfb itself picks the first free number and writes it to file descriptor 3.
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1366x768x24', '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const number = await displayNumber(server);
  const close = () => {
    process.off('exit', close);
    server.kill();
  };
  process.on('exit', close);
  server.unref();
  (server.stdio[3] as unknown as { unref?(): void }).unref?.();
  return { environment: { DISPLAY: `:${number}` }, close };
}

function displayNumber(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error('Xvfb did not start within 10 seconds.')), 10_000);
    server.stdio[3]?.on('data', (part) => {
      text += String(part);
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.trim());
    });
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`Xvfb ended with ${code} before it could be used.`)));
  });
}
