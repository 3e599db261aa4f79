// Starts the real program for a test: a fresh profile, the real bundles, a hidden screen where there is none. It notes
// everything a page complained about, so that a test can end with `expectQuiet`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { type PreparedDesktop, prepareDesktop } from '#scripts/prepare-desktop.ts';

export interface LaunchOptions {
  /** The district file to open; without it the program looks in its own, empty profile. */
  readonly districtFile?: string;
  /** A profile to use again, for tests about a second start; a fresh one otherwise, removed on close. */
  readonly profile?: string;
  readonly arguments?: readonly string[];
  /** The packed program instead of the one in out/app. */
  readonly executable?: string;
}

export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly profile: string;
  /** Page errors, console errors and content-policy violations of all windows, in order. */
  readonly complaints: string[];
  /** What the program's processes wrote to stdout and stderr. */
  readonly output: string[];
  close(): Promise<void>;
}

/** How long a start or a step in a window may take, in milliseconds; a busy machine of two cores needs it now and then. */
const patience = 60_000;

let prepared: Promise<PreparedDesktop> | undefined;

/** Starts Hi-Line and waits for its first window. Always `close` it, also when the test fails. */
export async function launch(options: LaunchOptions = {}): Promise<RunningApp> {
  prepared ??= prepareDesktop();
  const desktop = await prepared;
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'hi-line-profile-'));
  const words = options.executable ? desktop.arguments.slice(1) : desktop.arguments;
  const app = await _electron.launch({
    executablePath: options.executable ?? desktop.executable,
    args: [
      ...words,
      `--user-data-dir=${profile}`,
      ...(options.districtFile ? [`--district-file=${options.districtFile}`] : []),
      ...(options.arguments ?? []),
    ],
    env: desktop.environment,
    timeout: patience,
  });
  app.context().setDefaultTimeout(patience);
  const complaints: string[] = [];
  const output: string[] = [];
  app.process().stdout?.on('data', (part) => output.push(String(part)));
  app.process().stderr?.on('data', (part) => output.push(String(part)));
  app.on('window', (page) => listen(page, complaints));
  const page = await app.firstWindow();
  listen(page, complaints);
  const close = async () => {
    await app.close();
    if (!options.profile) rmSync(profile, { recursive: true, force: true });
  };
  return { app, page, profile, complaints, output, close };
}

const heard = new WeakSet<Page>();

function listen(page: Page, complaints: string[]): void {
  if (heard.has(page)) return;
  heard.add(page);
  page.on('pageerror', (error) => complaints.push(`page error: ${error.message}`));
  // Chromium reports a violation of the content policy as a console error, from the very first byte of a page on.
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console error: ${message.text()}`);
  });
}
