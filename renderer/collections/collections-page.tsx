import { useState } from 'react';
import { Link } from 'react-router';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { CertifierForm } from '#renderer/collections/certifier-form.tsx';
import { CollectionCard } from '#renderer/collections/collection-card.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';
import styles from './collections.module.css';

type Show = 'now' | 'all';

/** Every collection of the year: what is open, what is missing, who certifies. Works offline up to "ready to send". */
export default function CollectionsPage() {
  const [endYear, setEndYear] = useState<number | undefined>(undefined);
  const [show, setShow] = useState<Show>('now');
  const [naming, setNaming] = useState(false);
  const board = useRead('collections.board', endYear ? { endYear } : {}, { keepPrevious: true });
  const overview = useRead('school.overview', {});
  const cards = board.data?.cards ?? [];
  const shown = show === 'all' ? cards : cards.filter(isCurrent);
  const years = [...new Set(overview.data?.years.map((year) => year.endYear) ?? [])];
  return (
    <>
      <h1>Collections</h1>
      <p className="soft">
        What the state asks for, and when{' '}
        <span className="small">(“Event Dashboard” in the state’s system)</span>. Everything up to “ready to
        send” works without a line.
      </p>
      <div className="row">
        <Choose
          label="School year"
          value={String(board.data?.endYear ?? '')}
          choices={years.map((year) => ({ code: String(year), label: schoolYearInWords(year) }))}
          onChange={(value) => setEndYear(Number(value))}
        />
        <Choose
          label="Show"
          value={show}
          choices={[
            { code: 'now', label: 'Open, due or to certify again' },
            { code: 'all', label: 'All of the year' },
          ]}
          onChange={(value) => setShow(value as Show)}
        />
        <button type="button" onClick={() => setNaming(true)}>
          Certifiers
        </button>
        <Link className="button" to="/collections/validate">
          Validate everything
        </Link>
        <Link className="button" to="/collections/counts">
          Counts and ANB
        </Link>
        <Link className="button" to="/collections/files">
          State files
        </Link>
        <Link to="/collections/self-check">Federal self-check</Link>
        <Link to="/collections/dictionary">Data dictionary</Link>
        <Link to="/collections/contacts">District contacts</Link>
      </div>
      <Failed of={board.error} />
      <p role="status">
        {board.data && `${count(shown.length, 'collection')} shown, ${cards.length} in the year.`}
      </p>
      <div className={styles.board}>
        {shown.map((card) => (
          <CollectionCard
            key={`${card.collection} ${card.districtId}`}
            card={card}
            endYear={board.data?.endYear ?? 0}
          />
        ))}
      </div>
      {board.data && shown.length === 0 && (
        <p>Nothing is open now. Choose “All of the year” to see what is coming.</p>
      )}
      {board.data && (
        <p className="soft small">
          {board.data.helpDesk.name}: {board.data.helpDesk.phone}
        </p>
      )}
      {naming && board.data && overview.data && (
        <CertifierForm
          dataTypes={board.data.dataTypes}
          districts={overview.data.districts}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}

function isCurrent(card: { state: string; changed: number | null; step: string }): boolean {
  if ((card.changed ?? 0) > 0) return true;
  return card.state !== 'not-open' && card.state !== 'closed' && card.step !== 'received';
}
