// A finished PDF to a printer, through the system's print dialog, so that what was previewed is what comes out.
import { randomUUID } from 'node:crypto';
import { BrowserWindow } from 'electron';
import { appOrigin } from '#electron/main/addresses.ts';
import { heldDocuments } from '#electron/main/app-protocol.ts';
import { ServiceFailure } from '#electron/main/failure.ts';

/** Opens the print dialog for a PDF; true when it was sent to a printer, false when the dialog was closed. */
export async function printOnPaper(pdf: Uint8Array): Promise<boolean> {
  const path = `/paper/${randomUUID()}.pdf`;
  // Chromium's PDF viewer does the printing; the window has no preload and nothing but this document.
  const window = new BrowserWindow({
    show: false,
    webPreferences: { sandbox: true, plugins: true, spellcheck: false },
  });
  heldDocuments.set(path, pdf);
  try {
    if ((await window.webContents.getPrintersAsync()).length === 0) {
      throw new ServiceFailure(
        'not-found',
        'No printer is set up on this computer. Save the report as a PDF instead.',
      );
    }
    await window.loadURL(`${appOrigin}${path}`);
    return await new Promise((resolve, reject) => {
      window.webContents.print(
        { silent: false, printBackground: true, pageSize: 'Letter' },
        (sent, reason) => {
          if (sent || /cancel/i.test(reason)) return resolve(sent);
          reject(
            new ServiceFailure(
              'unexpected',
              'The printer did not take the report. Look at the printer, then try again.',
            ),
          );
        },
      );
    });
  } finally {
    heldDocuments.delete(path);
    window.destroy();
  }
}
