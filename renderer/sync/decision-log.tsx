import { Link } from 'react-router';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { momentInWords } from '#renderer/shell/words.ts';

/** Cards decided so far: who, when, both values, and which was kept. Prints as a report. */
export function DecisionLog() {
  const log = useRead('sync.decisions', {}, { keepPrevious: true });
  const undo = useCommand('sync.undo-decision');
  if (!log.data || log.data.length === 0) return null;
  return (
    <section className="card" aria-labelledby="decisions">
      <div className="row">
        <h2 id="decisions">Decisions</h2>
        <Link to="/reports?report=sync-decisions">Print</Link>
      </div>
      <Failed of={undo.error} />
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">What</th>
              <th scope="col">Yours</th>
              <th scope="col">State</th>
              <th scope="col">Kept</th>
              <th scope="col">By</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {log.data.map((one) =>
              one.fields.map((field, at) => (
                <tr key={`${one.number} ${field.label}`} data-name>
                  <td>{momentInWords(one.at)}</td>
                  <td>
                    <Link to={one.to}>{one.title}</Link>, {field.label}
                  </td>
                  <td>{field.mine}</td>
                  <td>{field.state}</td>
                  <td>{field.kept}</td>
                  <td>{one.by ?? 'both sides agreed again'}</td>
                  <td>
                    {one.canUndo && at === 0 && (
                      <button
                        type="button"
                        className="plain"
                        aria-label={`Take back: ${one.title}`}
                        disabled={undo.isPending}
                        onClick={() =>
                          undo.mutate(
                            { number: one.number },
                            { onSuccess: () => announce(`${one.title}: to decide again`) },
                          )
                        }
                      >
                        Take back
                      </button>
                    )}
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}
