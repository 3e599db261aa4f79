import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

type Check = Output<'collections.self-check'>;
type Opened = { title: string; ids: readonly string[] };

/** A change as large as this is written out, so that nobody has to look for it. */
const UNUSUAL = 0.2;

/** Federal self-check: what the state will count, beside last year; every number opens its pupils. */
export default function SelfCheckPage() {
  const [date, setDate] = useState('');
  const check = useRead('collections.self-check', date ? { date } : {}, { keepPrevious: true });
  const [opened, setOpened] = useState<Opened | null>(null);
  const data = check.data;
  return (
    <>
      <h1>Federal self-check</h1>
      <p className="soft">
        The state files these counts, not the district. They are shown here so that surprises appear before
        certifying. <Link to="/collections">Back to collections</Link>
      </p>
      <div className="field">
        <label htmlFor="check-date">On</label>
        <input
          id="check-date"
          type="date"
          value={date || (data?.date ?? '')}
          onChange={(event) => setDate(event.target.value)}
        />
      </div>
      <Failed of={check.error} />
      <p role="status">{data && `${data.pupils} pupils with a primary enrollment on that day.`}</p>
      {data?.files.map((file) => (
        <section key={`${file.file} ${file.title}`} className="card">
          <h2>
            {file.title} <span className="soft small">{file.file}</span>
          </h2>
          <table>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col" className="number">
                  Pupils
                </th>
                <th scope="col" className="number">
                  Year before
                </th>
                <th scope="col">
                  <span className="unseen">Remark</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {file.counts.map((count) => {
                const before = beforeOf(data, file.title, count.label);
                return (
                  <tr key={count.label}>
                    <th scope="row">{count.label}</th>
                    <td className="number">
                      <button
                        type="button"
                        className="plain"
                        onClick={() =>
                          setOpened({ title: `${file.title}: ${count.label}`, ids: count.studentIds })
                        }
                      >
                        {count.studentIds.length}
                        <span className="unseen"> pupils, show them</span>
                      </button>
                    </td>
                    <td className="number">{before ?? 'not here'}</td>
                    <td>{remark(count.studentIds.length, before)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      ))}
      {opened && data && (
        <Dialog title={opened.title} onClose={() => setOpened(null)}>
          <ul>
            {opened.ids.map((id) => (
              <li key={id} data-name>
                <Link to={`/people/${id}`}>{data.names[id]}</Link>
              </li>
            ))}
          </ul>
          <button type="button" className="main" onClick={() => setOpened(null)}>
            Close
          </button>
        </Dialog>
      )}
    </>
  );
}

function beforeOf(data: Check, title: string, label: string): number | null {
  if (data.yearBefore === null) return null;
  const file = data.yearBefore.find((one) => one.title === title);
  return file?.counts.find((one) => one.label === label)?.studentIds.length ?? 0;
}

function remark(now: number, before: number | null): string {
  if (before === null || Math.abs(now - before) < 3) return '';
  return Math.abs(now - before) / Math.max(before, 1) >= UNUSUAL ? 'unusual change' : '';
}
