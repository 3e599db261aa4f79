import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { ageInWords, count, momentInWords } from '#renderer/shell/words.ts';
import { LetGoForm } from '#renderer/sync/let-go-form.tsx';

type Item = Output<'sync.waiting'>['items'][number];

const STATES: Readonly<Record<Item['state'], string>> = {
  waiting: 'Waiting to send',
  sending: 'On its way',
  rejected: 'Not accepted',
  blocked: 'Waits for another record',
  decision: 'Waits for your decision',
};

/** Every change the state has not received; what it refused comes first, with its reason and a way to mend it. */
export function WaitingTable() {
  const waiting = useRead('sync.waiting', {}, { keepPrevious: true });
  const again = useCommand('sync.send-again');
  const [lettingGo, setLettingGo] = useState<Item | null>(null);
  const data = waiting.data;
  return (
    <section className="card" aria-labelledby="waiting">
      <h2 id="waiting">Waiting to send ({data?.total ?? 0})</h2>
      <Failed of={again.error ?? waiting.error} />
      {data?.total === 0 && <p className="soft">The state has everything.</p>}
      {data && data.items.length > 0 && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">Changed</th>
                <th scope="col">How it stands</th>
                <th scope="col">
                  <span className="unseen">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.items.map((item) => (
                <tr key={`${item.state} ${item.type} ${item.id}`}>
                  <td data-name>
                    <Link to={item.to}>{item.title}</Link>
                  </td>
                  <td>
                    <span title={momentInWords(item.since)}>{ageInWords(item.since)}</span>
                  </td>
                  <td>
                    <Standing item={item} />
                  </td>
                  <td>
                    {item.state === 'rejected' && (
                      <div className="row">
                        {item.fix && (
                          <Link to={item.fix} className="button" aria-label={`Fix ${item.title}`}>
                            Fix
                          </Link>
                        )}
                        <button
                          type="button"
                          aria-label={`Send again: ${item.title}`}
                          onClick={() =>
                            again.mutate(
                              { type: item.type, id: item.id },
                              { onSuccess: () => announce(`${item.title}: waiting to send again`) },
                            )
                          }
                        >
                          Send again
                        </button>
                        <button
                          type="button"
                          className="plain"
                          aria-label={`Let it go: ${item.title}`}
                          onClick={() => setLettingGo(item)}
                        >
                          Let it go
                        </button>
                      </div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {lettingGo && (
        <LetGoForm
          item={lettingGo}
          onClose={() => setLettingGo(null)}
          onDone={() => {
            announce(`${lettingGo.title}: let go`);
            setLettingGo(null);
          }}
        />
      )}
      {data && data.total > data.items.length && (
        <p className="soft">and {count(data.total - data.items.length, 'more change', 'more changes')}</p>
      )}
    </section>
  );
}

function Standing({ item }: { item: Item }) {
  const { problems, reason, state } = item;
  const own = problems.filter(({ message }) => !reason?.includes(message));
  return (
    <>
      {state === 'rejected' && <span aria-hidden="true">! </span>}
      {STATES[state]}
      {reason && (
        <div className="small">
          {problems.length === 1 && problems[0] && own.length === 0 && <strong>{problems[0].label}: </strong>}
          {reason}
        </div>
      )}
      {own.map(({ label, message }) => (
        <div key={`${label} ${message}`} className="small">
          <strong>{label}:</strong> {message}
        </div>
      ))}
    </>
  );
}
