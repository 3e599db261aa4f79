import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Input, Output } from '#electron/contract/contract.ts';
import { PersonPicker } from '#renderer/attendance/person-picker.tsx';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { PdfPages } from '#renderer/reports/pdf-pages.tsx';
import { Totals } from '#renderer/reports/totals.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';
import styles from './reports.module.css';

type Request = Input<'reports.print'>;
type Options = NonNullable<Request['options']>;
type Report = Output<'reports.list'>[number];

/** Options chosen for each report, remembered while the program runs. */
const remembered = new Map<string, Options>();

/** Choose a report, look at its real pages, print or save it. */
export default function ReportsPage() {
  const [search] = useSearchParams();
  const list = useRead('reports.list', {});
  const [chosen, setChosen] = useState(search.get('report') ?? 'daily-attendance');
  const allowed = (list.data ?? []).filter((report) => report.allowed);
  const report = allowed.find((one) => one.name === chosen) ?? allowed[0];
  const plan = search.get('plan');
  return (
    <>
      <h1>Reports</h1>
      <Failed of={list.error} />
      <Totals />
      <div className={styles.two}>
        <nav aria-label="Reports" className="card">
          <ul className={styles.list}>
            {allowed
              .filter((one) => one.name !== 'explain')
              .map((one) => (
                <li key={one.name}>
                  <button
                    type="button"
                    aria-pressed={one === report}
                    className={one === report ? 'main' : undefined}
                    onClick={() => setChosen(one.name)}
                  >
                    {one.title}
                  </button>
                </li>
              ))}
          </ul>
        </nav>
        {report && (
          <OneReport
            key={report.name}
            report={report}
            given={report.name === 'iep' && plan ? { planId: plan } : {}}
          />
        )}
      </div>
    </>
  );
}

function OneReport({ report, given }: { report: Report; given: Options }) {
  const status = useRead('district.status', {});
  const overview = useRead('school.overview', {});
  const today = status.data?.today ?? '';
  const [options, setOptionsNow] = useState<Options>({ ...remembered.get(report.name), ...given });
  const preview = useCommand('reports.preview');
  const print = useCommand('reports.paper');
  const save = useCommand('reports.print');
  const csv = useCommand('reports.save-csv');
  const sections = useRead(
    'attendance.day',
    { date: options.date ?? today },
    { enabled: today !== '' && report.options.includes('sectionId') },
  );
  const plans = useRead('special-education.list', {}, { enabled: report.options.includes('planId') });
  const setOptions = (change: Options): void => {
    const next = Object.fromEntries(
      Object.entries({ ...options, ...change }).filter(([, value]) => value !== '' && value !== undefined),
    ) as Options;
    remembered.set(report.name, next);
    setOptionsNow(next);
    preview.reset();
  };
  const asked = { report: report.name, options } as Request;
  const takes = (option: string): boolean => report.options.includes(option);
  const shown = preview.data;

  return (
    <section className="card" aria-label={report.title}>
      <h2>{report.title}</h2>
      <p className="soft">{report.about}</p>
      <div className="row">
        {takes('date') && (
          <DateField label="Day" value={options.date ?? today} onChange={(date) => setOptions({ date })} />
        )}
        {takes('month') && (
          <div className="field">
            <label htmlFor="month">Month</label>
            <input
              id="month"
              type="month"
              value={options.month ?? today.slice(0, 7)}
              onChange={(event) => setOptions({ month: event.target.value })}
            />
          </div>
        )}
        {takes('from') && (
          <DateField label="From" value={options.from ?? ''} onChange={(from) => setOptions({ from })} />
        )}
        {takes('to') && (
          <DateField label="To" value={options.to ?? ''} onChange={(to) => setOptions({ to })} />
        )}
        {takes('school') && (
          <Choose
            label="School"
            value={options.school ?? ''}
            none="All schools"
            onChange={(school) => setOptions({ school })}
            choices={(overview.data?.schools ?? []).map((s) => ({ code: s.number, label: s.name }))}
          />
        )}
        {takes('sectionId') && (
          <Choose
            label="Room or class"
            value={options.sectionId ?? ''}
            none="Choose"
            onChange={(sectionId) => setOptions({ sectionId })}
            choices={(sections.data ?? [])
              .flatMap((board) => board.rooms)
              .map((room) => ({ code: room.id, label: `${room.name} (${room.schoolName})` }))}
          />
        )}
        {takes('planId') && (
          <Choose
            label="Plan"
            value={options.planId ?? ''}
            none="Choose"
            onChange={(planId) => setOptions({ planId })}
            choices={(plans.data ?? []).map((one) => ({
              code: one.id,
              label: `${one.studentName}, ${one.meetingDate}`,
            }))}
          />
        )}
        {takes('studentId') && today !== '' && (
          <PersonPicker date={today} onPick={(pupil) => setOptions({ studentId: pupil.studentId })} />
        )}
      </div>
      <div className="row">
        <button
          type="button"
          className="main"
          disabled={preview.isPending}
          onClick={() => preview.mutate(asked)}
        >
          {preview.isPending ? 'Drawing…' : 'Show the pages'}
        </button>
        <button type="button" onClick={() => print.mutate(asked)}>
          Print
        </button>
        <button type="button" onClick={() => save.mutate(asked)}>
          Save as PDF
        </button>
        {report.csv && (
          <button type="button" onClick={() => csv.mutate(asked)}>
            Save as CSV
          </button>
        )}
      </div>
      <Failed of={preview.error ?? print.error ?? save.error ?? csv.error} />
      {save.data?.saved && <p role="status">Saved.</p>}
      {shown && (
        <>
          <p role="status">{count(shown.pages, 'page')}</p>
          <PdfPages pdf={shown.pdf} title={shown.title} />
        </>
      )}
    </section>
  );
}

function DateField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (date: string) => void;
}) {
  const id = `report-${label.toLowerCase()}`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
