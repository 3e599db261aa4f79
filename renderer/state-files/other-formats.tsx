import { useCommand } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';
import { LeftOutTable } from '#renderer/state-files/left-out-table.tsx';

/** Exports for other systems: rostering vendors read OneRoster, others Ed-Fi. */
export function OtherFormats({ scope }: { scope: { endYear?: number } }) {
  const oneRoster = useCommand('exports.one-roster');
  const edFi = useCommand('exports.ed-fi');
  const earlyWarning = useCommand('exports.early-warning');
  const rows = (oneRoster.data?.saved && oneRoster.data.rows) || (edFi.data?.saved && edFi.data.rows);
  const total = rows ? Object.values(rows).reduce((sum, n) => sum + n, 0) : 0;
  return (
    <section className="card" aria-labelledby="other-formats">
      <h2 id="other-formats">For other systems</h2>
      <p className="soft">
        OneRoster for rostering and learning software, Ed-Fi for data systems. They hold names and birth
        dates: hand them over as carefully as a state file.
      </p>
      <div className="row">
        <button type="button" onClick={() => oneRoster.mutate({ version: '1.1', ...scope })}>
          OneRoster 1.1…
        </button>
        <button type="button" onClick={() => oneRoster.mutate({ version: '1.2', ...scope })}>
          OneRoster 1.2…
        </button>
        <button type="button" onClick={() => edFi.mutate(scope)}>
          Ed-Fi 5.2…
        </button>
        <button type="button" onClick={() => earlyWarning.mutate({})}>
          Early-warning extract…
        </button>
      </div>
      <Failed of={oneRoster.error ?? edFi.error ?? earlyWarning.error} />
      {earlyWarning.data?.saved && (
        <div className="notice" role="status">
          <p>
            Written: {count(earlyWarning.data.rows, 'row')} without names
            {earlyWarning.data.leftOut.length > 0 &&
              `; ${count(earlyWarning.data.leftOut.length, 'enrollment')} left out`}
            .
          </p>
          <LeftOutTable pupils={earlyWarning.data.leftOut} />
        </div>
      )}
      {rows && (
        <div className="notice" role="status">
          <p>Written: {count(total, 'row')}.</p>
          {edFi.data?.saved && (
            <ul>
              {edFi.data.leftOut.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </section>
  );
}
