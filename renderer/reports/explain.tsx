import { shortDateInWords } from '#domain/system/date-words.ts';
import type { Input } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

/** The children and days behind one number; they add up to it. */
export function Explain({ scope, onClose }: { scope: Input<'attendance.explain'>; onClose: () => void }) {
  const explained = useRead('attendance.explain', scope);
  const print = useCommand('reports.print');
  return (
    <Dialog title="Explain this number" onClose={onClose}>
      <Failed of={explained.error ?? print.error} />
      {explained.data && (
        <>
          <p>
            <strong>{explained.data.total}</strong>. {explained.data.definition}
          </p>
          <table>
            <thead>
              <tr>
                <th>Name</th>
                <th>Grade</th>
                <th className="number">Value</th>
                <th>Days with something missed</th>
              </tr>
            </thead>
            <tbody>
              {explained.data.lines.map((line) => (
                <tr key={line.enrollmentId}>
                  <th scope="row" data-name>
                    {line.name}
                  </th>
                  <td>{line.grade}</td>
                  <td className="number">{line.value}</td>
                  <td className="small">
                    {line.days
                      .map((day) => `${shortDateInWords(day.date)} ${day.codes} ${day.missed}/${day.minutes}`)
                      .join('; ')}
                  </td>
                </tr>
              ))}
              <tr>
                <th>Together</th>
                <td />
                <td className="number">
                  <strong>{explained.data.total}</strong>
                </td>
                <td />
              </tr>
            </tbody>
          </table>
        </>
      )}
      <div className="row">
        <button type="button" onClick={() => print.mutate({ report: 'explain', options: scope })}>
          Save as PDF
        </button>
        <button type="button" className="main" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}
