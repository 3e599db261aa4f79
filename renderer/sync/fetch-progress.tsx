import type { Output } from '#electron/contract/contract.ts';
import { count } from '#renderer/shell/words.ts';

type Fetching = NonNullable<Output<'sync.status'>['fetching']>;

/** The first sync: a step of its own, with the time it takes; the lists change all at once at its end. */
export function FetchProgress({ fetching }: { fetching: Fetching }) {
  const { step, records, done, secondsLeft } = fetching;
  return (
    <section className="card" aria-labelledby="fetch">
      <h2 id="fetch">
        {step === 'fetching' ? 'Fetching everything from the state' : 'Putting everything in its place'}
      </h2>
      <p>
        <progress max={1} value={done} aria-labelledby="fetch" /> {Math.floor(done * 100)} %,{' '}
        {count(records, 'record')} so far{secondsLeft !== null && `, ${timeLeft(secondsLeft)} left`}.
      </p>
      <p className="soft">
        Daily work goes on meanwhile. Should the line break, it goes on from here; the lists change all at
        once when everything is there.
      </p>
    </section>
  );
}

function timeLeft(seconds: number): string {
  return seconds < 60 ? 'less than a minute' : `about ${count(Math.round(seconds / 60), 'minute')}`;
}
