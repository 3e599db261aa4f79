import { useEffect, useState } from 'react';
import { call } from '#renderer/bridge/call.ts';

/** How far it is, and a way to stop it: then nothing of it is kept. */
export function ImportProgress({ words }: { words: string }) {
  const [far, setFar] = useState<{ done: number; total: number | null }>({ done: 0, total: null });
  const [stopping, setStopping] = useState(false);
  useEffect(
    () =>
      window.hiline.onEvent(
        (event) =>
          event.event === 'progress' &&
          event.task === 'import' &&
          setFar({ done: event.done, total: event.total }),
      ),
    [],
  );
  const { done, total } = far;
  return (
    <section className="card" aria-label={words}>
      <p>
        {words}
        {done === 0 ? ' …' : `: row ${done.toLocaleString('en-US')}`}
        {done > 0 && total !== null && ` of about ${total.toLocaleString('en-US')}`}
      </p>
      {total === null ? (
        <progress aria-label={words} />
      ) : (
        <progress aria-label={words} value={done} max={total} />
      )}{' '}
      <button
        type="button"
        disabled={stopping}
        onClick={() => {
          setStopping(true);
          void call('imports.cancel', {}).catch(() => setStopping(false));
        }}
      >
        {stopping ? 'Cancelling …' : 'Cancel'}
      </button>
    </section>
  );
}
