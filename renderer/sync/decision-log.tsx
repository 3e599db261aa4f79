import { Link } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import { momentInWords } from '#renderer/shell/words.ts';

/** Cards decided so far: who, when, both values, and which was kept. Prints as a report. */
export function DecisionLog() {
  const log = useRead('sync.decisions', {}, { keepPrevious: true });
  if (!log.data || log.data.length === 0) return null;
  return (
    <section className="card" aria-labelledby="decisions">
      <div className="row">
        <h2 id="decisions">Decisions</h2>
        <Link to="/reports?report=sync-decisions">Print</Link>
      </div>
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
            </tr>
          </thead>
          <tbody>
            {log.data.map((one) =>
              one.fields.map((field) => (
                <tr key={`${one.number} ${field.label}`} data-name>
                  <td>{momentInWords(one.at)}</td>
                  <td>
                    <Link to={one.to}>{one.title}</Link>, {field.label}
                  </td>
                  <td>{field.mine}</td>
                  <td>{field.state}</td>
                  <td>{field.kept}</td>
                  <td>{one.by ?? 'both sides agreed again'}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}
