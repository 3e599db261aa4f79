import { useState } from 'react';
import { Link } from 'react-router';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';

/** More removals by the state than can be an ordinary day's: nothing is removed here until a person has looked. */
export function RemovalsQuestion() {
  const removals = useRead('sync.removals', {});
  const allow = useCommand('sync.allow-removals');
  const [later, setLater] = useState(false);
  if (!removals.data?.ask) return <Failed of={removals.error} />;
  const { total, items } = removals.data;
  return (
    <section className="card" aria-labelledby="removals">
      <h2 id="removals">The state has removed {count(total, 'record')}</h2>
      <p>
        That is more than usual, so nothing was removed here yet. Look at the list; if it looks wrong, call
        the state before you agree. Daily work goes on.
      </p>
      <Failed of={allow.error} />
      {!later && (
        <ul>
          {items.map((item) => (
            <li key={`${item.type} ${item.id}`} data-name>
              <Link to={item.to}>{item.title}</Link>
            </li>
          ))}
        </ul>
      )}
      {!later && total > items.length && <p className="soft">and {total - items.length} more</p>}
      <div className="row">
        <button
          type="button"
          disabled={allow.isPending}
          onClick={() =>
            allow.mutate({ total }, { onSuccess: () => announce(`${count(total, 'record')} removed`) })
          }
        >
          They may be removed here too
        </button>
        <button type="button" className="plain" onClick={() => setLater(!later)}>
          {later ? 'Show the list' : 'Keep them for now'}
        </button>
      </div>
    </section>
  );
}
