import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { openPdf } from '#renderer/reports/pdf-document.ts';
import styles from './reports.module.css';

/** The real pages of a finished PDF, drawn as they come into view. */
export function PdfView({ pdf, title }: { pdf: Uint8Array; title: string }) {
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    setDocument(null);
    setFailed(false);
    const pages = openPdf(pdf);
    let here = true;
    pages.document.then(
      (opened) => here && setDocument(opened),
      () => here && setFailed(true),
    );
    return () => {
      here = false;
      pages.close();
    };
  }, [pdf]);
  if (failed)
    return (
      <p className="notice bad" role="alert">
        The pages cannot be shown here. They can still be printed or saved.
      </p>
    );
  if (!document) return null;
  return (
    <ol className={styles.sheets} aria-label={`Pages of ${title}`}>
      {Array.from({ length: document.numPages }, (_, at) => at + 1).map((number) => (
        <li key={number}>
          <Sheet document={document} number={number} onFailed={setFailed} />
        </li>
      ))}
    </ol>
  );
}

/** US Letter before the page itself says what it is, so that the scroll bar does not jump. */
const LETTER = { width: 816, height: 1056 };
const POINTS_TO_PIXELS = 96 / 72;

function Sheet({
  document,
  number,
  onFailed,
}: {
  document: PDFDocumentProxy;
  number: number;
  onFailed: (failed: true) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [near, setNear] = useState(number === 1);
  const [words, setWords] = useState('');

  useEffect(() => {
    const element = canvas.current;
    if (near || !element) return;
    const watch = new IntersectionObserver(
      (seen) => {
        if (seen.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: '600px' },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, [near]);

  useEffect(() => {
    const element = canvas.current;
    if (!near || !element) return;
    let stop: (() => void) | undefined;
    let here = true;
    const draw = async (): Promise<void> => {
      const page = await document.getPage(number);
      if (!here) return;
      const sharp = Math.max(window.devicePixelRatio, 1.5);
      const viewport = page.getViewport({ scale: POINTS_TO_PIXELS * sharp });
      element.width = viewport.width;
      element.height = viewport.height;
      const drawing = page.render({ canvas: element, viewport });
      stop = () => drawing.cancel();
      await drawing.promise;
      const { items } = await page.getTextContent();
      if (here)
        setWords(
          items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''),
        );
    };
    // Leaving the screen cancels the drawing; that is no failure.
    draw().catch(() => here && onFailed(true));
    return () => {
      here = false;
      stop?.();
    };
  }, [document, near, number, onFailed]);

  return (
    <>
      <canvas
        ref={canvas}
        className={styles.sheet}
        width={LETTER.width}
        height={LETTER.height}
        role="img"
        aria-label={`Page ${number} of ${document.numPages}`}
        data-drawn={words !== '' || undefined}
        data-name
      />
      <p className="unseen">{words}</p>
    </>
  );
}
