import { useNavigate } from 'react-router';
import { measureLabels } from '#domain/attendance/measures.ts';
import { roundingOf } from '#domain/attendance/rounding.ts';
import { dateInWords, shortDateInWords } from '#domain/system/date-words.ts';
import type { ReportMeasure } from '#domain/system/reports.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { PolicyNotes } from '#renderer/collections/policy-notes.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import styles from './reports.module.css';

const POLICY: Partial<Record<ReportMeasure, string>> = {
  adaDaysPresent: 'days-present',
  essaDaysAbsent: 'essa-absent',
  chronic: 'chronic',
};

interface Props {
  readonly from: string;
  readonly to: string;
  readonly measure: ReportMeasure;
  readonly grade?: string;
  readonly school?: string;
  readonly onClose: () => void;
}

/** One number taken apart: each pupil's part with the days that made it, and their sum, which is the number. */
export function Explain({ from, to, measure, grade, school, onClose }: Props) {
  const navigate = useNavigate();
  const place = { from, to, ...(school ? { school } : {}) };
  const asked = { ...place, measure, ...(grade ? { grade } : {}) };
  const explanation = useRead('attendance.explain', asked);
  const summary = useRead('attendance.summary', place);
  const enrolled = new Map(summary.data?.map((row) => [row.enrollmentId, row.daysEnrolled]));
  const data = explanation.data;
  const rounding = data ? roundingOf(data) : null;
  const value = measure === 'chronic' ? measureLabels.essaDaysAbsent : measureLabels[measure];
  return (
    <Dialog
      title={`${measureLabels[measure]}${grade ? `, grade ${grade}` : ''}${data ? `: ${data.total}` : ''}`}
      onClose={onClose}
    >
      <Failed of={explanation.error ?? summary.error} />
      {data && (
        <>
          <p>
            {dateInWords(from)} to {dateInWords(to)}. {data.definition}
          </p>
          {POLICY[measure] && <PolicyNotes number={POLICY[measure]} />}
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Pupil</th>
                  <th scope="col">Grade</th>
                  <th scope="col" className="number">
                    Days enrolled
                  </th>
                  <th scope="col">Days with a mark (minutes missed)</th>
                  <th scope="col" className="number">
                    {value}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.lines.map((line) => (
                  <tr key={line.enrollmentId}>
                    <th scope="row" data-name>
                      {line.name}
                    </th>
                    <td>{line.grade}</td>
                    <td className="number">{enrolled.get(line.enrollmentId)}</td>
                    <td className={styles.days}>
                      {line.days
                        .map(
                          (day) =>
                            `${shortDateInWords(day.date)} ${day.codes} (${day.missed} of ${day.minutes})`,
                        )
                        .join('; ') || 'every day attended in full'}
                    </td>
                    <td className="number">{line.value}</td>
                  </tr>
                ))}
                {rounding && (
                  <tr>
                    <th scope="row" colSpan={4}>
                      Rounding: the parts are added exactly and rounded once
                    </th>
                    <td className="number">{rounding}</td>
                  </tr>
                )}
                <tr className={styles.sum}>
                  <th scope="row" colSpan={4}>
                    {measure === 'chronic' ? 'Pupils' : 'Sum'}
                  </th>
                  <td className="number" data-testid="explain-total">
                    {data.total}
                  </td>
                </tr>
              </tbody>
            </table>
          </div>
        </>
      )}
      <div className="row">
        <button
          type="button"
          className="main"
          onClick={() => void navigate(`/reports?${new URLSearchParams({ report: 'explain', ...asked })}`)}
        >
          Print
        </button>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
