// What no window of Hi-Line may do, whatever ends up running inside it.
import { app, type Session, type WebContents } from 'electron';
import { isFirstPage, staysInside } from '#electron/main/addresses.ts';

/** Refuses every permission and every request that does not stay inside the program. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !staysInside(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
}

/** Applied to every web contents at its birth, so a forgotten window cannot be an open one. */
export function lockAllContents(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}

function lockContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // A dropped file or a link in imported text arrives here as a navigation.
  contents.on('will-navigate', (event) => {
    if (!isFirstPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isFirstPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
}
