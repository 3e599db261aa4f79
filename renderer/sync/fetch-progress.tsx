import type { Output } from '#electron/contract/contract.ts';
import { farInWords } from '#renderer/sync/fetch-words.ts';

type Fetching = NonNullable<Output<'sync.status'>['fetching']>;

/** The first sync: a step of its own, with the time it takes; the lists change all at once at its end. */
export function FetchProgress({ fetching }: { fetching: Fetching }) {
  const { step, done } = fetching;
  return (
    <section className="card" aria-labelledby="fetch">
      <h2 id="fetch">
        {step === 'fetching' ? 'Fetching everything from the state' : 'Putting everything in its place'}
      </h2>
      <p>
        <progress max={1} value={done} aria-labelledby="fetch" /> {farInWords(fetching)}
      </p>
      <p className="soft">
        Daily work goes on meanwhile. Should the line break, it goes on from here; the lists change all at
        once when everything is there.
      </p>
    </section>
  );
}
