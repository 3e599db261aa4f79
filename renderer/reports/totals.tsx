import { useState } from 'react';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import type { Input } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Explain } from '#renderer/reports/explain.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

type Asked = Pick<Input<'attendance.explain'>, 'measure' | 'grade' | 'school'>;

/** The year to date by grade. Every number opens the children and days behind it. */
export function Totals() {
  const status = useRead('district.status', {});
  const to = status.data?.today ?? '';
  const from = to ? `${schoolYearOf(to) - 1}-07-01` : '';
  const totals = useRead('reports.totals', { from, to }, { enabled: to !== '' });
  const [asked, setAsked] = useState<Asked | null>(null);
  const number = (value: string | number, label: string, question: Asked) => (
    <td className="number">
      <button
        type="button"
        className="plain"
        aria-label={`${label}: ${value}. Explain this number`}
        onClick={() => setAsked(question)}
      >
        {value}
      </button>
    </td>
  );
  return (
    <details className="card">
      <summary>Year to date: every number can be explained</summary>
      <Failed of={totals.error} />
      <table>
        <thead>
          <tr>
            <th>School</th>
            <th>Grade</th>
            <th className="number">Pupils</th>
            <th className="number">Days enrolled</th>
            <th className="number">ADA days present</th>
            <th className="number">ESSA days absent</th>
            <th className="number">Chronic</th>
          </tr>
        </thead>
        <tbody>
          {totals.data?.rows.map((row) => {
            const of = `${row.schoolName}, grade ${row.grade}`;
            const question = { school: row.school, grade: row.grade };
            return (
              <tr key={`${row.school} ${row.grade}`}>
                <td>{row.schoolName}</td>
                <td>{row.grade}</td>
                <td className="number">{row.pupils}</td>
                {number(row.daysEnrolled, `${of}, days enrolled`, { ...question, measure: 'daysEnrolled' })}
                {number(row.adaDaysPresent, `${of}, ADA days present`, {
                  ...question,
                  measure: 'adaDaysPresent',
                })}
                {number(row.essaDaysAbsent, `${of}, ESSA days absent`, {
                  ...question,
                  measure: 'essaDaysAbsent',
                })}
                {number(row.chronic, `${of}, chronically absent`, { ...question, measure: 'chronic' })}
              </tr>
            );
          })}
          {totals.data && (
            <tr>
              <th colSpan={2}>All</th>
              <td className="number">{totals.data.total.pupils}</td>
              {number(totals.data.total.daysEnrolled, 'All, days enrolled', { measure: 'daysEnrolled' })}
              {number(totals.data.total.adaDaysPresent, 'All, ADA days present', {
                measure: 'adaDaysPresent',
              })}
              {number(totals.data.total.essaDaysAbsent, 'All, ESSA days absent', {
                measure: 'essaDaysAbsent',
              })}
              {number(totals.data.total.chronic, 'All, chronically absent', { measure: 'chronic' })}
            </tr>
          )}
        </tbody>
      </table>
      {asked && <Explain scope={{ from, to, ...asked }} onClose={() => setAsked(null)} />}
    </details>
  );
}
