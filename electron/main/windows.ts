// The visible window. Its page runs in Chromium's sandbox and sees nothing but the frozen object of the preload.
import { join } from 'node:path';
import { BrowserWindow, type WebPreferences } from 'electron';
import { appOrigin } from '#electron/main/addresses.ts';
import { keepZoomKeys } from '#electron/main/zoom.ts';

export const webPreferences: WebPreferences = {
  preload: join(__dirname, 'preload.cjs'),
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false, // it would look words up, and names are not misspelled
  navigateOnDragDrop: false,
};

/** Opens the office window, sized for the 1366 × 768 laptop that most schools have. */
export function openMainWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1340,
    height: 720,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#ffffff',
    title: 'Hi-Line',
    webPreferences,
  });
  window.once('ready-to-show', () => window.show());
  keepZoomKeys(window.webContents);
  recover(window);
  void window.loadURL(`${appOrigin}/index.html`).catch(() => showTrouble(window, 'files'));
  return window;
}

/** Replaces the page by one that says what happened; see trouble-page.ts for the stories. */
export function showTrouble(window: BrowserWindow, what: 'files' | 'page' | 'records'): void {
  if (window.isDestroyed()) return;
  void window.loadURL(`${appOrigin}/trouble.html?what=${what}`).catch(() => undefined);
  window.show();
}

function recover(window: BrowserWindow): void {
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') showTrouble(window, 'page');
  });
}
