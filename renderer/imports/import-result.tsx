import type { Output } from '#electron/contract/contract.ts';
import { count } from '#renderer/shell/words.ts';

type Tally = Output<'imports.preview'> | Output<'imports.apply'>;

/** What would be (or was) added, changed, left alone and made, and each problem at its line. */
export function ImportResult({ tally, future }: { tally: Tally; future: boolean }) {
  return (
    <>
      <p role="status">
        {count(tally.rows, 'row')}: <strong>{tally.added}</strong> {future ? 'would be ' : ''}added,{' '}
        <strong>{tally.changed}</strong> changed, <strong>{tally.same}</strong> the same as here
        {tally.skipped > 0 && `, ${tally.skipped} left out`}.
      </p>
      {tally.willMake.length > 0 && (
        <>
          <p>{future ? 'Would be made:' : 'Made:'}</p>
          <ul>
            {tally.willMake.map((made) => (
              <li key={`${made.kind} ${made.number}`}>
                {made.kind} {made.number}: {made.name}
              </li>
            ))}
          </ul>
        </>
      )}
      {tally.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {tally.problemCount > 0 && (
        <>
          <p className="notice care">
            {count(tally.problemCount, 'row has a problem', 'rows have a problem')}.
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling list is reachable by keyboard */}
          <section className="scroll" tabIndex={0} aria-label="Problems">
            <table>
              <thead>
                <tr>
                  <th scope="col">File</th>
                  <th scope="col" className="number">
                    Line
                  </th>
                  <th scope="col">Field</th>
                  <th scope="col">Value</th>
                  <th scope="col">What is wrong</th>
                </tr>
              </thead>
              <tbody>
                {tally.problems.map((problem) => (
                  <tr key={`${problem.file} ${problem.line} ${problem.message}`}>
                    <td>{problem.file}</td>
                    <td className="number">{problem.line}</td>
                    <td>{problem.field}</td>
                    <td>{problem.value}</td>
                    <td>{problem.message}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {tally.problemCount > tally.problems.length && (
            <p>and {tally.problemCount - tally.problems.length} more.</p>
          )}
        </>
      )}
    </>
  );
}
