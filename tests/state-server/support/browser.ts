import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type Page } from 'playwright-core';
import { electronRuntime } from '#scripts/electron-runtime.ts';
import { quietBus, sandboxArguments } from '#scripts/prepare-desktop.ts';
import { withDisplay } from '#scripts/with-display.ts';

/** A real browser window with nothing of Hi-Line in it. */
export interface Browser {
  readonly page: Page;
  /** What pages complained about: script errors and breaches of the content policy. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const runtime = await electronRuntime();
  const display = await withDisplay();
  const profile = mkdtempSync(join(tmpdir(), 'hi-line-browser-'));
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: [
      fileURLToPath(new URL('browser-app', import.meta.url)),
      ...sandboxArguments(),
      `--user-data-dir=${profile}`,
    ],
    env: { ...(process.env as Record<string, string>), ...display.environment, ...quietBus() },
  });
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    page,
    complaints,
    close: async () => {
      await app.close();
      display.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
