import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.mjs?url';
import { useEffect, useRef, useState } from 'react';
import styles from './reports.module.css';

GlobalWorkerOptions.workerSrc = workerUrl;

/** The pages of the very PDF that is printed or saved. A frame would be blocked by the content policy. */
export function PdfPages({ pdf, title }: { pdf: Uint8Array; title: string }) {
  const place = useRef<HTMLDivElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    // The reader keeps the bytes it is given, so it gets its own.
    const loading = getDocument({ data: pdf.slice() });
    const draw = async (): Promise<void> => {
      const document_ = await loading.promise;
      place.current?.replaceChildren();
      for (let n = 1; n <= document_.numPages && !gone; n++) {
        const page = await document_.getPage(n);
        const viewport = page.getViewport({ scale: 1.35 });
        const canvas = document.createElement('canvas');
        canvas.width = viewport.width;
        canvas.height = viewport.height;
        canvas.className = styles.page ?? '';
        canvas.setAttribute('role', 'img');
        canvas.setAttribute('aria-label', `${title}, page ${n} of ${document_.numPages}`);
        await page.render({ canvas, viewport }).promise;
        if (!gone) place.current?.append(canvas);
      }
    };
    draw().catch(() => !gone && setFailed(true));
    return () => {
      gone = true;
      void loading.destroy();
    };
  }, [pdf, title]);
  return (
    <>
      {failed && (
        <p className="notice bad">The pages cannot be shown here, but they can be printed and saved.</p>
      )}
      <div ref={place} data-testid="pdf-pages" />
    </>
  );
}
