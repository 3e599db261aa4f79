import { Link } from 'react-router';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

interface Props {
  readonly item: { readonly type: string; readonly id: string; readonly title: string };
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Lets go of a change the state refused; first it is shown what leans on it and would go too. */
export function LetGoForm({ item, onClose, onDone }: Props) {
  const { type, id, title } = item;
  const leaning = useRead('sync.dependants', { type, id });
  const discard = useCommand('sync.discard');
  return (
    <Dialog title={`Let go of the change: ${title}`} onClose={onClose}>
      <p>The record goes back to what the state has. What you changed is kept with the decisions.</p>
      <Failed of={leaning.error ?? discard.error} />
      {leaning.data && leaning.data.length > 0 && (
        <>
          <p>These lean on it, were never sent either, and go with it:</p>
          <ul>
            {leaning.data.map((one) => (
              <li key={`${one.to} ${one.title}`} data-name>
                <Link to={one.to}>{one.title}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="row">
        <button
          type="button"
          className="main"
          disabled={!leaning.data || discard.isPending}
          onClick={() =>
            discard.mutate({ type, id, dependants: leaning.data?.length ?? 0 }, { onSuccess: onDone })
          }
        >
          Let it go
        </button>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}
