// The order in which the desktop program starts. The data process is started before the window, so that the district's
// file is being opened while the first page paints.
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, session } from 'electron';
import { registerAppScheme, serveAppFiles } from '#electron/main/app-protocol.ts';
import {
  type DataProcessHost,
  type StartMessage,
  startDataProcess,
} from '#electron/main/data-process-host.ts';
import { finish, finishWithError, readCall } from '#electron/main/headless.ts';
import { lockAllContents, lockSession } from '#electron/main/locks.ts';
import { setMenu } from '#electron/main/menu.ts';
import { isOwnPageFrame } from '#electron/main/own-frame.ts';
import { reportIsDrawn, ticketOf } from '#electron/main/print-window.ts';
import { answerRequest } from '#electron/main/services.ts';
import { openMainWindow, showTrouble } from '#electron/main/windows.ts';

const headless = app.commandLine.hasSwitch('headless-entry');
let host: DataProcessHost | undefined;
let mainWindow: BrowserWindow | undefined;

function boot(): void {
  registerAppScheme();
  // Test machines run as root, to whom Chromium refuses its sandbox; every window asks for it by itself as well.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  lockAllContents();
  const profile = app.commandLine.getSwitchValue('user-data-dir');
  if (profile) app.setPath('userData', profile);
  // A headless run is no second copy of the program; the district file's own lock keeps the two apart.
  if (!headless && !app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  app.on('second-instance', () => comeForward());
  app.on('window-all-closed', () => {
    if (!headless) app.quit();
  });
  app.on('before-quit', (event) => quitInOrder(event));
  app.whenReady().then(start, (error) => finishWithError(error));
}

function start(): void {
  setMenu();
  lockSession(session.defaultSession);
  serveAppFiles(join(__dirname, 'renderer'));
  host = startDataProcess({ start: startMessage(), onMessage, onRestart: () => undefined, onGivingUp });
  ipcMain.on('data-port-wanted', (event) => {
    if (isOwnPageFrame(event.senderFrame)) host?.connect(event.sender, ticketOf(event.sender));
  });
  ipcMain.on('print-ready', (event) => {
    if (isOwnPageFrame(event.senderFrame)) reportIsDrawn(event.sender);
  });
  if (headless) void readCall().then((call) => host?.send(call), finishWithError);
  else mainWindow = openMainWindow();
}

function startMessage(): StartMessage {
  const districtFile = app.commandLine.getSwitchValue('district-file');
  return {
    kind: 'start',
    userData: app.getPath('userData'),
    documents: app.getPath('documents'),
    ...(districtFile ? { districtFile } : {}),
    version: app.getVersion(),
    standIn: __STAND_IN__,
    packaged: app.isPackaged,
  };
}

type Incoming = { kind?: string; id?: unknown; service?: string; input?: unknown };

function onMessage(message: unknown, reply: (answer: unknown) => void): void {
  const incoming = (message ?? {}) as Incoming;
  if (incoming.kind === 'request') {
    void answerRequest({ id: incoming.id, service: String(incoming.service), input: incoming.input }).then(
      reply,
    );
  } else if (incoming.kind === 'headless-answer' && headless) {
    const { kind: _kind, ...answer } = incoming;
    finish(answer as { ok: boolean });
  }
}

function onGivingUp(): void {
  if (headless)
    finishWithError(new Error('The records process stopped several times; see its messages above.'));
  for (const window of BrowserWindow.getAllWindows()) showTrouble(window, 'records');
}

function comeForward(): void {
  if (mainWindow?.isMinimized()) mainWindow.restore();
  mainWindow?.focus();
}

/** The data process closes its database before the program is gone. */
function quitInOrder(event: Electron.Event): void {
  if (!host) return;
  event.preventDefault();
  const leaving = host;
  host = undefined;
  void leaving.stop().then(() => app.quit());
}

boot();
