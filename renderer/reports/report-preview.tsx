import { useEffect, useMemo, useState } from 'react';
import type { ReportName, ReportOptions } from '#domain/system/reports.ts';
import { call } from '#renderer/bridge/call.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { PdfView } from '#renderer/reports/pdf-view.tsx';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';

interface Shown {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly title: string;
}

/** A date is typed digit by digit; the pages wait until the typing rests. */
const REST_MS = 250;

/** The pages as they will come out, and what can be done with them. The very bytes shown are printed and saved. */
export function ReportPreview({
  report,
  options,
  csv,
}: {
  report: ReportName;
  options: ReportOptions;
  csv: boolean;
}) {
  const text = JSON.stringify({ report, options });
  const asked = useMemo(() => JSON.parse(text) as { report: ReportName; options: ReportOptions }, [text]);
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(true);
  const [round, setRound] = useState(0);
  const print = useCommand('reports.print');
  const saveCsv = useCommand('reports.save-csv');
  const paper = useCommand('reports.paper');

  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for the same pages again
  useEffect(() => {
    let here = true;
    setBusy(true);
    const timer = setTimeout(async () => {
      try {
        const made = await call('reports.preview', asked);
        if (!here) return;
        setShown(made);
        setError(null);
        announce(`${made.title}: ${count(made.pages, 'page')}`);
      } catch (failure) {
        if (here) setError(failure as Error);
      }
      if (here) setBusy(false);
    }, REST_MS);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [asked, round]);

  const working = print.isPending || saveCsv.isPending || paper.isPending;
  const ready = shown !== null && !busy && !error;
  return (
    <>
      <div className="row">
        <button
          type="button"
          className="main"
          disabled={!ready || working}
          onClick={() => paper.mutate(asked)}
        >
          Print
        </button>
        <button type="button" disabled={!ready || working} onClick={() => print.mutate(asked)}>
          Save PDF
        </button>
        {csv && (
          <button type="button" disabled={busy || working} onClick={() => saveCsv.mutate(asked)}>
            Save CSV
          </button>
        )}
        <button type="button" className="plain" disabled={busy} onClick={() => setRound(round + 1)}>
          Make the pages again
        </button>
        <span className="soft" data-testid="pages">
          {busy ? 'Making the pages…' : ready ? count(shown.pages, 'page') : ''}
        </span>
        {(print.data?.saved || saveCsv.data?.saved) && !working && <span role="status">Saved</span>}
      </div>
      <Failed of={error ?? print.error ?? saveCsv.error ?? paper.error} />
      {shown && !error && <PdfView pdf={shown.pdf} title={shown.title} />}
    </>
  );
}
