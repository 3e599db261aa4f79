import { Link } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count, momentInWords } from '#renderer/shell/words.ts';

type Report = Output<'sync.compare'>;

/** Everything compared with the state, on request; it happens by itself once a day. */
export function ComparisonCard() {
  const status = useRead('sync.status', {}, { keepPrevious: true });
  const compare = useCommand('sync.compare');
  const repair = useCommand('sync.repair');
  const busy = compare.isPending || repair.isPending;
  const report = repair.data ?? compare.data;
  const last = status.data?.compared;
  const say = (found: Report): void =>
    announce(
      found.differences.length === 0
        ? `${count(found.same, 'record')} alike, no difference`
        : count(found.differences.length, 'difference'),
    );
  return (
    <section className="card" aria-labelledby="compare">
      <h2 id="compare">Compare everything</h2>
      <p className="soft">
        Record by record with what the state has. It happens by itself once a day. What was not sent yet stays
        as it is. {last && `Last compared ${momentInWords(last.at)}: ${differences(last.differences)}.`}
      </p>
      <div className="row">
        <button
          type="button"
          disabled={busy}
          onClick={() => {
            repair.reset();
            compare.mutate({}, { onSuccess: say });
          }}
        >
          {compare.isPending ? 'Comparing…' : 'Compare with the state'}
        </button>
        {report && report.differences.length > 0 && report.repaired === 0 && (
          <button type="button" disabled={busy} onClick={() => repair.mutate({}, { onSuccess: say })}>
            {repair.isPending ? 'Putting right…' : 'Put right what differs'}
          </button>
        )}
      </div>
      <Failed of={compare.error ?? repair.error} />
      {report && (
        <div className="notice">
          <p>
            {count(report.same, 'record')} alike; {differences(report.differences.length)}
            {report.repaired > 0 && `, ${report.repaired} put right`}.
          </p>
          <ul>
            {report.differences.map((one) => (
              <li key={`${one.title} ${one.words}`} data-name>
                <Link to={one.to}>{one.title}</Link>: {one.words}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

const differences = (n: number): string => (n === 0 ? 'no difference' : count(n, 'difference'));
