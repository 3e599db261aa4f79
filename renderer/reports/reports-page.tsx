import { useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { ReportName, ReportOption, ReportOptions } from '#domain/system/reports.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { ReportOptionFields } from '#renderer/reports/report-options.tsx';
import { ReportPreview } from '#renderer/reports/report-preview.tsx';
import { TotalsTable } from '#renderer/reports/totals-table.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import styles from './reports.module.css';

type Facts = Output<'reports.list'>[number];

/** What was chosen for each report, as long as the window is open. */
const remembered = new Map<string, ReportOptions>();

/** Short names that links to this page use. */
const ALIASES: Readonly<Record<string, ReportOption>> = {
  plan: 'planId',
  student: 'studentId',
  section: 'sectionId',
  enrollment: 'enrollmentId',
};

/** Every report: choose one, see its real pages, print or save them. */
export default function ReportsPage() {
  const list = useRead('reports.list', {});
  const status = useRead('district.status', {});
  const [search] = useSearchParams();
  const allowed = (list.data ?? []).filter((report) => report.allowed);
  const wanted = search.get('report');
  const report = allowed.find((one) => one.name === wanted) ?? allowed[0];
  const refused = wanted !== null && list.data !== undefined && report?.name !== wanted;
  return (
    <>
      <h1>Reports</h1>
      <Failed of={list.error} />
      <div className={styles.layout}>
        <nav className={styles.list} aria-label="Reports">
          <ul>
            {allowed.map((one) => (
              <li key={one.name}>
                <Link
                  to={`/reports?report=${one.name}`}
                  aria-current={one.name === report?.name ? 'page' : undefined}
                >
                  {one.title}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {refused && (
          <p className="notice care">Your role does not allow that report, or there is no such report.</p>
        )}
        {report && !refused && status.data && (
          <OneReport
            key={`${report.name} ${search}`}
            report={report}
            search={search}
            today={status.data.today}
          />
        )}
      </div>
    </>
  );
}

function OneReport({ report, search, today }: { report: Facts; search: URLSearchParams; today: string }) {
  const takes = report.options as ReportOption[];
  const [options, setOptions] = useState<ReportOptions>(() => ({
    ...remembered.get(report.name),
    ...fromLink(search, takes),
  }));
  useEffect(() => {
    remembered.set(report.name, options);
  }, [report.name, options]);
  const missing = report.needs.some((one) =>
    one.every((name) => options[name as ReportOption] === undefined),
  );
  return (
    <section aria-label={report.title}>
      <h2>{report.title}</h2>
      <p className="soft">{report.about}</p>
      <ReportOptionFields
        takes={takes}
        needs={report.needs as ReportOption[][]}
        options={options}
        today={today}
        onChange={setOptions}
      />
      {(report.name === 'year-to-date' || report.name === 'chronic-list') && (
        <TotalsTable options={options} today={today} />
      )}
      {missing ? (
        <p className="notice">Choose {wordsOf(report.needs)} to see the pages.</p>
      ) : (
        <ReportPreview report={report.name as ReportName} options={options} csv={report.csv} />
      )}
    </section>
  );
}

function fromLink(search: URLSearchParams, takes: readonly ReportOption[]): ReportOptions {
  const found = [...search].map(([name, value]) => [ALIASES[name] ?? name, value] as const);
  return Object.fromEntries(
    found
      .filter(([name]) => takes.includes(name as ReportOption))
      .map(([name, value]) => [name, name === 'endYear' ? Number(value) : value]),
  );
}

const WORDS: Readonly<Record<string, string>> = {
  sectionId: 'a room or class',
  studentId: 'a pupil',
  enrollmentId: 'an enrollment, from the pupil’s page',
  householdId: 'a family',
  requestId: 'a records request',
  moveId: 'a move, from Moves between districts',
  grantId: 'a reading, from Moves between districts',
  part: 'which records',
  planId: 'a plan',
  certificationId: 'a certification, from its card under Collections',
  template: 'a state file',
};
const wordsOf = (needs: readonly (readonly string[])[]): string =>
  needs.map((one) => one.map((name) => WORDS[name] ?? name).join(' or ')).join(' and ');
