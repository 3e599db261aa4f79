import './print.css';
import { createRoot } from 'react-dom/client';
import type { ReportPage } from '#domain/system/report-page.ts';
import { call } from '#renderer/bridge/call.ts';
import { PrintedPage } from '#renderer/print/printed-page.tsx';

/** A print window has a port that answers one thing: the page it was opened for. */
async function print(): Promise<void> {
  const page = (await call('reports.page', {})) as unknown as ReportPage;
  document.title = `${page.title}, ${page.range}`;
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <PrintedPage
      page={page}
      onDrawn={() => void document.fonts.ready.then(() => window.hiline.printReady())}
    />,
  );
}

void print();
