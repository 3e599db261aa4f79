import { useId, useState } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { CertifyDialog } from '#renderer/collections/certify-dialog.tsx';
import { ChangesDialog } from '#renderer/collections/changes-dialog.tsx';
import { WithdrawDialog } from '#renderer/collections/withdraw-dialog.tsx';
import { momentInWords } from '#renderer/shell/words.ts';
import styles from './collections.module.css';

export type Card = Output<'collections.board'>['cards'][number];

const STATES: Readonly<Record<Card['state'], string>> = {
  'not-open': 'Not open yet',
  open: 'Open',
  'due-soon': 'Due soon',
  overdue: 'Overdue',
  closed: 'Closed',
};

/** Collections that are about who takes the state tests. */
const TESTS: ReadonlySet<string> = new Set(['assessment', 'test-window']);

type Asking = 'certify' | 'changes' | 'withdraw' | null;

/** One collection: window, steps, who must certify, what changed since. */
export function CollectionCard({ card, endYear }: { card: Card; endYear: number }) {
  const title = useId();
  const [asking, setAsking] = useState<Asking>(null);
  const holding = card.certifications.filter(({ withdrawn }) => withdrawn === null);
  const newest = holding[0];
  const signed = holding.length > 0 && card.missing.length === 0;
  const rules = card.collection.replace(/-finance$/, '');
  const close = (): void => setAsking(null);
  return (
    <section className="card" aria-labelledby={title}>
      <h2 id={title}>{card.title}</h2>
      <p className="soft small">{card.districtName}</p>
      <p>{card.about}</p>
      <p>
        <span className={`${styles.mark} ${TONE[card.state] ?? ''}`}>{STATES[card.state]}</span>{' '}
        {dateInWords(card.opens)} to {dateInWords(card.due)}
        {!card.confirmed && <span className="soft small"> (dates of earlier years, unconfirmed)</span>}
      </p>
      {card.countDates.length > 0 && <p>Count date: {card.countDates.map(dateInWords).join(', ')}</p>}
      {card.correctionsEnd && <p className="small">Corrections until {dateInWords(card.correctionsEnd)}.</p>}
      <ul className={styles.steps} aria-label="Steps">
        <Step done={card.must === 0} words={card.must === 0 ? 'Validated' : `Must fix ${card.must}`} />
        {card.certify && <Step done={signed} words="Certified" />}
        {card.certify && (
          <Step
            done={card.step === 'received'}
            words={card.step === 'waiting' ? 'Ready, waits to be sent' : 'Received'}
          />
        )}
      </ul>
      {newest?.recertifyAsked && (
        <p className="notice care">The state asks to certify again: {newest.recertifyAsked}</p>
      )}
      {(card.changed ?? 0) > 0 && (
        <p className="notice care">
          Changed since certified: {card.changed}.{' '}
          <button type="button" className="plain" onClick={() => setAsking('changes')}>
            See what changed
          </button>
        </p>
      )}
      {card.certify && card.missing.length > 0 && holding.length > 0 && (
        <p>Still to certify: {card.missing.join(', ')}.</p>
      )}
      {card.certifications.map((one) => (
        <p key={one.id} className="small">
          {one.withdrawn === null ? 'Certified by' : 'Withdrawn:'} {one.by}, {momentInWords(one.at)}.{' '}
          {one.receipt ? `Receipt ${one.receipt}.` : 'Not received by the state yet.'}
          {one.withdrawn && ` ${one.withdrawn}.`}
        </p>
      ))}
      <div className="row">
        <Link className="button" to={`/collections/validate?collection=${rules}&year=${endYear}`}>
          {card.must + card.check === 0 ? 'Validate' : `Validate (${card.must + card.check})`}
        </Link>
        {card.count && (
          <Link className="button" to={`/collections/counts?show=${card.count}&year=${endYear}`}>
            Review counts
          </Link>
        )}
        {card.files.length > 0 && (
          <Link className="button" to={`/collections/files?year=${endYear}`}>
            Files
          </Link>
        )}
        {card.certify && card.state !== 'not-open' && (
          <button
            type="button"
            className={card.must === 0 && !signed ? 'main' : ''}
            onClick={() => setAsking('certify')}
          >
            {holding.length === 0 ? 'Certify' : 'Certify again'}
          </button>
        )}
        {newest && (
          <>
            <Link className="button" to={`/reports?report=certification-packet&certificationId=${newest.id}`}>
              Print packet
            </Link>
            <button type="button" className="plain" onClick={() => setAsking('withdraw')}>
              Withdraw
            </button>
          </>
        )}
        {TESTS.has(card.collection) && (
          <Link className="button" to="/assessments">
            State tests
          </Link>
        )}
        <Link to={`/help?topic=${card.collection}`}>Help</Link>
      </div>
      {asking === 'certify' && <CertifyDialog card={card} endYear={endYear} onClose={close} />}
      {asking === 'changes' && newest && <ChangesDialog id={newest.id} title={card.title} onClose={close} />}
      {asking === 'withdraw' && newest && <WithdrawDialog id={newest.id} onClose={close} />}
    </section>
  );
}

const TONE: Partial<Record<Card['state'], string | undefined>> = {
  'due-soon': styles.due,
  overdue: styles.late,
};

function Step({ done, words }: { done: boolean; words: string }) {
  return (
    <li className={done ? styles.done : styles.todo}>
      {words}
      <span className="unseen">{done ? ', done' : ', to do'}</span>
    </li>
  );
}
