import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentLoadingTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerFile from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

/** The worker is a file of our own, started by us: the content policy forbids the blob that the library would make. */
function openWorker(): void {
  GlobalWorkerOptions.workerPort ??= new Worker(workerFile, { type: 'module' });
}

/** Opens a finished PDF for looking at. The bytes are copied, because the worker takes them away. */
export function openPdf(pdf: Uint8Array): PDFDocumentLoadingTask {
  openWorker();
  return getDocument({ data: pdf.slice(), useWasm: false, enableXfa: false });
}
