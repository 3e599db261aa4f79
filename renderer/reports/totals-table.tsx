import { useState } from 'react';
import { measureLabels } from '#domain/attendance/measures.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import type { ReportMeasure, ReportOptions } from '#domain/system/reports.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Explain } from '#renderer/reports/explain.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import styles from './reports.module.css';

type Totals = Output<'reports.totals'>['total'];

const MEASURES = [
  'daysEnrolled',
  'adaDaysPresent',
  'essaDaysAbsent',
  'chronic',
] as const satisfies readonly ReportMeasure[];

/** The numbers of the report on screen. Each one opens the pupils and days behind it. */
export function TotalsTable({ options, today }: { options: ReportOptions; today: string }) {
  const to = options.to ?? today;
  const from = options.from ?? `${schoolYearOf(to) - 1}-07-01`;
  const scope = { from, to, ...(options.school ? { school: options.school } : {}) };
  const totals = useRead('reports.totals', scope, { keepPrevious: true });
  const [asked, setAsked] = useState<{ measure: ReportMeasure; grade?: string; school?: string } | null>(
    null,
  );
  if (!totals.data) return <Failed of={totals.error} />;

  const numbers = (row: Totals, of: string, place: { grade?: string; school?: string }) =>
    MEASURES.map((measure) => (
      <td key={measure} className="number">
        <button
          type="button"
          className={styles.numberButton}
          aria-label={`${measureLabels[measure]}, ${of}: ${row[measure]}. Explain this number`}
          onClick={() => setAsked({ measure, ...place })}
        >
          {row[measure]}
        </button>
      </td>
    ));

  return (
    <>
      <div className="scroll">
        <table aria-label="Totals by grade; each number can be explained">
          <thead>
            <tr>
              <th scope="col">School</th>
              <th scope="col">Grade</th>
              <th scope="col" className="number">
                Pupils
              </th>
              {MEASURES.map((measure) => (
                <th key={measure} scope="col" className="number">
                  {measureLabels[measure]}
                </th>
              ))}
              <th scope="col" className="number">
                ADA
              </th>
            </tr>
          </thead>
          <tbody>
            {totals.data.rows.map((row) => (
              <tr key={`${row.school} ${row.grade}`}>
                <td>{row.schoolName}</td>
                <th scope="row">{row.grade}</th>
                <td className="number">{row.pupils}</td>
                {numbers(row, `${row.schoolName}, grade ${row.grade}`, {
                  school: row.school,
                  grade: row.grade,
                })}
                <td className="number">{row.ada}</td>
              </tr>
            ))}
            <tr className={styles.sum}>
              <th scope="row" colSpan={2}>
                Together
              </th>
              <td className="number">{totals.data.total.pupils}</td>
              {numbers(totals.data.total, 'together', options.school ? { school: options.school } : {})}
              <td className="number">{totals.data.total.ada}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <p className="soft small">Choose a number to see the pupils and days behind it.</p>
      {asked && <Explain from={from} to={to} {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}
