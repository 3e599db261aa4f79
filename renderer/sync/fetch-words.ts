import type { Output } from '#electron/contract/contract.ts';
import { count } from '#renderer/shell/words.ts';

type Fetching = NonNullable<Output<'sync.status'>['fetching']>;

/** How far the first sync is. While it takes in, all records are here: the number is not "so far" any more. */
export function farInWords({ step, records, done, secondsLeft }: Fetching): string {
  const part = `${Math.min(100, Math.floor(done * 100))} %`;
  const many = count(records, 'record');
  const far = step === 'fetching' ? `${part}, ${many} so far` : records > 0 ? `${part} of ${many}` : part;
  return `${far}${secondsLeft === null ? '' : `, ${timeLeft(secondsLeft)} left`}.`;
}

function timeLeft(seconds: number): string {
  return seconds < 60 ? 'less than a minute' : `about ${count(Math.round(seconds / 60), 'minute')}`;
}
