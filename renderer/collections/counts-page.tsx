import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { AnbView } from '#renderer/collections/anb-view.tsx';
import { CountView } from '#renderer/collections/count-view.tsx';
import { EarlyView } from '#renderer/collections/early-view.tsx';
import { HoursView } from '#renderer/collections/hours-view.tsx';
import { Choose } from '#renderer/shell/field.tsx';

const VIEWS = [
  { code: 'fall', label: 'Fall count' },
  { code: 'spring', label: 'Spring count' },
  { code: 'anb', label: 'ANB and finance ADA' },
  { code: 'hours', label: 'Aggregate hours' },
  { code: 'early', label: 'Early graduates' },
] as const;

/** The counts of a year and what follows from them. Every number opens its pupils. */
export default function CountsPage() {
  const [search, setSearch] = useSearchParams();
  const overview = useRead('school.overview', {});
  const status = useRead('district.status', {});
  const years = [...new Set(overview.data?.years.map(({ endYear }) => endYear) ?? [])];
  const today = status.data?.today ?? '';
  const [chosen, setChosen] = useState(Number(search.get('year')) || 0);
  const year = chosen || (today === '' ? 0 : Number(today.slice(0, 4)) + (today.slice(5) >= '07-01' ? 1 : 0));
  const show = VIEWS.find(({ code }) => code === search.get('show'))?.code ?? 'fall';
  return (
    <>
      <h1>Counts</h1>
      <div className="row">
        <Choose
          label="School year"
          value={String(year || '')}
          choices={years.map((one) => ({ code: String(one), label: schoolYearInWords(one) }))}
          onChange={(value) => setChosen(Number(value))}
        />
        <Choose
          label="Show"
          value={show}
          choices={VIEWS}
          onChange={(value) => setSearch({ show: value, ...(year ? { year: String(year) } : {}) })}
        />
        <Link to="/collections">Back to collections</Link>
      </div>
      {year > 0 && (show === 'fall' || show === 'spring') && (
        <CountView key={`${show} ${year}`} count={show} endYear={year} />
      )}
      {year > 0 && show === 'anb' && <AnbView endYear={year} />}
      {year > 0 && show === 'early' && <EarlyView endYear={year} />}
      {year > 0 && show === 'hours' && <HoursView endYear={year} />}
    </>
  );
}
