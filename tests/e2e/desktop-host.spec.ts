// The desktop host around the screens: what happens when a part of it dies, and when it is started twice.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';
import { prepareDesktop } from '#scripts/prepare-desktop.ts';
import { openPracticeDistrict } from '#tests/e2e/support/practice-district.ts';

describe('the desktop host', () => {
  let running: RunningApp | undefined;
  afterEach(async () => {
    await running?.close();
    running = undefined;
  });

  const status = (app: RunningApp) =>
    // biome-ignore lint/suspicious/noExplicitAny: the page's own object has its types in renderer/bridge
    app.page.evaluate(() => (globalThis as any).hiline.district.status({}));

  it('starts the records process again when it dies, and tells the page', async () => {
    running = await launch();
    await status(running);
    await running.page.evaluate(() => {
      // biome-ignore lint/suspicious/noExplicitAny: as above
      const page = globalThis as any;
      page.ports = [];
      page.hiline.onPortChange((open: boolean) => page.ports.push(open));
    });
    await running.app.evaluate(({ app }) => {
      const records = app.getAppMetrics().find((one) => one.name === 'Hi-Line records');
      if (records) process.kill(records.pid, 'SIGKILL');
    });
    await running.page.waitForFunction(
      () => (globalThis as unknown as { ports: boolean[] }).ports.length === 2,
    );
    // biome-ignore lint/suspicious/noExplicitAny: as above
    expect(await running.page.evaluate(() => (globalThis as any).ports)).toEqual([false, true]);
    expect(await status(running)).toMatchObject({ ok: true });
  });

  it('shows what happened when its page dies, and starts it again', async () => {
    running = await launch();
    await status(running);
    const address = () =>
      running?.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
    await running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await expect.poll(address, { timeout: 10_000 }).toBe('app://hi-line/trouble.html?what=page');
    await running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.querySelector('a').click()"),
    );
    await expect.poll(address, { timeout: 10_000 }).toContain('app://hi-line/index.html');
  });

  it('closes the district file in order when the window is closed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hi-line-closing-'));
    try {
      const districtFile = join(folder, 'practice.hiline');
      await openPracticeDistrict(districtFile);
      running = await launch({ districtFile });
      await running.page.getByLabel('Password').fill('practice');
      await running.page.keyboard.press('Enter');
      await running.page.getByRole('heading', { name: 'To do' }).waitFor();
      expect(readdirSync(folder)).toContain('practice.hiline-wal');
      await running.close();
      running = undefined;
      // SQLite takes its journal away only when it is closed; a process that was killed leaves it behind.
      expect(readdirSync(folder)).not.toContain('practice.hiline-wal');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('comes forward instead of opening twice', async () => {
    running = await launch();
    const desktop = await prepareDesktop();
    const second = spawnSync(
      desktop.executable,
      [...desktop.arguments, `--user-data-dir=${running.profile}`],
      {
        env: desktop.environment,
        timeout: 20_000,
      },
    );
    desktop.close();
    expect(second.status).toBe(0);
    expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});
