import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { count, momentInWords } from '#renderer/shell/words.ts';
import { ConflictCard } from '#renderer/sync/conflict-card.tsx';
import { ConnectForm } from '#renderer/sync/connect-form.tsx';

const STATES = {
  waiting: 'Waiting to send',
  sending: 'Sending',
  rejected: 'Not accepted',
  blocked: 'Waits for another record',
} as const;

/** Everything between this office and the state: what waits, what needs a person, what was merged. */
export default function StatePage() {
  const status = useRead('sync.status', {});
  const conflicts = useRead('sync.conflicts', {});
  const waiting = useRead('sync.waiting', {});
  const merged = useRead('sync.merged', {});
  const run = useCommand('sync.run');
  const again = useCommand('sync.send-again');
  const [connecting, setConnecting] = useState(false);
  return (
    <>
      <div className="row">
        <h1>State</h1>
        {status.data?.state === 'not-connected' ? (
          <button type="button" className="main" onClick={() => setConnecting(true)}>
            Connect to the state
          </button>
        ) : (
          <button type="button" className="main" disabled={run.isPending} onClick={() => run.mutate({})}>
            {run.isPending ? 'Sending…' : 'Send now'}
          </button>
        )}
      </div>
      <p>Everything here is saved on this computer.</p>
      {status.data && (
        <p role="status">
          {status.data.words}{' '}
          {status.data.lastReceived &&
            `Last received by the state ${momentInWords(status.data.lastReceived.at)}${status.data.lastReceived.receipt ? `, receipt ${status.data.lastReceived.receipt}` : ''}.`}
        </p>
      )}
      {run.data && run.data.words !== status.data?.words && <p className="notice">{run.data.words}</p>}
      <Failed of={run.error ?? again.error ?? status.error} />
      {conflicts.data && conflicts.data.length > 0 && (
        <section aria-labelledby="conflicts">
          <h2 id="conflicts">Changed in two places ({conflicts.data.length})</h2>
          {conflicts.data.map((card) => (
            <ConflictCard key={`${card.number} ${card.rev}`} card={card} />
          ))}
        </section>
      )}
      <section className="card" aria-labelledby="waiting">
        <h2 id="waiting">Waiting to send ({waiting.data?.total ?? 0})</h2>
        {waiting.data?.total === 0 && <p className="soft">The state has everything.</p>}
        {waiting.data && waiting.data.items.length > 0 && (
          <table>
            <thead>
              <tr>
                <th>What</th>
                <th>Since</th>
                <th>State</th>
                <th>
                  <span className="unseen">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {waiting.data.items.map((item) => (
                <tr key={`${item.type} ${item.id}`}>
                  <td data-name>
                    <Link to={item.to}>{item.title}</Link>
                  </td>
                  <td>{momentInWords(item.since)}</td>
                  <td>
                    {STATES[item.state]}
                    {item.reason && <div className="wrong small">{item.reason}</div>}
                  </td>
                  <td>
                    {item.state === 'rejected' && (
                      <>
                        <Link to={item.to}>Fix</Link>{' '}
                        <button
                          type="button"
                          className="plain"
                          onClick={() => again.mutate({ type: item.type, id: item.id })}
                        >
                          Send again
                        </button>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {waiting.data && waiting.data.total > waiting.data.items.length && (
          <p className="soft">
            and {count(waiting.data.total - waiting.data.items.length, 'more change', 'more changes')}
          </p>
        )}
      </section>
      <section className="card" aria-labelledby="merged">
        <h2 id="merged">Merged for you</h2>
        <p className="soft">
          Different fields were changed in two places, or the owner of a field decided. Nothing is lost: both
          values are listed.
        </p>
        <ul>
          {merged.data?.map((line) => (
            <li key={`${line.at} ${line.title} ${line.field}`} data-name>
              {momentInWords(line.at)}: <Link to={line.to}>{line.title}</Link>, {line.field}: yours{' '}
              {line.mine ?? 'nothing'}, state {line.state ?? 'nothing'}; kept {line.kept ?? 'nothing'}{' '}
              <span className="soft">({line.rule})</span>
            </li>
          ))}
        </ul>
      </section>
      {connecting && <ConnectForm onClose={() => setConnecting(false)} />}
    </>
  );
}
