import '@fontsource-variable/inter';
import '#renderer/print/paper.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { ReportPage } from '#domain/system/report-page.ts';
import { call } from '#renderer/bridge/call.ts';
import { Paper } from '#renderer/print/paper.tsx';

/** A print window: asks for the one page it was opened for, draws it, and says so when the last letter is there. */
async function draw(): Promise<void> {
  const page: ReportPage = await call('reports.page', {});
  document.title = page.title;
  const root = document.getElementById('page');
  if (!root) return;
  flushSync(() => createRoot(root).render(<Paper page={page} />));
  // Laying the page out is what asks for its fonts; without that "ready" would come before they are wanted.
  root.getBoundingClientRect();
  await document.fonts.ready;
  window.hiline.printReady();
}

void draw();
