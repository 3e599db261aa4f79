import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { type RecordsRequest, RequestForm } from '#renderer/enrollment/request-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

/** Records requests with their clock; one step to the packet, one to "sent". */
export function RequestTable({ rows, withName }: { rows: readonly RecordsRequest[]; withName: boolean }) {
  const status = useRead('district.status', {});
  const complete = useCommand('records.complete');
  const [open, setOpen] = useState<RecordsRequest | null>(null);
  if (rows.length === 0) return <p className="soft">None.</p>;
  return (
    <>
      <Failed of={complete.error} />
      <div className="scroll">
        <table>
          <thead>
            <tr>
              {withName && <th scope="col">Pupil</th>}
              <th scope="col">Other school</th>
              <th scope="col">Asked on</th>
              <th scope="col">Due</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                {withName && (
                  <th scope="row" data-name>
                    <Link to={`/people/${row.studentId}`}>{row.name}</Link>
                  </th>
                )}
                <td>
                  {row.direction === 'out' ? '' : 'We ask: '}
                  {row.school}
                </td>
                <td>{dateInWords(row.receivedOn)}</td>
                <td>
                  {row.completedOn
                    ? `${row.direction === 'out' ? 'sent' : 'came'} ${dateInWords(row.completedOn)}`
                    : dateInWords(row.dueOn)}
                  {row.overdue && <strong className="wrong"> overdue</strong>}
                </td>
                <td>
                  <div className="row">
                    <button type="button" className="plain" onClick={() => setOpen(row)}>
                      Open<span className="unseen"> the request of {row.school}</span>
                    </button>
                    {row.completedOn === null && (
                      <button
                        type="button"
                        onClick={() => complete.mutate({ id: row.id, on: status.data?.today ?? '' })}
                      >
                        {row.direction === 'out' ? 'Sent today' : 'Came today'}
                      </button>
                    )}
                    {row.direction === 'out' && (
                      <Link to={`/reports?report=records-packet&requestId=${row.id}`}>Packet</Link>
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {open && <RequestForm studentId={open.studentId} request={open} onClose={() => setOpen(null)} />}
    </>
  );
}
