import { Link } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import { momentInWords } from '#renderer/shell/words.ts';

/** What was settled without asking, both values in sight. */
export function MergedList() {
  const merged = useRead('sync.merged', {}, { keepPrevious: true });
  const lines = merged.data ?? [];
  return (
    <section className="card" aria-labelledby="merged">
      <h2 id="merged">Merged for you</h2>
      <p className="soft">
        Where one side may decide a field, it was settled without asking. Nothing is lost: both values stand
        here.
      </p>
      {lines.length > 0 && (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col">Yours</th>
                <th scope="col">State</th>
                <th scope="col">Kept</th>
                <th scope="col">Because</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: one record may stand here twice in a second
                <tr key={`${line.at} ${line.title} ${line.field} ${at}`} data-name>
                  <td>{momentInWords(line.at)}</td>
                  <td>
                    <Link to={line.to}>{line.title}</Link>, {line.field}
                  </td>
                  <td>{line.mine ?? 'nothing'}</td>
                  <td>{line.state ?? 'nothing'}</td>
                  <td>{line.kept ?? 'nothing'}</td>
                  <td className="soft">{line.rule}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
