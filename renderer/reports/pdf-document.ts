import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerFile from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

export interface OpenedPdf {
  readonly document: Promise<PDFDocumentProxy>;
  close(): void;
}

/** All documents share one worker, and it refuses a new one while it puts an old one away. */
let putAway: Promise<unknown> = Promise.resolve();

/** The worker is a file of our own, started by us: the content policy forbids the blob that the library would make. */
function openWorker(): void {
  GlobalWorkerOptions.workerPort ??= new Worker(workerFile, { type: 'module' });
}

/** Opens a finished PDF for looking at, one after another. The bytes are copied, because the worker takes them away. */
export function openPdf(pdf: Uint8Array): OpenedPdf {
  let closed = false;
  const task = putAway.then(() => {
    if (closed) throw new Error('Nobody looks at these pages any more.');
    openWorker();
    return getDocument({ data: pdf.slice(), useWasm: false, enableXfa: false });
  });
  return {
    document: task.then((one) => one.promise),
    close: () => {
      closed = true;
      putAway = task.then((one) => one.destroy()).catch(() => undefined);
    },
  };
}
