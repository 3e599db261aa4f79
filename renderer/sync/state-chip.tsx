import { useEffect } from 'react';
import { Link } from 'react-router';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { type ChipLook, chipOf, chipStory } from '#renderer/sync/chip-words.ts';
import styles from './state-chip.module.css';

const MARKS: Readonly<Record<ChipLook, string>> = { calm: '', sending: '', received: '✓', care: '!' };

/** Always in sight: what waits, whether anything needs a person, what the state last received. */
export function StateChip() {
  const status = useRead('sync.status', {}, { keepPrevious: true }).data;
  const { mutate: run } = useCommand('sync.run');
  const connected = status !== undefined && status.state !== 'not-connected';
  useEffect(() => {
    if (!connected) return undefined;
    // The line is back: nobody has to wait for the next try.
    const onLine = (): void => run({});
    window.addEventListener('online', onLine);
    return () => window.removeEventListener('online', onLine);
  }, [connected, run]);
  if (!status) return null;
  const { words, look } = chipOf(status);
  return (
    <Link
      to="/state"
      className={`${styles.chip} ${styles[look]}`}
      data-testid="state-chip"
      data-look={look}
      title={chipStory(status)}
    >
      {MARKS[look] && <span aria-hidden="true">{MARKS[look]} </span>}
      {words}
    </Link>
  );
}
