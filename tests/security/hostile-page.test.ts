// What a page could do if something evil ran in it: nothing. Asked of the real program.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryNames } from '#electron/contract/contract.ts';
import { launch, type RunningApp } from '#scripts/launch-desktop.ts';

describe('a hostile page', () => {
  let running: RunningApp;
  beforeAll(async () => {
    running = await launch();
    await running.page.waitForLoadState('load');
  });
  afterAll(() => running?.close());

  it('has neither Node nor Electron', async () => {
    const kinds = await running.page.evaluate(() =>
      ['require', 'process', 'module', 'global', 'Buffer', '__dirname', 'ipcRenderer', 'electron'].filter(
        (name) => name in globalThis,
      ),
    );
    expect(kinds).toEqual([]);
  });

  it('sees one frozen object with a function for every contract entry and no channel', async () => {
    const { frozen, names } = await running.page.evaluate(() => {
      const api = (globalThis as unknown as { hiline: Record<string, unknown> }).hiline;
      const names = Object.entries(api).flatMap(([area, value]) =>
        typeof value === 'function' ? [area] : Object.keys(value as object).map((verb) => `${area}.${verb}`),
      );
      const frozen =
        Object.isFrozen(api) &&
        Object.values(api).every((value) => typeof value === 'function' || Object.isFrozen(value));
      return { frozen, names };
    });
    expect(frozen).toBe(true);
    expect(names.sort()).toEqual([...entryNames, 'onEvent', 'onPortChange', 'printReady'].sort());
  });

  it('cannot run an injected script, style or frame', async () => {
    const ran = await running.page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.evil = true';
      const style = document.createElement('style');
      style.textContent = 'body { outline: 7px solid red }';
      const frame = document.createElement('iframe');
      frame.src = '/index.html';
      document.body.append(script, style, frame);
      await new Promise((resolve) => setTimeout(resolve, 300));
      let evaluated = true;
      try {
        new Function('return 1')();
      } catch {
        evaluated = false;
      }
      const found = ['evil' in globalThis, getComputedStyle(document.body).outlineWidth === '7px', evaluated];
      for (const node of [script, style, frame]) node.remove();
      return found;
    });
    expect(ran).toEqual([false, false, false]);
    expect(running.app.context().pages()).toHaveLength(1);
  });

  it('cannot reach the network or a file', async () => {
    const reached = await running.page.evaluate(async () => {
      const tries = [
        'https://example.com/',
        'http://127.0.0.1:1/',
        'file:///etc/hosts',
        'app://other/index.html',
      ];
      const answers = await Promise.allSettled(tries.map((address) => fetch(address)));
      const socket = await new Promise((resolve) => {
        try {
          const opened = new WebSocket('ws://127.0.0.1:1/');
          opened.onopen = () => resolve('open');
          opened.onerror = () => resolve('refused');
        } catch {
          resolve('refused');
        }
      });
      const image = await new Promise((resolve) => {
        const picture = new Image();
        picture.onload = () => resolve('loaded');
        picture.onerror = () => resolve('refused');
        picture.src = 'https://example.com/x.png';
      });
      return [...answers.map((answer) => answer.status), socket, image];
    });
    expect(reached).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'refused', 'refused']);
  });

  it('cannot leave its page or open a window', async () => {
    for (const address of [
      'https://example.com/',
      'file:///etc/hosts',
      'app://hi-line/print.html',
      'data:text/html,x',
    ]) {
      await running.page.evaluate((to) => {
        const link = document.createElement('a');
        link.href = to;
        document.body.append(link);
        link.click();
        link.remove();
        window.open(to);
      }, address);
    }
    await running.page.waitForTimeout(300);
    expect(running.page.url()).toMatch(/^app:\/\/hi-line\/index\.html/);
    expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('is refused every permission', async () => {
    const states = await running.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
      const asked = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
      return (await Promise.allSettled(asked)).map((one) =>
        one.status === 'fulfilled' ? one.value.state : 'denied',
      );
    });
    expect(new Set(states)).toEqual(new Set(['denied']));
  });

  it('runs with every lock of Electron on', async () => {
    const locks = await running.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webviewTag, webSecurity } =
        contents.getLastWebPreferences();
      return {
        sandbox,
        contextIsolation,
        nodeIntegration,
        webviewTag: webviewTag ?? false,
        webSecurity: webSecurity ?? true,
      };
    });
    expect(locks).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    });
  });
});
