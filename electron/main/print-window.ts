// One way to paper for every report: a print page in a hidden window, made into a PDF. The page gets a port that answers
// the one report it was opened for, says when it has finished drawing, and is closed again.
import { BrowserWindow, type WebContents } from 'electron';
import { appOrigin } from '#electron/main/addresses.ts';
import { ServiceFailure } from '#electron/main/failure.ts';
import { webPreferences } from '#electron/main/windows.ts';

const readyWithinMs = 60_000;

interface Waiting {
  readonly ticket: string;
  readonly ready: () => void;
}

const waiting = new Map<WebContents, Waiting>();

/** The report a hidden window was opened for; undefined for every other window. */
export const ticketOf = (contents: WebContents): string | undefined => waiting.get(contents)?.ticket;

/** The page of a hidden window says that everything is drawn. */
export const reportIsDrawn = (contents: WebContents): void => waiting.get(contents)?.ready();

/**
 * The report as a tagged PDF on US Letter. `input`: reportTicket, landscape, title, and header and footer as HTML
 * templates of Chromium (spans of class pageNumber and totalPages), already escaped by whoever wrote them.
 */
export async function renderReport(input: Readonly<Record<string, unknown>>): Promise<Uint8Array> {
  const ticket = input.reportTicket;
  if (typeof ticket !== 'string')
    throw new ServiceFailure('invalid-input', 'A report to print needs its ticket.');
  const window = new BrowserWindow({
    show: false,
    width: 1056,
    height: 1056,
    title: typeof input.title === 'string' ? input.title : 'Report',
    webPreferences: { ...webPreferences, backgroundThrottling: false },
  });
  try {
    await drawn(window, ticket);
    return await window.webContents.printToPDF({
      pageSize: 'Letter',
      landscape: input.landscape === true,
      printBackground: true,
      generateTaggedPDF: true,
      displayHeaderFooter: true,
      headerTemplate: template(input.header),
      footerTemplate: template(input.footer),
      margins: { top: 0.8, bottom: 0.7, left: 0.5, right: 0.5 },
    });
  } finally {
    waiting.delete(window.webContents);
    window.destroy();
  }
}

/** An empty template would make Chromium print its own date and address. */
const template = (given: unknown): string =>
  typeof given === 'string' && given !== '' ? given : '<span></span>';

function drawn(window: BrowserWindow, ticket: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (message: string) => reject(new ServiceFailure('unexpected', message));
    const timer = setTimeout(
      () => refuse('The report was not ready within a minute. Try a shorter date range or fewer students.'),
      readyWithinMs,
    );
    const settle = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    waiting.set(window.webContents, { ticket, ready: () => settle(resolve) });
    window.webContents.once('render-process-gone', () =>
      settle(() =>
        refuse('The report could not be drawn: its page stopped. Try again, or try a shorter date range.'),
      ),
    );
    window
      .loadURL(`${appOrigin}/print.html`)
      .catch(() =>
        settle(() =>
          refuse('The page for printed reports could not be opened. Install Hi-Line again over this copy.'),
        ),
      );
  });
}
