import { CallFailure } from '#renderer/bridge/call.ts';

/** What went wrong, in the sentence that came with it, read aloud when it appears. */
export function Failed({ of }: { of: Error | null | undefined }) {
  if (!of) return null;
  const problems =
    of instanceof CallFailure
      ? of.problems.filter((problem) => problem.message && !of.message.includes(problem.message))
      : [];
  return (
    <div className="notice bad" role="alert">
      <p>{of.message}</p>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem) => (
            <li key={`${problem.field} ${problem.line} ${problem.message}`}>{problem.message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
