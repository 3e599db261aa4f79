import { Link } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import { momentInWords } from '#renderer/shell/words.ts';
import styles from './state-chip.module.css';

/** Always in sight: what waits, whether anything needs a person, what the state last received. Offline is grey. */
export function StateChip() {
  const status = useRead('sync.status', {}, { keepPrevious: true }).data;
  if (!status) return null;
  const care = status.rejected + status.conflicts > 0;
  const look = care ? styles.care : status.state === 'sending' ? styles.sending : styles.calm;
  return (
    <Link
      to="/state"
      className={`${styles.chip} ${look}`}
      data-testid="state-chip"
      title={
        status.lastReceived
          ? `Last received by the state ${momentInWords(status.lastReceived.at)}`
          : status.words
      }
    >
      {care && <span aria-hidden="true">! </span>}
      {chipWords(status)}
    </Link>
  );
}

function chipWords(status: {
  state: string;
  words: string;
  waiting: number;
  rejected: number;
  conflicts: number;
  sending: { done: number; total: number } | null;
}): string {
  if (status.sending) return `Sending ${status.sending.done} of ${status.sending.total}…`;
  if (status.conflicts > 0) return `Changed in two places (${status.conflicts})`;
  if (status.rejected > 0) return `Not accepted (${status.rejected})`;
  if (status.waiting > 0)
    return `${status.state === 'offline' ? 'No internet. ' : ''}Waiting to send (${status.waiting})`;
  return status.words;
}
