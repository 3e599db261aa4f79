import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { PreparedDesktop } from '#scripts/prepare-desktop.ts';

/** A program started as a person starts it, and watched through Chromium's own clock: nothing waits for the watcher. */
export interface WatchedWindow {
  readonly page: Page;
  /** Milliseconds from the start of the process to the first text on the screen, as Chromium noted it. */
  readonly firstPaint: number;
  close(): Promise<void>;
}

export async function openWatched(
  desktop: PreparedDesktop,
  words: readonly string[],
): Promise<WatchedWindow> {
  const profile = mkdtempSync(join(tmpdir(), 'hi-line-bench-profile-'));
  const started = Date.now();
  const child = spawn(
    desktop.executable,
    [...words, `--user-data-dir=${profile}`, '--remote-debugging-port=0'],
    { env: desktop.environment, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const gone = new Promise((resolve) => child.once('exit', resolve));
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    child.kill('SIGKILL');
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    browser = await chromium.connectOverCDP(await debuggingAddress(child));
    const page = await firstPage(browser);
    return { page, firstPaint: (await firstPaintAt(page)) - started, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function debuggingAddress(child: ChildProcess): Promise<string> {
  let said = '';
  for await (const part of child.stderr ?? []) {
    said += String(part);
    const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
    if (address) {
      child.stderr?.resume();
      return address;
    }
  }
  throw new Error(`The program ended before it opened a window: ${said.slice(-400)}`);
}

async function firstPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0];
  if (!context) throw new Error('The program has no window.');
  return context.pages()[0] ?? (await context.waitForEvent('page'));
}

const firstPaintAt = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    for (;;) {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      if (paint) return performance.timeOrigin + paint.startTime;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });
