import { useState } from 'react';
import { Link } from 'react-router';
import type { FeedName } from '#domain/state-files/feeds.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';
import { CodesToConfirm } from '#renderer/state-files/codes-to-confirm.tsx';
import {
  type Handing,
  HandingFields,
  handedBy,
  plainHanding,
} from '#renderer/state-files/handing-fields.tsx';
import { LeftOutTable } from '#renderer/state-files/left-out-table.tsx';
import { pupilsAndLines } from '#renderer/state-files/pupils-and-lines.ts';

type Feed = Output<'feeds.check'>;

/** One feed as it would be written, and writing it. */
export function FeedCheck({ feed, scope }: { feed: FeedName; scope: { date: string; school?: string } }) {
  const check = useRead('feeds.check', { feed, ...scope }, { keepPrevious: true });
  const write = useCommand('feeds.write');
  const [handing, setHanding] = useState<Handing>(plainHanding);
  const data = check.data;
  if (!data) return <Failed of={check.error} />;
  return (
    <section className="card" aria-labelledby="feed">
      <h2 id="feed">{data.title}</h2>
      <p className="soft small">{data.note}</p>
      <Failed of={check.error} />
      <p role="status">
        {pupilsAndLines(data.rows)} in it; {pupilsAndLines(data.leftOut)} left out.
      </p>
      {data.missingNumber && (
        <p className="notice care">
          {data.missingNumber} <Link to="/settings">Open settings</Link>
        </p>
      )}
      {data.codesToConfirm.length > 0 && <CodesToConfirm codes={data.codesToConfirm} />}
      <Totals feed={data} />
      <LeftOutTable pupils={data.leftOut} />
      <HandingFields value={handing} onChange={setHanding} />
      <Failed of={write.error} />
      {write.data?.saved && (
        <p className="notice" role="status">
          Written: {count(write.data.lines, 'line')}, and the totals beside them.
        </p>
      )}
      <button
        type="button"
        className="main"
        disabled={
          data.rows.length === 0 ||
          data.codesToConfirm.length > 0 ||
          data.missingNumber !== null ||
          write.isPending
        }
        onClick={() => write.mutate({ feed, ...scope, ...handedBy(handing) })}
      >
        Write the file…
      </button>
    </section>
  );
}

/** Each number opens its pupils. */
function Totals({ feed }: { feed: Feed }) {
  const names = new Map(feed.rows.map(({ studentId, name }) => [studentId, name]));
  const [opened, setOpened] = useState<{ title: string; studentIds: readonly string[] } | null>(null);
  return (
    <div className="scroll">
      <table>
        <caption>Totals</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">What</th>
            <th scope="col" className="number">
              Pupils
            </th>
          </tr>
        </thead>
        <tbody>
          {feed.totals.map(({ group, label, studentIds }) => (
            <tr key={`${group} ${label}`}>
              <td>{group}</td>
              <th scope="row">{label}</th>
              <td className="number">
                {studentIds.length === 0 ? (
                  0
                ) : (
                  <button
                    type="button"
                    className="plain"
                    onClick={() => setOpened({ title: `${group}: ${label}`, studentIds })}
                  >
                    {studentIds.length}
                    <span className="unseen">
                      {' '}
                      {group}, {label}: show the pupils
                    </span>
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {opened && (
        <Dialog title={opened.title} onClose={() => setOpened(null)}>
          <ul>
            {opened.studentIds.map((id) => (
              <li key={id} data-name>
                <Link to={`/people/${id}`}>{names.get(id)}</Link>
              </li>
            ))}
          </ul>
          <button type="button" onClick={() => setOpened(null)}>
            Close
          </button>
        </Dialog>
      )}
    </div>
  );
}
