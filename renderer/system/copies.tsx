import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count, momentInWords } from '#renderer/shell/words.ts';

/** Verified copies of the records, and the way back to one with a preview. */
export function Copies({ isAdministrator }: { isAdministrator: boolean }) {
  const copies = useRead('system.copies', {});
  const now = useCommand('system.copy-now');
  const place = useCommand('system.choose-second-place');
  const [restoring, setRestoring] = useState<string | null>(null);
  const refresh = (): void => void copies.refetch();
  return (
    <section className="card">
      <h2>Copies of the records</h2>
      <p>
        A checked copy is made every day.{' '}
        {copies.data?.secondPlace
          ? 'Each one also goes to the second place.'
          : 'Choose a second place, a USB stick or a share, in case this computer breaks.'}
      </p>
      <div className="row">
        <button
          type="button"
          className="main"
          disabled={now.isPending}
          onClick={() => now.mutate({}, { onSuccess: refresh })}
        >
          {now.isPending ? 'Copying…' : 'Copy now'}
        </button>
        {isAdministrator && (
          <button type="button" onClick={() => place.mutate({}, { onSuccess: refresh })}>
            Choose a second place
          </button>
        )}
      </div>
      <Failed of={now.error ?? place.error ?? copies.error} />
      {now.data && (
        <p role="status">
          Copied and checked: {count(now.data.people, 'person', 'people')},{' '}
          {count(now.data.enrollments, 'enrollment')}, {count(now.data.marks, 'attendance mark')}.
        </p>
      )}
      <ul>
        {copies.data?.copies.slice(0, 12).map((copy) => (
          <li key={`${copy.place} ${copy.name}`}>
            {momentInWords(copy.at)}, {copy.place}{' '}
            {isAdministrator && (
              <button type="button" className="plain" onClick={() => setRestoring(copy.name)}>
                Go back to this
              </button>
            )}
          </li>
        ))}
      </ul>
      {restoring && <Restore name={restoring} onClose={() => setRestoring(null)} />}
    </section>
  );
}

function Restore({ name, onClose }: { name: string; onClose: () => void }) {
  const preview = useRead('system.preview-restore', { name });
  const restore = useCommand('system.restore');
  return (
    <Dialog title="Go back to a copy" onClose={onClose}>
      <Failed of={preview.error ?? restore.error} />
      {preview.data && (
        <>
          <p>
            The copy holds {count(preview.data.people, 'person', 'people')},{' '}
            {count(preview.data.enrollments, 'enrollment')} and {count(preview.data.marks, 'attendance mark')}
            . Its last change is of {momentInWords(preview.data.at)}.
          </p>
          <p className="notice care">
            {count(preview.data.changesSince, 'change')} since then would be missing,{' '}
            {preview.data.unsentSince} of them not yet received by the state. The present records are copied
            first, so you can come back to them.
          </p>
        </>
      )}
      <div className="row">
        <button
          type="button"
          disabled={!preview.data || restore.isPending}
          onClick={() => restore.mutate({ name }, { onSuccess: onClose })}
        >
          Go back
        </button>
        <button type="button" className="main" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}
