import type { UseMutationResult } from '@tanstack/react-query';
import { announce } from '#renderer/shell/announce.tsx';
import { momentInWords } from '#renderer/shell/words.ts';

/** What was done as one in the last 30 days, each with the way back. Nothing while there is nothing. */
export function DoneList<Answer>({
  changes,
  undo,
}: {
  changes: readonly { groupId: string; title: string; at: string }[] | undefined;
  undo: UseMutationResult<Answer, Error, { groupId: string }>;
}) {
  if (!changes || changes.length === 0) return null;
  return (
    <section className="card" aria-labelledby="done">
      <h2 id="done">Done in the last 30 days</h2>
      <ul>
        {changes.map(({ groupId, title, at }) => (
          <li key={groupId}>
            {title}, {momentInWords(at)}{' '}
            <button
              type="button"
              disabled={undo.isPending}
              onClick={() => undo.mutate({ groupId }, { onSuccess: () => announce('Taken back.') })}
            >
              Take back<span className="unseen"> {title}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
